"""Addresses that ask for people by what is never stored are refused and logged."""

from collections.abc import Callable

import pytest
from django.test import Client

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.tasks import MOST_AN_HOUR, log_parameter
from ningju.rooms.privacy.verify import verify_log
from tests.conftest import Rows
from tests.rooms.accounts.people import staff_client

FORBIDDEN = ["ethnicity", "民族", "religion", "party_member", "id_card", "Ethnic-Group"]


@pytest.mark.parametrize("name", FORBIDDEN)
def test_t7_an_address_that_asks_by_origin_is_refused_and_logged(
    rider: Client, community: Community, app_sql: Callable[..., Rows], name: str
) -> None:
    answer = rider.get("/zh/huayang/", {name: "x"})

    assert answer.status_code == 400
    sql = "select args->>'parameter' from procrastinate_jobs where task_name = 'privacy.log_parameter'"
    assert app_sql(sql) == [(name,)]
    log_parameter(community_id=community.pk, parameter=name)
    with in_community(community.pk):
        entry = AccessEntry.objects.get()
    assert (entry.act, entry.purpose, entry.reader) == ("refused", f"?{name}", "unknown")


def test_t7_nobody_fills_the_log_with_it(community: Community) -> None:
    for number in range(MOST_AN_HOUR + 5):
        log_parameter(community_id=community.pk, parameter=f"ethnicity{number}")

    with in_community(community.pk):
        assert AccessEntry.objects.count() == MOST_AN_HOUR
        assert verify_log().is_whole


@pytest.mark.parametrize(
    "name", ["at", "with", "near", "page", "pile", "kind", "place", "month", "said", "next"]
)
def test_t7_the_parameters_we_use_pass(rider: Client, community: Community, name: str) -> None:
    assert rider.get("/zh/huayang/about/", {name: ""}).status_code == 200


def test_t7_the_desk_refuses_it_too(community: Community) -> None:
    assert staff_client("wang", "coordinator").get("/zh/huayang/desk/", {"ethnicity": "x"}).status_code == 400


@pytest.mark.parametrize("name", ["sort", "order", "order_by", "group_by", "filter", "nickname", "unit"])
def test_t8_no_page_sorts_or_groups_by_what_an_address_asks(community: Community, name: str) -> None:
    worker = staff_client("wang", "worker")
    plain = worker.get("/zh/huayang/desk/")

    asked = worker.get("/zh/huayang/desk/", {name: "nickname"})

    def shown(page: str) -> str:
        return page.partition('id="main"')[2].partition("</main>")[0]

    assert shown(asked.content.decode()) == shown(plain.content.decode())
