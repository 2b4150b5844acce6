"""The working calendar agrees with an independent one, and says where it only assumes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from ningju.kernel.holiday_notice import Holiday, read_notice
from ningju.kernel.statutory import LUNAR_DAYS, statutory_days
from ningju.kernel.text import Bilingual
from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

NOTICE_2027 = """
year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知（演示，虚构）"
number = "演示"
issued_on = 2026-11-05
makeup_days = [2026-12-26, 2027-02-20, 2027-10-09]
holidays = [
    {zh = "元旦", en = "New Year's Day", first = 2026-12-31, last = 2027-01-03},
    {zh = "春节", en = "Spring Festival", first = 2027-02-05, last = 2027-02-12},
    {zh = "清明节", en = "Qingming", first = 2027-04-03, last = 2027-04-05},
    {zh = "劳动节", en = "Labour Day", first = 2027-05-01, last = 2027-05-05},
    {zh = "端午节", en = "Dragon Boat Festival", first = 2027-06-09, last = 2027-06-09},
    {zh = "中秋节", en = "Mid-Autumn Festival", first = 2027-09-15, last = 2027-09-15},
    {zh = "国庆节", en = "National Day", first = 2027-10-01, last = 2027-10-07},
]
"""


def days_of(*years: int) -> list[date]:
    first = date(years[0], 1, 1)
    return [first + timedelta(days=n) for n in range((date(years[-1] + 1, 1, 1) - first).days)]


def test_each_day_of_2025_and_2026_agrees_with_the_independent_calendar() -> None:
    theirs = chinese_calendar.constants
    days = days_of(2025, 2026)

    assert len(days) == 730
    assert [d for d in days if MAINLAND.is_working_day(d) != chinese_calendar.is_workday(d)] == []
    assert [d for d in days if MAINLAND.is_makeup_day(d) != (d in theirs.workdays)] == []
    assert [d for d in days if (MAINLAND.holiday_on(d) is not None) != (d in theirs.holidays)] == []
    assert all(MAINLAND.known(d) for d in days)


def test_statutory_days_lie_inside_the_notices() -> None:
    for year in (2025, 2026):
        assert all(MAINLAND.holiday_on(day) for day in statutory_days(year))


def test_holidays_are_named_in_both_languages() -> None:
    assert MAINLAND.holiday_on(date(2026, 2, 17)) == Bilingual(zh="春节", en="Spring Festival")
    assert MAINLAND.holiday_on(date(2026, 2, 24)) is None
    assert MAINLAND.holiday_on(date(2026, 3, 1)) is None  # an ordinary Sunday


def test_beyond_the_notices_statutory_days_and_weekends_are_assumed_and_not_known() -> None:
    for day in days_of(2027, max(LUNAR_DAYS)):
        assert not MAINLAND.known(day)
        assert not MAINLAND.is_makeup_day(day)
        assert MAINLAND.is_working_day(day) == (day.weekday() < 5 and day not in statutory_days(day.year))
    assert MAINLAND.holiday_on(date(2027, 2, 5)) == Bilingual(zh="春节", en="Spring Festival")


def test_a_new_years_notice_replaces_the_assumption_and_the_december_before_it() -> None:
    calendar = MAINLAND.with_year(read_notice(NOTICE_2027))

    assert calendar.known(date(2027, 6, 1))
    assert calendar.is_working_day(date(2027, 2, 20))  # a Saturday
    assert not calendar.is_working_day(date(2027, 2, 12))
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert calendar.is_working_day(date(2026, 12, 26))
    assert MAINLAND.is_working_day(date(2026, 12, 31)), "the calendar it was made from is unchanged"
    assert not MAINLAND.known(date(2027, 6, 1))


def test_a_corrected_notice_takes_the_place_of_the_first_one() -> None:
    first = MAINLAND.with_year(read_notice(NOTICE_2027))
    mended = NOTICE_2027.replace("2027-02-20, ", "").replace("last = 2027-02-12", "last = 2027-02-11")

    calendar = first.with_year(read_notice(mended))

    assert not calendar.is_working_day(date(2027, 2, 20))
    assert calendar.is_working_day(date(2027, 2, 12))


def test_the_later_year_has_the_last_word_on_a_december_day_both_name() -> None:
    this_year = MAINLAND.notices[2026]
    sunday, saturday = date(2026, 12, 27), date(2026, 12, 26)
    christmas = Holiday(Bilingual(zh="演示", en="Invented"), saturday, saturday)
    this_year = replace(this_year, makeup_days=(sunday,), holidays=(*this_year.holidays, christmas))
    next_year = read_notice(NOTICE_2027.replace("first = 2026-12-31", "first = 2026-12-27"))

    calendar = WorkingCalendar([next_year, this_year])

    assert calendar.holiday_on(sunday) == Bilingual(zh="元旦", en="New Year's Day")
    assert not calendar.is_working_day(sunday)
    assert calendar.is_working_day(saturday)
    assert calendar.holiday_on(saturday) is None


def test_a_calendar_without_notices_still_knows_the_law() -> None:
    calendar = WorkingCalendar()

    assert not calendar.is_working_day(date(2026, 10, 1))
    assert calendar.is_working_day(date(2026, 10, 7))
    assert not calendar.known(date(2026, 10, 1))


def test_a_moment_is_refused_because_its_day_depends_on_where_one_stands() -> None:
    with pytest.raises(TypeError, match="days, not moments"):
        MAINLAND.is_working_day(datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="days, not moments"):
        MAINLAND.holiday_on(datetime(2026, 1, 1, tzinfo=UTC))
