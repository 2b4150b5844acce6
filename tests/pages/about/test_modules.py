"""Parts of the service are on or off for a whole neighbourhood."""

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.kernel.errors import RuleViolation
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Community, SettingChange
from ningju.rooms.communities.services import switch_module
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_case, make_category, make_unit

PAGE = "/zh/huayang/desk/modules/"


def off(community: Community, *modules: str) -> None:
    for module in modules:
        switch_module(community=community, module=module, is_on=False, by_name="x")


@pytest.mark.parametrize(
    ("module", "address"),
    [("needs", "lists/"), ("needs", "offer/"), ("needs", "desk/offers/"), ("volunteering", "hands/")],
)
def test_a_part_that_is_off_is_not_found_and_nothing_leads_there(
    rider: Client, community: Community, module: str, address: str
) -> None:
    assert rider.get(f"/zh/huayang/{address}").status_code in (200, 302)
    assert "/zh/huayang/hands/" in rider.get("/zh/huayang/").content.decode()

    off(community, module)

    home = rider.get("/zh/huayang/").content.decode()
    assert rider.get(f"/zh/huayang/{address}").status_code == 404
    assert ("/zh/huayang/hands/" in home) is (module != "volunteering")
    assert ("/zh/huayang/lists/" in home) is (module != "needs")


def test_the_form_offers_only_what_is_on(rider: Client, community: Community) -> None:
    unit = make_unit()
    make_category(unit)
    make_category(unit, slug="meals", kind="need", name_zh="热饭", keywords_zh=["热饭"])
    off(community, "issues")

    page = rider.post("/zh/huayang/say/kind/", {"words": "井盖松了，想热饭"}).content.decode()
    told = {"form_key": new_form_key(), "words": "井盖松了", "where": "弄口", "category": "loose-cover"}

    assert "热饭" in page
    assert "井盖松动" not in page
    assert rider.post("/zh/huayang/say/", told).status_code == 422
    assert Case.objects.count() == 0


def test_with_nothing_to_say_the_form_is_not_found_but_cases_stay(
    rider: Client, community: Community
) -> None:
    case = make_case(category=make_category(make_unit()))
    off(community, "issues", "needs")

    assert rider.get("/zh/huayang/say/").status_code == 404
    assert "/zh/huayang/say/" not in rider.get("/zh/huayang/").content.decode()
    assert rider.get(f"/zh/huayang/k/{secret_of(case.public_id)}/").status_code == 200


def test_an_admin_switches_it_and_history_keeps_it(rider: Client, community: Community) -> None:
    admin = staff_client("admin", "admin")

    admin.post(PAGE, {"module": "volunteering", "on": "0"})
    assert rider.get("/zh/huayang/hands/").status_code == 404
    admin.post(PAGE, {"module": "volunteering", "on": "1"})

    assert rider.get("/zh/huayang/hands/").status_code == 200
    assert SettingChange.objects.filter(field="modules").count() == 2


def test_switching_what_is_on_changes_nothing(community: Community) -> None:
    switch_module(community=community, module="needs", is_on=True, by_name="x")

    assert SettingChange.objects.count() == 0


def test_there_is_no_such_part(community: Community) -> None:
    with pytest.raises(RuleViolation):
        switch_module(community=community, module="roster", is_on=True, by_name="x")


@pytest.mark.parametrize("role", ["keeper", "worker", "coordinator", "partner", "leader", "auditor"])
def test_other_roles_switch_nothing(community: Community, role: str) -> None:
    assert staff_client("somebody", role).post(PAGE, {"module": "needs", "on": "0"}).status_code == 403
    community.refresh_from_db()
    assert "needs" in community.modules


def test_another_neighbourhood_keeps_its_own(
    rider: Client, community: Community, other_community: Community
) -> None:
    off(community, "volunteering")

    assert rider.get("/zh/liuqiao/hands/").status_code == 200
