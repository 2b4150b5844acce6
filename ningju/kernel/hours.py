"""When a place is open: several spans a day, past midnight, on holidays and on single dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Self

from ningju.kernel.clock import SHANGHAI
from ningju.kernel.hours_json import (
    DAY_MIN,
    WEEKDAYS,
    Spans,
    bad,
    read_dates,
    read_spans,
    read_table,
    write_spans,
)
from ningju.kernel.hours_wording import word_dates, word_special, word_week
from ningju.kernel.text import language_of
from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

_AHEAD_DAYS = 14
_AHEAD_MIN = _AHEAD_DAYS * DAY_MIN


@dataclass(frozen=True)
class OpeningHours:
    """The opening hours of one place, in Shanghai's wall time.

    Which spans count on a day is decided in this order: an exception for the date; on a public
    holiday ``holiday``, if given; on a made-up Saturday or Sunday ``makeup``, if given; else the
    weekday's own. A span belongs to the day it begins on: Friday's 18:00–26:00 runs into Saturday
    even when Saturday is an exception. Spans that touch or overlap over midnight are one opening.

    Attributes:
        week: the spans of Monday to Sunday.
        holiday: the spans of a public holiday, or None if holidays are like any other day.
        makeup: the spans of a make-up working day, or None if it keeps its weekday's.
        dates: exceptions, in order of date.
        calendar: says which days are holidays and make-up days.
    """

    week: tuple[Spans, ...]
    holiday: Spans | None = None
    makeup: Spans | None = None
    dates: Mapping[date, Spans] = field(default_factory=dict, hash=False)
    calendar: WorkingCalendar = field(default=MAINLAND, compare=False, repr=False)

    @classmethod
    def from_json(cls, written: object, calendar: WorkingCalendar = MAINLAND) -> Self:
        """Read opening hours from parsed JSON.

        The keys are ``week`` (``mo`` … ``su``, a day left out is closed), ``holiday``, ``makeup``
        and ``dates``; a day is a list of spans, ``[]`` or ``"closed"``; ``holiday`` and ``makeup``
        may be null or missing: like the weekday.

        Raises:
            Unreadable: (a ValueError) with the place in the structure and the mend.

        >>> hours = OpeningHours.from_json({"week": {"fr": [["18:00", "26:00"]]}})
        >>> hours.is_open(datetime(2026, 11, 28, 1, 59, tzinfo=SHANGHAI))  # Saturday
        True
        """
        table = read_table(written, ("week", "holiday", "makeup", "dates"), "")
        if "week" not in table:
            raise bad(
                "week",
                zh='没有写；如 {"mo": [["08:00", "22:00"]]}',
                en='missing; write it like {"mo": [["08:00", "22:00"]]}',
            )
        week = read_table(table["week"], WEEKDAYS, "week")
        holiday, makeup = table.get("holiday"), table.get("makeup")
        return cls(
            week=tuple(read_spans(week.get(day, []), f"week.{day}") for day in WEEKDAYS),
            holiday=None if holiday is None else read_spans(holiday, "holiday"),
            makeup=None if makeup is None else read_spans(makeup, "makeup"),
            dates=read_dates(table.get("dates", {}), "dates"),
            calendar=calendar,
        )

    def to_json(self) -> dict[str, object]:
        """Return what ``from_json`` reads back to the same hours, ready for a JSON column."""
        written: dict[str, object] = {
            "week": {day: write_spans(spans) for day, spans in zip(WEEKDAYS, self.week, strict=True)},
            "holiday": None if self.holiday is None else write_spans(self.holiday) or "closed",
            "dates": {day.isoformat(): write_spans(spans) for day, spans in self.dates.items()},
        }
        if self.makeup is not None:
            written["makeup"] = write_spans(self.makeup) or "closed"
        return written

    def is_open(self, at: datetime) -> bool:
        """Say whether the place is open; at the minute it closes it is not."""
        day, minute = _wall(at)
        return any(begin <= minute < end for begin, end in self._around(day, range(-1, 1)))

    def closes_at(self, at: datetime) -> datetime | None:
        """Return when the present opening ends; None if it is closed, or open for 14 days and more."""
        day, minute = _wall(at)
        end = self._open_until(day, minute)
        return None if end in (minute, None) else _moment(day, end)

    def opens_at(self, at: datetime) -> datetime | None:
        """Return when the next opening begins, after the present one if it is open.

        None if no opening begins within 14 days of ``at``.
        """
        day, minute = _wall(at)
        end = self._open_until(day, minute)
        if end is None:
            return None
        begins = (begin for begin, _ in self._around(day, range(-1, _AHEAD_DAYS + 1)) if begin > end)
        begin = next(begins, None)
        return None if begin is None or begin > minute + _AHEAD_MIN else _moment(day, begin)

    def spans_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the spans that begin on a day, as aware moments; the last may end on the next day."""
        return [(_moment(day, begin), _moment(day, end)) for begin, end in self._spans(day)]

    def minutes_on(self, day: date) -> list[tuple[int, int]]:
        """Return the open minutes of a day, 0 to 1440, with what runs on from the day before.

        >>> night = OpeningHours.from_json({"week": {"fr": [["18:00", "26:00"]]}})
        >>> night.minutes_on(date(2026, 11, 27)), night.minutes_on(date(2026, 11, 28))
        ([(1080, 1440)], [(0, 120)])
        """
        joined: list[tuple[int, int]] = []
        for begin, end in self._around(day, range(-1, 1)):
            begin, end = max(begin, 0), min(end, DAY_MIN)
            if joined and begin <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif begin < end:
                joined.append((begin, end))
        return joined

    def describe(self, language: str, today: date | None = None) -> list[tuple[str, str]]:
        """Return a few lines for a sign: which days, and the hours on them.

        Args:
            language: "zh" or "en" (or a tag that begins so).
            today: leaves out the exceptions before this day, and its year from their dates.

        >>> day = [["08:00", "22:00"]]
        >>> hours = OpeningHours.from_json({"week": dict.fromkeys(WEEKDAYS[:5], day), "holiday": "closed"})
        >>> hours.describe("en")
        [('Mon–Fri', '08:00–22:00'), ('Sat, Sun', 'closed'), ('Public holidays', 'closed')]
        """
        spoken = language_of(language)
        return [
            *word_week(self.week, spoken),
            *word_special("holidays", self.holiday, spoken),
            *word_special("makeup", self.makeup, spoken),
            *word_dates(self.dates, spoken, today),
        ]

    def _spans(self, day: date) -> Spans:
        """Return the spans that begin on a day, in minutes after its midnight."""
        exception = self.dates.get(day)
        if exception is not None:
            return exception
        if self.holiday is not None and self.calendar.holiday_on(day) is not None:
            return self.holiday
        if self.makeup is not None and self.calendar.is_makeup_day(day):
            return self.makeup
        return self.week[day.weekday()]

    def _around(self, day: date, steps: range) -> Iterator[tuple[int, int]]:
        """Yield the spans of the days around a day in order of beginning, in minutes after its midnight."""
        for step in steps:
            shift = step * DAY_MIN
            for begin, end in self._spans(day + timedelta(days=step)):
                yield begin + shift, end + shift

    def _open_until(self, day: date, minute: int) -> int | None:
        """Return the minute at which the opening around ``minute`` ends.

        ``minute`` itself if the place is closed then, None if it stays open for 14 days and more.
        """
        end = minute
        for begin, span_end in self._around(day, range(-1, _AHEAD_DAYS + 1)):
            if begin > end:
                return end
            end = max(end, span_end)
            if end >= minute + _AHEAD_MIN:
                return None
        return end


def _wall(at: datetime) -> tuple[date, int]:
    """Return the day and the minute of the day that a clock on the wall in Shanghai shows."""
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no time zone; give an aware datetime")
    local = at.astimezone(SHANGHAI)
    return local.date(), local.hour * 60 + local.minute


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
