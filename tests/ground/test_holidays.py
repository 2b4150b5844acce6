"""Notices that were loaded: seen by every process at once, kept over a restart, refused when wrong."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ningju.ground import holidays
from ningju.kernel.errors import Unreadable
from ningju.kernel.working_calendar import MAINLAND
from tests.notices import NOTICE

SPRING = date(2027, 2, 8)


@pytest.fixture
def notice(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Return a notice for a year that nobody knows yet, beside an empty data folder."""
    settings.DATA = tmp_path / "data"
    path = tmp_path / "notice.toml"
    path.write_text(NOTICE, encoding="utf-8")
    yield path
    holidays._known = None


def test_without_a_loaded_notice_the_calendar_is_the_one_we_came_with(notice: Path) -> None:
    assert holidays.current_calendar() is MAINLAND


def test_a_kept_notice_is_known_and_the_calendar_is_not_read_again(notice: Path) -> None:
    holidays.keep_notice(notice)

    calendar = holidays.current_calendar()

    assert calendar.known(SPRING)
    assert calendar.holiday_on(SPRING)
    assert calendar.known(date(2026, 5, 1))
    assert holidays.current_calendar() is calendar


def test_what_another_process_keeps_is_seen_here(notice: Path) -> None:
    holidays.keep_notice(notice)
    before = holidays.current_calendar()
    other = notice.read_text(encoding="utf-8").replace("last = 2027-02-12", "last = 2027-02-11")
    folder = holidays.notices_folder()
    (folder / "fresh").write_text(other, encoding="utf-8")
    os.utime(folder, ns=(1, 1))

    os.replace(folder / "fresh", folder / "mainland-2027.toml")

    assert holidays.current_calendar() is not before
    assert holidays.current_calendar().holiday_on(date(2027, 2, 12)) is None


def test_a_corrected_notice_takes_the_place_of_the_older_one(notice: Path) -> None:
    holidays.keep_notice(notice)
    notice.write_text(NOTICE.replace("last = 2027-02-12", "last = 2027-02-11"), encoding="utf-8")

    holidays.keep_notice(notice)

    assert holidays.current_calendar().holiday_on(date(2027, 2, 12)) is None
    assert [path.name for path in holidays.notices_folder().iterdir()] == ["mainland-2027.toml"]


def test_a_wrong_notice_leaves_the_known_one(notice: Path) -> None:
    holidays.keep_notice(notice)
    notice.write_text("year = 2027", encoding="utf-8")

    with pytest.raises(Unreadable):
        holidays.keep_notice(notice)

    assert holidays.current_calendar().known(SPRING)
