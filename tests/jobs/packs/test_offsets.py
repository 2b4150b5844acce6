"""Offsets mean the same wall time whatever the hour of the first load."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.jobs.packs.offsets import SHANGHAI, Offset, is_before
from ningju.jobs.packs.problems import BadCell


def test_day_and_wall_time_are_counted_in_shanghai_not_in_utc() -> None:
    late_evening_utc = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)  # 01:30 of the fifth in Shanghai

    assert Offset.read("-1d 16:48").at(late_evening_utc) == datetime(2026, 3, 4, 8, 48, tzinfo=UTC)


@given(st.integers(-400, 400), st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_days_ago_keep_the_wall_time(days: int, wall: object, naive: datetime) -> None:
    clock = str(wall)[:5]
    anchor = naive.replace(tzinfo=UTC)

    local = Offset.read(f"{days:+d}d {clock}").at(anchor).astimezone(SHANGHAI)

    assert local.strftime("%H:%M") == clock
    assert (local.date() - anchor.astimezone(SHANGHAI).date()).days == days


@pytest.mark.parametrize(
    ("first", "second", "is_sure"),
    [
        ("-2d 09:00", "-1d 08:00", True),
        ("-1d 09:00", "-1d 09:00", False),
        ("-1d 23:40", "-3h", False),  # loaded at midnight, three hours ago is 21:00 of the day before
        ("-1d 10:00", "-3h", True),
        ("-3h", "-150m", True),
    ],
)
def test_earlier_means_earlier_at_every_hour_of_loading(first: str, second: str, is_sure: bool) -> None:
    assert is_before(Offset.read(first), Offset.read(second)) is is_sure


@pytest.mark.parametrize(
    "text", ["", "3d 10:00", "-3d", "-3d 1:00", "-3d 10:60", "- 2h", "-2s", "now", "-2h "]
)
def test_other_writings_are_refused(text: str) -> None:
    with pytest.raises(BadCell):
        Offset.read(text)
