"""When a message may reach somebody, and how long it waits after a failure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.messages.hours import may_go, next_moment
from ningju.rooms.messages.waits import LONGEST, SHORTEST, wait_after


def on(day: int, clock: str) -> datetime:
    """Return a moment of November 2026 in Shanghai."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("wished", "goes"),
    [
        ("08:00", "08:00"),
        ("10:59", "10:59"),
        ("11:00", "13:30"),
        ("13:29", "13:30"),
        ("13:30", "13:30"),
        ("16:59", "16:59"),
        ("17:00", "19:30"),
        ("19:29", "19:30"),
        ("19:30", "19:30"),
        ("20:59", "20:59"),
        ("00:00", "08:00"),
        ("07:59", "08:00"),
    ],
)
def test_a_message_waits_out_night_and_peaks(wished: str, goes: str) -> None:
    assert next_moment(on(24, wished)) == on(24, goes)


@pytest.mark.parametrize("wished", ["21:00", "23:59"])
def test_what_comes_after_nine_at_night_goes_the_next_morning(wished: str) -> None:
    assert next_moment(on(30, wished)) == datetime(2026, 12, 1, 8, tzinfo=SHANGHAI)


def test_the_clock_is_shanghais_wherever_the_moment_was_written() -> None:
    assert not may_go(datetime(2026, 11, 24, 14, tzinfo=UTC))  # 22:00 in Shanghai
    assert may_go(datetime(2026, 11, 24, 1, tzinfo=UTC))  # 09:00


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_the_next_moment_is_allowed_not_earlier_and_within_eleven_hours(at: datetime) -> None:
    found = next_moment(at)

    assert may_go(found)
    assert timedelta() <= found - at <= timedelta(hours=11)
    assert next_moment(found) == found


@given(st.integers(min_value=1, max_value=32_000), st.floats(min_value=0, max_value=1))
def test_a_wait_lies_between_a_minute_and_six_hours(attempts: int, chance: float) -> None:
    assert SHORTEST <= wait_after(attempts, chance) <= LONGEST


def test_waits_double_and_are_spread() -> None:
    middles = [wait_after(attempts, 0.5) for attempts in (1, 2, 3, 4)]

    assert [wait // timedelta(minutes=1) for wait in middles] == [1, 2, 4, 8]
    assert wait_after(4, 0.0) < wait_after(4, 0.5) < wait_after(4, 1.0)
    assert wait_after(20, 0.5) == LONGEST
