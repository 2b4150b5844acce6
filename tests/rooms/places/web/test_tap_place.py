"""Taps at a place: no account, nothing about the person, each counted once."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ningju.rooms.places.models import Place, UsageCount, WaitReport
from tests.rooms.places.cast import set_clock, wall

PAGE = "/zh/huayang/places/hub/"

pytestmark = pytest.mark.usefixtures("monday_noon")


def form_key(browser: Client) -> str:
    found = re.search('name="form_key" value="([^"]+)"', browser.get(PAGE).content.decode())
    assert found is not None
    return found[1]


def tap(browser: Client, act: str, key: str | None = None, **more: Any) -> Any:
    return browser.post(f"{PAGE}{act}/", {"form_key": key or form_key(browser), **more})


def test_i_used_it_counts_one_and_thanks_in_place(hub: Place, rider: Client) -> None:
    answer = tap(rider, "used")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{PAGE}?said=used#taps"
    assert "谢谢" in rider.get(f"{PAGE}?said=used").content.decode()
    assert UsageCount.objects.get().count == 1


def test_a_double_tap_counts_once(hub: Place, rider: Client) -> None:
    key = form_key(rider)

    assert [tap(rider, "used", key).status_code for _tap in range(2)] == [302, 302]

    assert UsageCount.objects.get().count == 1


def test_two_visits_count_twice_though_the_page_is_kept(hub: Place, rider: Client) -> None:
    keys = {form_key(rider), form_key(rider)}
    for key in keys:
        tap(rider, "used", key)

    assert UsageCount.objects.get().count == 2


def test_one_page_takes_a_use_a_broken_thing_and_a_queue(hub: Place, rider: Client) -> None:
    key = form_key(rider)

    acts = [
        tap(rider, "used", key),
        tap(rider, "broken", key, amenity="water"),
        tap(rider, "broken", key, amenity="microwave"),
        tap(rider, "queue", key, count="10"),
    ]

    assert {act.status_code for act in acts} == {302}
    assert hub.amenities.broken().count() == 2
    assert WaitReport.objects.get().count == 10


def test_its_broken_shows_to_everybody_at_once(hub: Place, rider: Client) -> None:
    rider.get(PAGE)

    tap(rider, "broken", amenity="water")

    assert "坏了，刚刚有人说" in rider.get(PAGE).content.decode()


def test_a_queue_is_shown_for_an_hour_and_then_unknown(
    hub: Place, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap(rider, "queue", count="10")
    set_clock(monkeypatch, wall(23, 12, 59))
    assert "10 个人在排" in rider.get(PAGE).content.decode()

    set_clock(monkeypatch, wall(23, 13, 0))
    assert "10 个人在排" not in rider.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("act", "sent", "status"),
    [
        ("broken", {"amenity": "books"}, 404),
        ("broken", {}, 404),
        ("broken", {"amenity": "<b>"}, 422),
        ("queue", {"count": "-1"}, 422),
        ("queue", {"count": "201"}, 422),
        ("queue", {"count": "many"}, 422),
        ("queue", {}, 422),
    ],
)
def test_what_cannot_be_is_refused_and_stores_nothing(
    hub: Place, rider: Client, act: str, sent: dict[str, str], status: int
) -> None:
    assert tap(rider, act, **sent).status_code == status
    assert not hub.amenities.broken().exists()
    assert not WaitReport.objects.exists()


def test_without_our_form_nothing_is_counted(hub: Place, rider: Client) -> None:
    assert rider.post(f"{PAGE}used/").status_code == 422
    assert rider.post(f"{PAGE}used/", {"form_key": "forged"}).status_code == 422
    assert not UsageCount.objects.exists()


def test_another_sites_form_is_refused(hub: Place, rider: Client) -> None:
    answer = rider.post(
        f"{PAGE}used/", {"form_key": form_key(rider)}, headers={"origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert not UsageCount.objects.exists()


def test_a_place_cannot_be_tapped_from_the_next_neighbourhood(hub: Place, rider: Client) -> None:
    answer = rider.post("/zh/liuqiao/places/hub/used/", {"form_key": form_key(rider)})

    assert answer.status_code == 404
    assert not UsageCount.objects.exists()


def test_a_tap_sets_no_cookie_and_writes_neither_address_nor_browser(hub: Place, rider: Client) -> None:
    key = form_key(rider)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = rider.post(
            f"{PAGE}used/",
            {"form_key": key},
            REMOTE_ADDR="203.0.113.77",
            headers={"user-agent": "Mark-Of-Rider"},
        )

    assert not answer.cookies
    written = " ".join(query["sql"] for query in asked.captured_queries)
    assert "insert into" in written.lower()
    assert "203.0.113.77" not in written
    assert "Mark-Of-Rider" not in written


def test_a_page_is_only_looked_at_with_get(hub: Place, rider: Client) -> None:
    assert rider.get(f"{PAGE}used/").status_code == 405
    assert rider.post(PAGE).status_code in (403, 405)
