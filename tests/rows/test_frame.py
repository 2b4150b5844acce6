"""Acceptance checks of the inventory's frame: programme, blocks, timeline (rows A)."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db.models import Field
from django.test import Client

from ningju.pages.about.context import about_context
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Block, Community, TimelineItem
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place
from tests.rooms.accounts.people import make_staff, sign_in
from tests.rows.reading import listed, page

pytestmark = pytest.mark.xdist_group("packs")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ["", "about/", "say/", "hands/", "lists/", "offer/", "c/"])
def test_a_second_neighbourhood_has_no_word_of_the_first(
    visitor: Client, packs: None, language: str, address: str
) -> None:
    html = page(visitor, f"/{language}/liuqiao/{address}")

    assert "柳桥" in html or "Willow Bridge" in html
    assert not re.search(r"华阳|Huayang|中山公园|Zhongshan", html)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_timeline_is_sorted_and_holds_both_items_of_17_april_1994(
    visitor: Client, huayang: Community, language: str
) -> None:
    days = list(TimelineItem.objects.order_by("happened_on").values_list("happened_on", flat=True))
    html = page(visitor, f"/{language}/huayang/about/")
    titles = [item.title.read(language)[0] for item in TimelineItem.objects.order_by("happened_on", "slug")]
    places = [html.index(title) for title in titles]

    assert days.count(date(1994, 4, 17)) == 2
    assert date(2023, 4, 17) in days
    assert any(day.year == 1995 for day in days)
    assert places == sorted(places)
    if language == "zh":
        assert "春风丽日暖华阳" in html
        assert "了解人,关心人,凝聚人" in html.replace("，", ",")


def test_no_model_could_hold_the_persons_of_1995(huayang: Community) -> None:
    about_persons = [
        field.name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and re.search("ethnic|nation|minzu|origin|category_of_person", field.name)
    ]

    assert about_persons == []


def test_five_blocks_stand_and_change_map_and_list_alike(visitor: Client, huayang: Community) -> None:
    assert Block.objects.count() == 5
    for block in Block.objects.all():
        inside = set(
            Place.objects.visible().filter(block=block, kind__in=("station", "service_site", "lunch_point"))
            .values_list("slug", flat=True)
        )  # fmt: skip
        in_list = listed(page(visitor, f"/zh/huayang/?block={block.slug}&all"))
        features = visitor.get(f"/zh/huayang/places.geojson?block={block.slug}").json()["features"]
        on_map = {feature["properties"]["slug"] for feature in features}

        assert in_list == inside
        assert on_map & inside == inside
        assert {feature["properties"]["block"] for feature in features} <= {block.slug}


def test_motto_and_slogan_change_at_once_in_both_languages(huayang: Community) -> None:
    from ningju.rooms.communities.services import change_words

    visitor = Client()
    former = {name: getattr(huayang, name) for name in ("slogan_zh", "slogan_en")}
    change_words(community=huayang, by_name="x", words={"slogan_zh": "新口号", "slogan_en": "A new slogan"})

    assert "新口号" in page(visitor, "/zh/huayang/about/")
    assert "A new slogan" in page(visitor, "/en/huayang/about/")
    change_words(community=huayang, by_name="x", words=former)


def test_the_years_are_counted_from_1995(huayang: Community) -> None:
    assert about_context(huayang, date(2023, 4, 17))["home_years"] == 28
    assert about_context(huayang, date(2026, 4, 17))["home_years"] == 31


@pytest.mark.parametrize("language", ["zh", "en"])
def test_about_says_that_this_is_a_demo_and_where_it_comes_from(
    visitor: Client, packs: None, language: str
) -> None:
    html = page(visitor, f"/{language}/huayang/about/")

    assert ("演示" if language == "zh" else "Demo, after a 2023 newspaper feature") in html


def test_400_riders_is_a_quoted_number_with_its_source(visitor: Client, packs: None) -> None:
    html = page(visitor, "/en/huayang/about/")

    assert re.search(r"400", html)
    assert re.search(r"newspaper, 2023|2023", html[html.index('id="figures"') :])


def test_a_station_page_leads_to_saying_and_helping_in_one_tap(visitor: Client, huayang: Community) -> None:
    station = Place.objects.filter(kind="station").first()
    assert station is not None

    html = page(visitor, f"/zh/huayang/places/{station.slug}/")

    assert re.search(rf'href="/zh/huayang/say/\?[^"]*place={station.slug}', html)
    assert 'href="/zh/huayang/hands/"' in html


def test_a_partner_reaches_no_page_about_persons(huayang: Community) -> None:
    donghua = Organisation.objects.get(slug="donghua")
    partner = sign_in(Client(), make_staff("row-b6", "partner", donghua))
    somebodys = Case.objects.exclude(unit=donghua).first()
    assert somebodys is not None

    for address in ("desk/texts/", "desk/weather/", "desk/places/"):
        assert partner.get(f"/zh/huayang/{address}").status_code == 403, address
    assert partner.get(f"/zh/huayang/desk/cases/{somebodys.code}/").status_code == 404
    assert partner.get("/zh/huayang/desk/offers/").status_code == 200
