"""Short addresses lead to the right community, or to a page that says what to do."""

import pytest
from django.test import Client

from ningju.ground.tenancy import in_community
from ningju.kernel.codes import make_code
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Community
from tests.rooms.cases.cases import make_case


def test_a_spoken_code_leads_to_its_case_in_its_community(rider: Client, other_community: Community) -> None:
    with in_community(other_community.pk):
        case = make_case()

    answer = rider.get(f"/c/{case.shown_code.lower()}")

    assert (answer.status_code, answer["Location"]) == (302, f"/zh/liuqiao/c/{case.code}/")


def test_a_link_leads_to_the_askers_page_in_the_browsers_language(hazard: Case) -> None:
    english = Client(headers={"accept-language": "en"})
    secret = secret_of(hazard.public_id)

    answer = english.get(f"/k/{secret}")

    assert (answer.status_code, answer["Location"]) == (302, f"/en/huayang/k/{secret}/")
    assert answer["Cache-Control"] == "no-store"


def test_the_box_without_a_community_finds_a_case(rider: Client, hazard: Case) -> None:
    assert rider.get("/c/").status_code == 200
    assert rider.get("/c/", {"code": hazard.shown_code})["Location"] == f"/zh/huayang/c/{hazard.code}/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/c/nonsense", f"/c/{make_code('H')}", "/k/nonsense", f"/k/{'a' * 40}"],
    ids=["no code", "unknown code", "no link", "unknown link"],
)
def test_what_leads_nowhere_is_a_clear_page(rider: Client, address: str) -> None:
    assert rider.get(address).status_code == 404
