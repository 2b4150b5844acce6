"""A worker joins a need with an offer; the partner sees it, strangers see nothing."""

import pytest
from django.test import Client

from ningju.rooms.cases.links import secret_of
from ningju.rooms.communities.models import Community
from ningju.rooms.needs.models import Need, Pairing, Resource
from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_category
from tests.rooms.queries import count_queries

OFFERS = "/zh/huayang/desk/offers/"


@pytest.fixture
def desk(unit: Organisation) -> Client:
    """Return the worker's browser."""
    return staff_client("worker-wang", "worker", unit)


def join(desk: Client, need: Need, resource: Resource) -> str:
    address = f"/zh/huayang/desk/needs/{need.case.code}/join/"
    told = {
        "resource": str(resource.public_id),
        "reason": "同一类，周二有空",
        "words": "周二下午两点，党群中心，带上合同。",
    }
    return desk.post(address, told, follow=True).content.decode()


def test_one_act_tells_asker_and_partner(
    desk: Client, rider: Client, need: Need, two_hours: Resource, law_firm: Organisation
) -> None:
    page = join(desk, need, two_hours)

    partner = staff_client("lawyer-chen", "partner", law_firm).get(OFFERS).content.decode()
    asker = rider.get(f"/zh/huayang/k/{secret_of(need.case.public_id)}/").content.decode()
    assert "律师十分钟" in page
    assert need.case.shown_code in partner
    assert "工伤怎么报" not in partner
    assert "周二下午两点，党群中心，带上合同。" in asker


def test_the_fitting_offer_stands_first_with_its_reason(
    desk: Client, need: Need, two_hours: Resource
) -> None:
    page = desk.get(f"/zh/huayang/desk/needs/{need.case.code}/join/").content.decode()

    assert "正是“法律援助”。" in page
    assert "checked" in page


def test_where_nobody_offers_the_kind_the_page_says_so_before_the_others(
    desk: Client, need: Need, two_hours: Resource, unit: Organisation
) -> None:
    address = f"/zh/huayang/desk/needs/{need.case.code}/join/"
    assert "这一类，眼下还没人给。" not in desk.get(address).content.decode()
    two_hours.category = make_category(unit, slug="meals", kind="need", name_zh="热饭吃饭", name_en="Meals")
    two_hours.save()

    page = desk.get(address).content.decode()

    assert page.index("这一类，眼下还没人给。") < page.index("律师十分钟")
    assert "checked" not in page


def test_a_join_without_reason_keeps_what_was_typed(desk: Client, need: Need, two_hours: Resource) -> None:
    response = desk.post(
        f"/zh/huayang/desk/needs/{need.case.code}/join/",
        {"resource": str(two_hours.public_id), "reason": "", "words": "周二下午两点"},
    )

    assert response.status_code == 422
    assert "周二下午两点" in response.content.decode()
    assert Pairing.objects.count() == 0


def test_another_partner_sees_neither_offer_nor_need(need: Need, two_hours: Resource, desk: Client) -> None:
    join(desk, need, two_hours)
    other = Organisation.objects.create(slug="other", kind="partner", name_zh="别家", name_en="Other")
    stranger = staff_client("stranger", "partner", other)

    page = stranger.get(OFFERS).content.decode()

    assert "律师十分钟" not in page
    assert need.case.shown_code not in page
    assert stranger.get(f"/zh/huayang/desk/needs/{need.case.code}/join/").status_code == 403
    assert stranger.post(f"{OFFERS}{two_hours.public_id}/withdraw/").status_code == 404
    two_hours.refresh_from_db()
    assert two_hours.status == "available"


def test_nobody_without_sign_in_reaches_the_offers(rider: Client, two_hours: Resource) -> None:
    response = rider.get(OFFERS)

    assert response.status_code == 302
    assert "/account/" in response["Location"]


def test_staff_of_another_community_see_nothing(
    desk: Client, need: Need, two_hours: Resource, other_community: Community
) -> None:
    assert desk.get("/zh/liuqiao/desk/offers/").status_code == 403
    assert desk.get(f"/zh/liuqiao/desk/needs/{need.case.code}/join/").status_code == 403


def test_a_partner_offers_and_staff_check_it(law_firm: Organisation, desk: Client, legal_aid: object) -> None:
    partner = staff_client("lawyer-chen", "partner", law_firm)
    told = {
        "organisation": "law-firm", "title": "周末咨询", "category": "legal-aid", "capacity": "3",
        "when": "周六上午", "place": "", "conditions": "",
    }  # fmt: skip

    assert partner.post(f"{OFFERS}new/", told).status_code == 302
    offer = Resource.objects.get()
    assert offer.status == "offered"
    assert partner.post(f"{OFFERS}{offer.public_id}/check/").status_code == 403
    assert desk.post(f"{OFFERS}{offer.public_id}/check/").status_code == 302

    offer.refresh_from_db()
    assert (offer.status, offer.title.zh, offer.capacity) == ("available", "周末咨询", 3)


def test_a_partner_cannot_offer_for_another_body(law_firm: Organisation, legal_aid: object) -> None:
    Organisation.objects.create(slug="other", kind="partner", name_zh="别家", name_en="Other")
    partner = staff_client("lawyer-chen", "partner", law_firm)
    told = {"organisation": "other", "title": "冒充", "category": "legal-aid", "capacity": "3"}
    told["when"] = "周六"

    assert partner.post(f"{OFFERS}new/", told).status_code == 422
    assert Resource.objects.count() == 0


def test_the_lists_show_age_and_state_and_no_words(rider: Client, need: Need, two_hours: Resource) -> None:
    page = rider.get("/zh/huayang/lists/").content.decode()

    assert "法律援助" in page
    assert "还没人看" in page
    assert "律师十分钟" in page
    assert "工伤怎么报" not in page


def test_undoing_tells_the_asker(desk: Client, rider: Client, need: Need, two_hours: Resource) -> None:
    join(desk, need, two_hours)
    pairing = Pairing.objects.get()

    desk.post(f"/zh/huayang/desk/pairings/{pairing.public_id}/undo/", {"words": "律师病了，我们再找。"})

    asker = rider.get(f"/zh/huayang/k/{secret_of(need.case.public_id)}/").content.decode()
    two_hours.refresh_from_db()
    assert "律师病了，我们再找。" in asker
    assert two_hours.taken == 0


def test_the_lists_cost_the_same_for_one_and_for_many(
    rider: Client, need: Need, two_hours: Resource, legal_aid: object
) -> None:
    from ningju.rooms.needs.services import voice_need

    with count_queries() as one:
        rider.get("/zh/huayang/lists/")
    for number in range(15):
        voice_need(words=f"又一个{number}", category=need.case.category)
    with count_queries() as many:
        rider.get("/zh/huayang/lists/")

    assert len(one) == len(many)
