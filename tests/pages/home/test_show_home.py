"""The map home: where can I go now?"""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Block, Community, StreetLine
from ningju.rooms.places import services
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import put_amenity
from tests.rooms.places.cast import make_place, set_clock, wall

HOME = "/en/huayang/"


def page(browser: Client, query: str = "", home: str = HOME) -> str:
    answer = browser.get(home + query)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def listed(text: str) -> list[str]:
    """Return the slugs of the open places that show, in order."""
    shown = text.split("data-shut")[0]
    return [
        slug
        for slug, rest in re.findall(r'<li data-slug="([^"]+)"([^>]*)>', shown)
        if not rest.endswith("hidden")
    ]


@pytest.mark.usefixtures("hub", "noodles")
@pytest.mark.parametrize(
    ("hour", "minute", "query", "slugs"),
    [
        (12, 0, "", ["hub"]),
        (21, 59, "", ["hub", "noodles"]),
        (22, 0, "", ["noodles"]),
        (16, 59, "", ["hub"]),
        (17, 0, "", ["hub", "noodles"]),
        (4, 59, "", ["noodles"]),
        (5, 0, "", []),
        (12, 0, "?at=01:00", ["noodles"]),
        (12, 0, "?at=22:00", ["noodles"]),
        (12, 0, "?at=nonsense", ["hub"]),
    ],
)
def test_the_list_is_what_is_open_at_the_moment_asked_about(
    rider: Client, monkeypatch: pytest.MonkeyPatch, hour: int, minute: int, query: str, slugs: list[str]
) -> None:
    set_clock(monkeypatch, wall(23, hour, minute))

    assert listed(page(rider, query)) == slugs


@pytest.mark.usefixtures("hub", "noodles", "noon")
def test_the_headline_counts_in_both_languages(rider: Client) -> None:
    assert "1 place to go now" in page(rider)
    assert "现在能去的 1 处" in page(rider, home="/zh/huayang/")


@pytest.mark.usefixtures("noodles")
def test_amenities_narrow_the_list_and_a_broken_one_does_not_count(
    hub: Place, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, wall(23, 20))
    assert listed(page(rider, "?with=charging")) == ["hub"]
    assert listed(page(rider, "?with=charging&with=meals")) == []

    services.report_broken(place=hub, kind="charging")

    assert listed(page(rider, "?with=charging")) == []
    assert "broken" in page(rider)


@pytest.mark.usefixtures("hub", "noodles", "noon")
def test_kinds_and_unknown_kinds(rider: Client) -> None:
    make_place("tower", kind="building", name=Bilingual("联通大厦", "Unicom Tower"))

    assert listed(page(rider)) == ["hub"]
    assert listed(page(rider, "?kind=building")) == ["tower"]
    assert listed(page(rider, "?kind=castle")) == ["hub"]
    assert listed(page(rider, "?kind=&kind=building")) == ["tower"]


@pytest.mark.usefixtures("noon", "hub")
def test_a_block_narrows_list_and_map_alike(rider: Client, block: Block) -> None:
    make_place("inside", block="zhongshan")

    text = page(rider, "?block=zhongshan")

    assert listed(text) == ["inside"]
    address = re.search('data-places-url="([^"]+)"', text)
    assert address is not None
    layer = json.loads(rider.get(address[1].replace("&amp;", "&")).content)
    assert [place["properties"]["slug"] for place in layer["features"]] == ["inside"]


@pytest.mark.usefixtures("hub", "noodles", "streets")
@pytest.mark.parametrize("near", ["老周面馆", "laozhou", "lzmg", "Lao Zhou", "老周"])
def test_near_a_typed_place_the_nearest_comes_first(
    rider: Client, monkeypatch: pytest.MonkeyPatch, near: str
) -> None:
    set_clock(monkeypatch, wall(23, 20))

    text = page(rider, f"?near={near}")

    assert listed(text) == ["noodles", "hub"]
    assert "about 0 min walk" in text


@pytest.mark.usefixtures("hub", "noodles", "streets", "noon")
def test_near_a_street_or_a_crossing(rider: Client) -> None:
    assert 'data-origin-name="Changning Road"' in page(rider, "?near=长宁路1027弄")
    assert 'data-origin-name="Changning Road × Kaixuan Road"' in page(rider, "?near=长宁路凯旋路")
    assert "about 1 min walk" in page(rider, "?near=长宁路凯旋路")


@pytest.mark.usefixtures("hub", "noon")
def test_a_place_nobody_knows_says_what_to_do_and_keeps_the_words(rider: Client) -> None:
    text = page(rider, "?near=%3Cb%3Eatlantis")

    assert "We do not know “&lt;b&gt;atlantis” here." in text
    assert 'value="&lt;b&gt;atlantis"' in text
    assert listed(text) == ["hub"]


@pytest.mark.usefixtures("hub", "noodles")
def test_nothing_open_names_the_next_to_open(rider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, wall(23, 5, 30))

    assert "The next to open is Zhaofeng Hub: opens 08:00." in page(rider)


@pytest.mark.usefixtures("community", "noon")
def test_a_neighbourhood_without_places_says_what_to_do(rider: Client) -> None:
    assert "If something is missing here, say so." in page(rider)


@pytest.mark.usefixtures("hub", "noon")
def test_invented_places_and_demo_data_say_so(noodles: Place, rider: Client, community: Community) -> None:
    assert "invented for the demo" in page(rider)
    assert "demo data" not in page(rider)

    Community.objects.filter(pk=community.pk).update(is_demo=True, content_version=99)

    assert "demo data" in page(rider)
    assert "Illustrative, not an administrative map" in page(rider)


@pytest.mark.usefixtures("noon")
def test_the_first_view_of_a_long_list_offers_all(community: Community, rider: Client) -> None:
    for i in range(21):
        make_place(f"stop{i}")

    text = page(rider)
    assert 'class="cards few"' in text
    assert "Show all 21" in text
    assert 'class="cards few"' not in page(rider, "?all=1")


@pytest.mark.usefixtures("hub", "noon")
def test_places_of_the_next_neighbourhood_are_not_here(rider: Client) -> None:
    assert listed(page(rider, home="/en/liuqiao/")) == []


@pytest.mark.usefixtures("streets")
def test_five_or_two_hundred_places_ask_the_same_few_questions(
    community: Community,
    rider: Client,
    noon: None,
    block: Block,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def grow(first: int, last: int) -> None:
        for i in range(first, last):
            put_amenity(place=make_place(f"stop{i}", block="zhongshan"), kind="water")

    page(rider)  # what a process asks once in its life
    grow(0, 5)
    with django_assert_num_queries(QUERIES):
        page(rider)

    grow(5, 200)
    with django_assert_num_queries(QUERIES):
        page(rider)
    with django_assert_num_queries(1 + SAVEPOINTS):
        page(rider)
    with django_assert_num_queries(QUERIES + 2):
        page(rider, "?near=stop7")


SAVEPOINTS = 3  # the request's transaction inside the test's, and the community put back afterwards
QUERIES = 4 + SAVEPOINTS  # the community; places with blocks, their amenities, the blocks


@pytest.mark.usefixtures("hub", "noodles", "noon", "streets")
def test_no_form_and_no_address_of_the_page_carries_a_coordinate(rider: Client) -> None:
    text = page(rider, "?near=长宁路")

    names = re.findall(r'name="([^"]+)"', text.split("<body")[1])
    assert not {"lat", "lon", "lng", "latitude", "longitude", "position"} & set(names)
    assert not re.search(r'(?:href|action|formaction|src)="[^"]*(?:lat|lon|31\.2|121\.4)', text)


@pytest.mark.usefixtures("hub", "noon")
def test_strange_queries_do_no_harm(rider: Client) -> None:
    for query in (
        "?with=",
        "?with=castle",
        "?block=" + "x" * 900,
        "?near=" + "路" * 900,
        "?near=%F0%9F%8F%A0",
        "?at=",
    ):
        assert rider.get(HOME + query).status_code == 200


@pytest.mark.usefixtures("hub", "noon", "streets")
def test_the_ground_is_geojson_and_kept_by_the_browser(rider: Client, block: Block) -> None:
    answer = rider.get("/en/huayang/streets.geojson")
    layer = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/geo+json"
    assert [shape["properties"]["kind"] for shape in layer["features"]] == [
        "block",
        "street",
        "street",
        "water",
    ]
    assert [shape["properties"]["name"] for shape in layer["features"]][1] == "Changning Road"
    ring = layer["features"][0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    again = rider.get("/en/huayang/streets.geojson", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("hub", "noodles", "noon")
def test_the_places_layer_knows_what_is_open_and_changes_when_something_breaks(
    hub: Place, rider: Client
) -> None:
    answer = rider.get("/zh/huayang/places.geojson")
    told = {one["properties"]["slug"]: one["properties"] for one in json.loads(answer.content)["features"]}
    assert (told["hub"]["open"], told["noodles"]["open"]) == (True, False)
    assert told["hub"]["name"] == "兆丰枢纽站"
    assert told["hub"]["amenities"] == ["charging"]

    services.report_broken(place=hub, kind="charging")

    again = rider.get("/zh/huayang/places.geojson", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 200
    assert StreetLine.objects.count() == 0


@pytest.mark.usefixtures("hub", "noon")
@pytest.mark.parametrize("typed", ["H000000006", "h00-000-0006", " h00 ooo 0006"])
def test_a_cases_code_in_the_search_box_leads_to_its_case(rider: Client, typed: str) -> None:
    answer = rider.get(HOME, {"near": typed})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{HOME}c/H000000006/")


@pytest.mark.usefixtures("hub", "noon")
@pytest.mark.parametrize("typed", ["H000000007", "Wuyi Road 855", "0000000000", "武夷路"])
def test_what_is_no_code_stays_a_place_to_look_for(rider: Client, typed: str) -> None:
    assert rider.get(HOME, {"near": typed}).status_code == 200
