"""Which days the Mainland works, year by year, and what is assumed where no notice is known."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Self

from ningju.kernel.holiday_notice import Notice, load_notice
from ningju.kernel.statutory import statutory_days
from ningju.kernel.text import Bilingual


class WorkingCalendar:
    """Working days, public holidays and make-up days (调休工作日) of the years whose notices are known.

    In any other year the statutory holidays are off, weekends are off, and no make-up day is
    known: ``known`` is False there, and a page that shows such a date says so. The object never
    changes; ``with_year`` returns another one.
    """

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        self.notices = {notice.year: notice for notice in sorted(notices, key=lambda notice: notice.year)}
        self._holidays: dict[date, Bilingual] = {}
        self._makeup_days: set[date] = set()
        self._worked: dict[int, tuple[int, ...]] = {}  # year: its working days as ordinals, when first asked
        for notice in self.notices.values():  # a later year has the last word on the December before it
            for holiday in notice.holidays:
                days = set(holiday.days())
                self._makeup_days -= days
                self._holidays.update(dict.fromkeys(days, holiday.name))
            for day in notice.makeup_days:
                self._holidays.pop(day, None)
                self._makeup_days.add(day)

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on this day.

        >>> MAINLAND.is_working_day(date(2026, 2, 28))  # a Saturday made up for Spring Festival
        True
        """
        if self.is_makeup_day(day):
            return True
        return day.weekday() < 5 and self.holiday_on(day) is None

    def holiday_on(self, day: date) -> Bilingual | None:
        """Return the name of the public holiday this day belongs to, or None.

        Weekend days inside a holiday count as holiday; ordinary weekends do not.
        """
        _refuse_moment(day)
        name = self._holidays.get(day)
        if name is not None or day.year in self.notices:
            return name
        return None if day in self._makeup_days else statutory_days(day.year).get(day)

    def is_makeup_day(self, day: date) -> bool:
        """Say whether this is a Saturday or Sunday that is worked in exchange for a holiday."""
        _refuse_moment(day)
        return day in self._makeup_days

    def known(self, day: date) -> bool:
        """Say whether the notice for this day's year is known."""
        return day.year in self.notices

    def working_days(self, first: date, end: date) -> int:
        """Return how many working days there are from ``first`` up to and without ``end``.

        Negative when ``end`` comes before ``first``.

        >>> MAINLAND.working_days(date(2026, 2, 13), date(2026, 2, 25))  # 13, 14 and 24 February
        3
        """
        if end < first:
            return -self.working_days(end, first)
        full_years = sum(len(self._worked_in(year)) for year in range(first.year, end.year))
        return full_years + self._worked_before(end) - self._worked_before(first)

    def working_day(self, first: date, later: int) -> date:
        """Return the first working day not before ``first``, or the one this many working days later.

        >>> MAINLAND.working_day(date(2026, 2, 15), 1)
        datetime.date(2026, 2, 25)
        """
        year, place = first.year, self._worked_before(first) + later
        while place >= len(self._worked_in(year)):
            place -= len(self._worked_in(year))
            year += 1
        return date.fromordinal(self._worked_in(year)[place])

    def _worked_before(self, day: date) -> int:
        """Count the working days of the year before this day of it."""
        return bisect_left(self._worked_in(day.year), day.toordinal())

    def _worked_in(self, year: int) -> tuple[int, ...]:
        if year not in self._worked:
            days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            self._worked[year] = tuple(n for n in days if self.is_working_day(date.fromordinal(n)))
        return self._worked[year]

    def with_year(self, notice: Notice) -> Self:
        """Return a calendar that also knows this notice, in place of an older one for the same year."""
        return type(self)([*self.notices.values(), notice])


def _refuse_moment(day: date) -> None:
    if isinstance(day, datetime):
        raise TypeError(f"a calendar knows days, not moments; take the local date of {day}")


def _mainland() -> WorkingCalendar:
    files = sorted(Path(__file__).with_name("notices").glob("mainland-*.toml"))
    return WorkingCalendar(load_notice(file) for file in files)


MAINLAND = _mainland()
