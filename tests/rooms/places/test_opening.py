"""Whether a place is open at a moment, and the words for it, at the edges."""

from datetime import datetime, time
from typing import Any

import pytest
from django.utils import translation

from ningju.rooms.places.models import Place
from ningju.rooms.places.opening import next_clock, state_at
from tests.rooms.places.cast import BY_DAY, LATE, ROUND_THE_CLOCK, every_day, wall


def place_with(hours: dict[str, Any] | None) -> Place:
    return Place(community_id=1, kind="station", level="micro", hours=hours or {})


@pytest.mark.parametrize(
    ("hours", "at", "is_open", "words"),
    [
        (every_day(BY_DAY), wall(23, 7, 59), False, "opens 08:00"),
        (every_day(BY_DAY), wall(23, 8, 0), True, "until 22:00"),
        (every_day(BY_DAY), wall(23, 21, 59), True, "until 22:00"),
        (every_day(BY_DAY), wall(23, 22, 0), False, "opens tomorrow 08:00"),
        (every_day(LATE), wall(23, 23, 30), True, "until 05:00 next day"),
        (every_day(LATE), wall(24, 4, 59), True, "until 05:00"),
        (every_day(LATE), wall(24, 5, 0), False, "opens 17:00"),
        (every_day([["10:00", "24:00"]]), wall(23, 23, 0), True, "until 24:00"),
        (every_day(ROUND_THE_CLOCK), wall(23, 3, 0), True, "day and night"),
        ({"week": {"fr": [["09:00", "12:00"]]}}, wall(23, 12), False, "opens Fri 09:00"),
        (every_day([], dates={"2026-12-03": BY_DAY}), wall(23, 12), False, "opens on December 3"),
        (every_day([]), wall(23, 12), False, "not open in the next two weeks"),
        (None, wall(23, 12), False, "hours not known"),
    ],
)  # fmt: skip
def test_the_state_says_open_or_closed_and_the_next_change(
    hours: dict[str, Any] | None, at: datetime, is_open: bool, words: str
) -> None:
    with translation.override("en"):
        state = state_at(place_with(hours), at)

    assert (state.is_open, state.words) == (is_open, words)


def test_a_paused_place_is_closed_at_noon() -> None:
    place = place_with(every_day(BY_DAY))
    place.is_paused = True

    assert not state_at(place, wall(23, 12)).is_open


def test_the_words_about_one_in_the_morning_are_read_today() -> None:
    with translation.override("en"):
        state = state_at(place_with(every_day(BY_DAY)), wall(24, 1), now=wall(23, 12))

    assert state.words == "opens tomorrow 08:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [(wall(23, 0, 59), wall(23, 1)), (wall(23, 1, 0), wall(23, 1)), (wall(23, 1, 1), wall(24, 1))],
)
def test_one_in_the_morning_is_the_next_one(now: datetime, expected: datetime) -> None:
    assert next_clock(time(1), now) == expected
