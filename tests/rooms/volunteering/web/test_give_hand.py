"""Somebody without an account takes a seat, and lets it go again."""

import re

from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.volunteering.models import Opportunity, Seat
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_unit
from tests.rooms.queries import count_queries

LIST = "/zh/huayang/hands/"


def test_a_nickname_takes_a_seat_and_its_link_lets_it_go(rider: Client, sweep: Opportunity) -> None:
    assert "扫弄口" in rider.get(LIST).content.decode()
    task = f"{LIST}{sweep.public_id}/"

    page = rider.post(
        task, {"form_key": new_form_key(), "nickname": "小李", "is_old_enough": "on"}, follow=True
    )
    link = page.redirect_chain[0][0]
    assert "小李" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert re.fullmatch(r"/zh/huayang/seats/[-\w]{32}/", link)
    assert "小李" not in rider.get(task).content.decode()

    gone = rider.post(f"{link}let-go/", {"form_key": new_form_key()}, follow=True)

    assert gone.status_code == 200
    assert Seat.objects.count() == 0
    assert rider.get(link).status_code == 404


def test_the_double_tap_takes_one_seat(rider: Client, sweep: Opportunity) -> None:
    form = {"form_key": new_form_key(), "nickname": "小李", "is_old_enough": "on"}

    first = rider.post(f"{LIST}{sweep.public_id}/", form)
    again = rider.post(f"{LIST}{sweep.public_id}/", form)

    assert first["Location"] == again["Location"]
    assert Seat.objects.count() == 1


def test_an_empty_nickname_is_asked_for(rider: Client, sweep: Opportunity) -> None:
    response = rider.post(f"{LIST}{sweep.public_id}/", {"form_key": new_form_key(), "nickname": ""})

    assert response.status_code == 422
    assert Seat.objects.count() == 0


def test_the_page_of_a_seat_lets_browsers_name_where_its_form_comes_from(
    rider: Client, sweep: Opportunity
) -> None:
    page = rider.post(
        f"{LIST}{sweep.public_id}/",
        {"form_key": new_form_key(), "nickname": "小李", "is_old_enough": "on"},
        follow=True,
    )

    assert page["Referrer-Policy"] == "same-origin"  # "no-referrer" makes browsers send "Origin: null"
    assert "noindex" in page["X-Robots-Tag"]


def test_strangers_cannot_close_a_task(rider: Client, sweep: Opportunity) -> None:
    response = rider.post(f"{LIST}{sweep.public_id}/finish/", {"outcome": "假的"})

    assert response["Location"].startswith("/zh/account/login/")
    sweep.refresh_from_db()
    assert sweep.status == "open"


def test_the_host_reads_who_comes_and_no_cache_keeps_it(
    rider: Client, sweep: Opportunity, host: Organisation
) -> None:
    rider.post(
        f"{LIST}{sweep.public_id}/", {"form_key": new_form_key(), "nickname": "小李", "is_old_enough": "on"}
    )
    page = staff_client("lin", "keeper", host).get(f"{LIST}{sweep.public_id}/finish/")

    assert "小李" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_staff_who_do_not_host_it_never_read_who_comes(rider: Client, sweep: Opportunity) -> None:
    rider.post(
        f"{LIST}{sweep.public_id}/", {"form_key": new_form_key(), "nickname": "小李", "is_old_enough": "on"}
    )
    page = staff_client("zhou", "worker", make_unit("elsewhere")).get(f"{LIST}{sweep.public_id}/finish/")

    assert page.status_code == 403
    assert "小李" not in page.content.decode()


def test_another_community_has_no_such_task(
    rider: Client, sweep: Opportunity, other_community: Community
) -> None:
    assert rider.get(f"/zh/liuqiao/hands/{sweep.public_id}/").status_code == 404


def test_the_list_costs_the_same_for_one_task_and_for_many(rider: Client, sweep: Opportunity) -> None:
    with count_queries() as one:
        rider.get(LIST)
    Opportunity.objects.bulk_create(
        Opportunity(
            slug=f"more-{number}", title_zh="更多", effort="1h", host=sweep.host, hands_wanted=1,
            starts_at=sweep.starts_at, ends_at=sweep.ends_at,
        )
        for number in range(20)
    )  # fmt: skip
    with count_queries() as many:
        rider.get(LIST)

    assert len(one) == len(many)
