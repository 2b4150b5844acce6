"""The one form, as whole requests of somebody without an account."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import put_street_line
from ningju.rooms.needs.models import Need
from tests.rooms.cases.cases import make_category, make_unit

SAY = "/zh/huayang/say/"


@pytest.fixture
def kinds(community: Community) -> list[Category]:
    """Return a hazard and a need to choose from."""
    unit = make_unit()
    return [
        make_category(unit),
        make_category(
            unit, slug="meals", kind="need", name_zh="热饭吃饭", name_en="Hot meals", keywords_zh=["热饭"]
        ),
    ]


def told(**more: Any) -> dict[str, Any]:
    """Return what somebody types about a loose cover."""
    form = {"form_key": new_form_key(), "words": "弄口井盖松了", "where": "长宁路1027弄"}
    return form | {"category": "loose-cover"} | more


def test_a_hazard_is_said_and_its_page_shows_code_and_time(rider: Client, kinds: list[Category]) -> None:
    response = rider.post(SAY, told(), follow=True)

    page = response.content.decode()
    case = Case.objects.get()
    assert response.redirect_chain[0][1] == 302
    assert case.shown_code in page
    assert (case.words, case.where, case.category) == ("弄口井盖松了", "长宁路1027弄", kinds[0])


def test_without_a_kind_one_is_suggested_with_its_reason_and_nothing_is_stored(
    rider: Client, kinds: list[Category]
) -> None:
    response = rider.post(SAY, told(words="中午想热饭,没地方", category=""))

    page = response.content.decode()
    assert response.status_code == 200
    assert "热饭" in page
    assert re.search(r'value="meals"[^>]*checked', page)
    assert "中午想热饭,没地方" in page
    assert Case.objects.count() == 0


def test_the_double_tap_makes_one_case_and_shows_the_same_page(rider: Client, kinds: list[Category]) -> None:
    form = told()

    first = rider.post(SAY, form)
    again = rider.post(SAY, form)

    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_the_same_key_with_other_words_keeps_them_and_asks(rider: Client, kinds: list[Category]) -> None:
    form = told()
    rider.post(SAY, form)

    response = rider.post(SAY, form | {"words": "路灯也坏了"})

    assert response.status_code == 422
    assert "路灯也坏了" in response.content.decode()
    assert Case.objects.count() == 1


def test_an_expired_form_keeps_the_words_and_can_be_sent_again(rider: Client, kinds: list[Category]) -> None:
    response = rider.post(SAY, told(form_key="expired"))

    page = response.content.decode()
    fresh = re.search(r'name="form_key" value="([^"]+)"', page)
    assert response.status_code == 422
    assert "弄口井盖松了" in page
    assert fresh is not None
    assert rider.post(SAY, told(form_key=fresh[1])).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"words": ""},
        {"words": "   "},
        {"words": "太长" * 2001},
        {"words": "有\x00字节"},
        {"category": "no-such-kind"},
        {"category": str(uuid.uuid4())},
        {"where": "", "place": ""},
        {"where": "长" * 201},
        {"lat": "91", "lon": "121"},
        {"lat": "31.2", "lon": ""},
        {"lat": "nan", "lon": "121"},
        {"place": "no-such-place"},
    ],
)
def test_bad_input_is_refused_with_a_page_and_stores_nothing(
    rider: Client, kinds: list[Category], change: dict[str, str]
) -> None:
    response = rider.post(SAY, told(**change))

    assert response.status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["😀🚲 井盖", "‮عكس 井盖", "<script>alert(1)</script>井盖", "&lt;b&gt; 井盖"]
)
def test_odd_words_are_kept_as_they_are_and_shown_as_text(
    rider: Client, kinds: list[Category], words: str
) -> None:
    response = rider.post(SAY, told(words=words), follow=True)

    assert Case.objects.get().words == words
    assert "<script>alert" not in response.content.decode()


def test_another_sites_form_is_refused(rider: Client, kinds: list[Category]) -> None:
    response = rider.post(SAY, told(), headers={"origin": "https://elsewhere.example"})

    assert response.status_code == 403
    assert Case.objects.count() == 0


def test_another_communitys_kind_is_unknown_here(
    rider: Client, kinds: list[Category], other_community: Community
) -> None:
    response = rider.post("/zh/liuqiao/say/", told())

    assert response.status_code == 422
    assert Case.objects.count() == 0


def test_the_suggestion_in_place_names_the_words(rider: Client, kinds: list[Category]) -> None:
    response = rider.post("/zh/huayang/say/kind/", {"words": "井盖翘起来了"})

    assert "井盖松动" in response.content.decode()
    assert "“井盖”" in response.content.decode()


def test_a_need_without_a_place_is_fine(rider: Client, kinds: list[Category]) -> None:
    response = rider.post(SAY, told(words="想热饭", category="meals", where=""))

    assert response.status_code == 302
    assert Need.objects.get().case.words == "想热饭"


@pytest.fixture
def streets(community: Community) -> None:
    """Draw two streets and the outline on the map."""
    names = [
        ("street", "武夷路", "Wuyi Road"),
        ("street", "定西路", "Dingxi Road"),
        ("outline", "示意范围", ""),
    ]
    for position, (kind, zh, en) in enumerate(names):
        put_street_line(
            position=position,
            kind=kind,
            name=Bilingual(zh, en),
            width=3,
            points=[(121.41, 31.21), (121.42, 31.21)],
            by_name="pack",
        )


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("武夷路定西路口井盖松了", "武夷路 · 定西路"),
        ("loose cover, DINGXI ROAD near wuyi road", "DINGXI ROAD · wuyi road"),
    ],
)
def test_a_hazard_whose_words_name_its_street_is_not_asked_for_it_again(
    rider: Client, kinds: list[Category], streets: None, words: str, where: str
) -> None:
    response = rider.post(SAY, told(words=words, where=""))

    assert response.status_code == 302
    assert Case.objects.get().where == where


def test_a_hazard_whose_words_name_no_street_is_asked_where_and_keeps_its_kind_folded(
    rider: Client, kinds: list[Category], streets: None
) -> None:
    response = rider.post(SAY, told(words="弄口井盖松了，示意范围", where=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert "写个路名、楼名" in page
    assert re.search(r'value="loose-cover"[^>]*checked', page)
    assert '<details class="more">' in page
    assert Case.objects.count() == 0
