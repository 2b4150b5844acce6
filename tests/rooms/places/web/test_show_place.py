"""The station page: what is here, now, at the edges of its hours."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ningju.kernel.text import Bilingual
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places import services
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import put_amenity, put_matter
from tests.rooms.places.cast import LATE, every_day, make_place, set_clock, wall

PAGE = "/en/huayang/places/hub/"


def page(browser: Client, address: str = PAGE) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (7, 59, "<b>Closed</b> · opens 08:00"),
        (8, 0, "<b>Open</b> · until 22:00"),
        (21, 59, "<b>Open</b> · until 22:00"),
        (22, 0, "<b>Closed</b> · opens tomorrow 08:00"),
    ],
)
def test_the_page_turns_with_the_minute(
    rider: Client, monkeypatch: pytest.MonkeyPatch, hour: int, minute: int, words: str
) -> None:
    set_clock(monkeypatch, wall(23, hour, minute))

    assert words in page(rider)


@pytest.mark.usefixtures("hub", "monday_noon")
def test_amenities_say_when_they_were_confirmed_and_what_is_stale(
    rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "works, confirmed 2 h ago" in page(rider)

    set_clock(monkeypatch, wall(30, 10, 1))

    assert "not confirmed" in page(rider)


@pytest.mark.usefixtures("hub", "monday_noon")
def test_the_page_is_in_chinese_too_and_says_so(rider: Client) -> None:
    text = page(rider, "/zh/huayang/places/hub/")

    assert '<html lang="zh-Hans">' in text
    assert "兆丰枢纽站" in text
    assert "到 22:00" in text


@pytest.mark.usefixtures("hub")
def test_a_closed_place_names_the_nearest_open_one_and_who_is_open_at_night(
    rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_place("late", name=Bilingual("夜面馆", "Late Noodles"), lat_deg=31.2219, hours=every_day(LATE))
    make_place("far", name=Bilingual("远面馆", "Far Noodles"), lat_deg=31.2299, hours=every_day(LATE))

    set_clock(monkeypatch, wall(23, 12))
    assert re.search("Open at 1 a.m., nearest: <a [^>]*>Late Noodles</a> · about 4 min walk", page(rider))

    set_clock(monkeypatch, wall(23, 23))
    assert re.search("Nearest one open now: <a [^>]*>Late Noodles</a>", page(rider))


@pytest.mark.usefixtures("hub", "monday_noon")
def test_sister_places_are_those_within_a_quarter_of_an_hour(rider: Client) -> None:
    make_place("near", name=Bilingual("近站", "Near Stop"), lat_deg=31.2281)  # 912 m, 15 minutes
    make_place("far", name=Bilingual("远站", "Far Stop"), lat_deg=31.2284)  # 945 m, 16 minutes

    text = page(rider)

    assert "Near Stop" in text
    assert "Far Stop" not in text


@pytest.mark.usefixtures("host", "monday_noon")
def test_a_counter_lists_its_matters_and_papers(rider: Client) -> None:
    counter = make_place("hub", kind="counter", host="host")
    put_matter(
        place=counter,
        slug="permit",
        name=Bilingual("居住证", "Residence permit"),
        papers=Bilingual("身份证", "Identity card"),
    )

    text = page(rider)

    assert "Residence permit" in text
    assert "Identity card" in text


@pytest.mark.usefixtures("monday_noon")
def test_a_place_inside_another_shows_its_parent_and_the_parent_shows_it(hub: Place, rider: Client) -> None:
    make_place("corner", name=Bilingual("角", "Book Corner"), parent="hub")

    assert "/en/huayang/places/corner/" in page(rider)
    assert 'href="/en/huayang/places/hub/">Zhaofeng Hub</a>' in page(rider, "/en/huayang/places/corner/")


@pytest.mark.usefixtures("monday_noon")
def test_a_paused_place_keeps_its_page_since_its_poster_still_hangs(hub: Place, rider: Client) -> None:
    services.pause_place(place=hub, by_name="Keeper")

    assert "<b>Closed</b> · paused for now" in page(rider)


@pytest.mark.usefixtures("hub", "monday_noon")
def test_one_tap_leads_from_the_station_to_saying_something_and_giving_a_hand(rider: Client) -> None:
    text = page(rider)

    assert 'href="/en/huayang/say/?place=hub"' in text
    assert 'href="/en/huayang/hands/"' in text


@pytest.mark.usefixtures("hub", "monday_noon")
def test_staff_words_are_for_the_keeper_only(rider: Client, keeper: Client, stranger: Client) -> None:
    keepers_words = ("Incomplete for its level", "Still works", "csrfmiddlewaretoken")

    assert all(words in page(keeper) for words in keepers_words)
    assert not any(words in page(stranger) for words in keepers_words[:2])
    assert not any(words in page(rider) for words in keepers_words)


@pytest.mark.usefixtures("hub", "monday_noon")
def test_another_neighbourhoods_place_is_not_found(rider: Client) -> None:
    assert rider.get("/en/liuqiao/places/hub/").status_code == 404
    assert rider.get("/en/huayang/places/nowhere/").status_code == 404


@pytest.mark.usefixtures("hub", "monday_noon")
def test_the_page_asks_the_database_once_while_it_is_kept(
    rider: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(rider)

    with django_assert_num_queries(1 + SAVEPOINTS):
        page(rider)


SAVEPOINTS = 3  # the request's transaction inside the test's, and the community put back afterwards


@pytest.mark.usefixtures("hub", "monday_noon")
def test_the_number_of_queries_does_not_grow_with_the_places(
    host: Organisation, rider: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(30):
        place = make_place(f"stop{i}", lat_deg=31.2 + i / 1000, host="host")
        put_amenity(place=place, kind="water")

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        page(rider)
