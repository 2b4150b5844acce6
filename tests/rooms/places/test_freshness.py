"""How long ago something was seen, and when that is too long."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from ningju.rooms.places.freshness import ago, amenity_words
from ningju.rooms.places.models import Amenity
from tests.rooms.places.cast import wall

NOW = wall(23, 12)


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW + timedelta(minutes=5), "just now"),
        (NOW - timedelta(seconds=119), "just now"),
        (NOW - timedelta(minutes=2), "2 minutes ago"),
        (NOW - timedelta(minutes=59), "59 minutes ago"),
        (NOW - timedelta(minutes=60), "1 h ago"),
        (wall(23, 0, 1), "11 h ago"),
        (wall(22, 23), "yesterday"),
        (wall(22, 5), "yesterday"),
        (wall(21, 12), "2 days ago"),
    ],
)
def test_ago_is_said_as_one_would_say_it(then: datetime, words: str) -> None:
    with translation.override("en"):
        assert ago(then, NOW) == words


def test_after_midnight_two_hours_ago_is_not_yesterday() -> None:
    with translation.override("en"):
        assert ago(wall(22, 23), wall(23, 1)) == "2 h ago"


@pytest.mark.parametrize(
    ("days", "words"), [(7, "works, confirmed 7 days ago"), (7.01, "not confirmed"), (None, "not confirmed")]
)
def test_what_nobody_confirmed_for_more_than_seven_days_says_so(days: float | None, words: str) -> None:
    seen = None if days is None else NOW - timedelta(days=days)

    with translation.override("en"):
        assert amenity_words(Amenity(community_id=1, kind="water", confirmed_at=seen), NOW) == words


def test_broken_says_when_it_was_reported() -> None:
    amenity = Amenity(
        community_id=1, kind="water", status="broken", reported_broken_at=NOW - timedelta(hours=3)
    )

    with translation.override("en"):
        assert amenity_words(amenity, NOW) == "broken, reported 3 h ago"
