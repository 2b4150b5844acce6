"""The about page, and the form that changes the community's words."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from ningju.ground.page_cache import SHELF
from ningju.rooms.communities.models import Block, Community, SettingChange, TimelineItem
from tests.rooms.accounts.people import staff_client
from tests.rooms.places.cast import set_clock, wall

ABOUT = "/en/huayang/about/"
WORDS = "/en/huayang/desk/texts/"
COLUMNS = ("name", "short_name", "city", "programme", "motto", "slogan", "birthplace", "about")


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def admin(community: Community) -> Client:
    return staff_client("admin", "admin")


def words_of(community: Community, **changed: str) -> dict[str, str]:
    columns = [f"{name}_{language}" for name in COLUMNS for language in ("zh", "en")]
    return {column: getattr(community, column) for column in columns} | changed


def event(slug: str, day: date, precision: str = "day") -> TimelineItem:
    return TimelineItem.objects.create(
        slug=slug,
        happened_on=day,
        precision=precision,
        title_zh=f"{slug} 中文",
        title_en=f"{slug} in English",
        source_zh="报纸",
        source_en="newspaper",
    )


def test_the_timeline_is_sorted_and_shown_in_both_languages(community: Community, rider: Client) -> None:
    event("special", date(2023, 4, 17))
    event("report", date(1994, 4, 17))
    event("commentary", date(1994, 4, 17))
    event("visits", date(1993, 1, 1), "year")

    english = rider.get(ABOUT).content.decode()
    chinese = rider.get("/zh/huayang/about/").content.decode()

    order = [english.index(f"{slug} in English") for slug in ("visits", "commentary", "report", "special")]
    assert order == sorted(order)
    assert "April 17, 1994" in english
    assert "1994年4月17日" in chinese
    assert "report 中文" in chinese
    assert "January" not in english


@pytest.mark.parametrize(("year", "years"), [(2023, "28 years"), (2026, "31 years")])
def test_years_are_computed_from_the_first_one(
    community: Community, rider: Client, monkeypatch: pytest.MonkeyPatch, year: int, years: str
) -> None:
    Community.objects.update(home_since_year=1995)
    set_clock(monkeypatch, wall(23, 12).replace(year=year))

    assert years in rider.get(ABOUT).content.decode()


def test_a_quoted_number_stands_with_its_source(community: Community, rider: Client) -> None:
    community.figures = [
        {
            "slug": "riders",
            "value": "400+",
            "name": {"zh": "骑手", "en": "riders"},
            "source": {"zh": "报纸，2023 年", "en": "newspaper, 2023"},
        }
    ]
    community.save()

    text = rider.get(ABOUT).content.decode()

    assert "400+" in text
    assert "newspaper, 2023" in text


def test_provenance_and_blocks_are_told(community: Community, rider: Client) -> None:
    Community.objects.filter(pk=community.pk).update(provenance_en="Demo, after a 2023 newspaper feature.")
    Block.objects.create(slug="bay", name_zh="湾", name_en="The Bay", colour="#3B7A8C")

    text = rider.get(ABOUT).content.decode()

    assert "Demo, after a 2023 newspaper feature." in text
    assert 'href="/en/huayang/?block=bay"' in text


def test_a_neighbourhood_without_a_timeline_says_so(community: Community, rider: Client) -> None:
    assert "No dates yet" in rider.get(ABOUT).content.decode()


def test_an_edit_shows_at_once_in_both_languages_and_keeps_what_stood_there(
    community: Community, admin: Client, rider: Client
) -> None:
    rider.get(ABOUT)

    answer = admin.post(WORDS, words_of(community, slogan_zh="春满华阳", slogan_en="Spring fills Huayang"))

    assert answer.status_code == 302
    assert "Spring fills Huayang" in rider.get(ABOUT).content.decode()
    assert "春满华阳" in rider.get("/zh/huayang/about/").content.decode()
    assert set(SettingChange.objects.values_list("field", "former")) == {("slogan_zh", ""), ("slogan_en", "")}


def test_a_name_cannot_be_emptied_and_what_was_typed_stays(community: Community, admin: Client) -> None:
    answer = admin.post(WORDS, words_of(community, name_zh="", slogan_zh="打了一半"))

    assert answer.status_code == 422
    assert "打了一半" in answer.content.decode()
    community.refresh_from_db()
    assert community.name.zh == "华阳路街道"


@pytest.mark.parametrize("role", ["keeper", "worker", "coordinator", "partner", "leader", "auditor"])
def test_other_staff_may_not_change_words(community: Community, role: str) -> None:
    browser = staff_client(role, role)

    assert browser.get(WORDS).status_code == 403
    assert browser.post(WORDS, words_of(community, slogan_zh="x")).status_code == 403
    assert not SettingChange.objects.exists()


def test_somebody_without_an_account_may_not_either(community: Community, rider: Client) -> None:
    assert rider.post(WORDS, words_of(community, slogan_zh="x")).status_code in (302, 403)
    assert not SettingChange.objects.exists()


def test_another_neighbourhoods_page_holds_no_word_of_this_one(community: Community, rider: Client) -> None:
    event("report", date(1994, 4, 17))

    text = rider.get("/zh/liuqiao/about/").content.decode()

    assert "华阳" not in text
    assert "report" not in text
