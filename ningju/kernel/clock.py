"""Clocks that count only the time a kind of case declares, and an allowance that can be paused."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
_NONE = timedelta(0)


class Clock(Protocol):
    """Counts some of the time that passes. Moments in and out are aware; out, they are Shanghai's."""

    def deadline(self, start: datetime, allowed: timedelta) -> datetime:
        """Return the first moment, not before ``start``, at which the clock has counted ``allowed``."""

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return what the clock counts from ``start`` to ``end``; negative if ``end`` comes first."""

    def days(self, count: float) -> timedelta:
        """Return this many of the clock's own days, as time on the clock."""

    def is_certain(self, start: datetime, end: datetime) -> bool:
        """Say whether the days from ``start`` to ``end`` are known, not assumed (see WorkingCalendar)."""


@dataclass(frozen=True, slots=True)
class EveryHour:
    """The clock that never stops, for dangers."""

    def deadline(self, start: datetime, allowed: timedelta) -> datetime:
        """Return ``start`` plus ``allowed``."""
        _refuse_negative(allowed)
        return (_utc(start) + allowed).astimezone(SHANGHAI)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return ``end`` minus ``start``."""
        return _utc(end) - _utc(start)

    def days(self, count: float) -> timedelta:
        """Return ``count`` times 24 hours."""
        return timedelta(days=count)

    def is_certain(self, start: datetime, end: datetime) -> bool:
        """Return True: every day has 24 hours."""
        return True


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The clock that runs between two hours of a working day, Shanghai time."""

    calendar: WorkingCalendar
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo or self.opens >= self.closes:
            raise ValueError(
                f"working hours need plain times with opens < closes, got {self.opens}–{self.closes}"
            )

    def deadline(self, start: datetime, allowed: timedelta) -> datetime:
        """Return the first moment, not before ``start``, by which ``allowed`` has been worked.

        >>> friday = datetime(2026, 2, 13, 16, tzinfo=SHANGHAI)  # then a made-up Saturday, then the festival
        >>> print(working_hours().deadline(friday, timedelta(hours=12)))
        2026-02-24 10:00:00+08:00
        """
        _refuse_negative(allowed)
        local = _wall(start)
        if not allowed:
            return local.replace(tzinfo=SHANGHAI)
        full_days, rest = divmod(self._worked_on(local) + allowed, self._day)
        if not rest:  # the end of one day, not the beginning of the next
            full_days, rest = full_days - 1, self._day
        day = self.calendar.working_day(local.date(), full_days)
        return datetime.combine(day, self.opens, SHANGHAI) + rest

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two moments; negative if ``end`` comes first."""
        first, last = _wall(start), _wall(end)
        full_days = self.calendar.working_days(first.date(), last.date())
        return full_days * self._day + self._worked_on(last) - self._worked_on(first)

    def days(self, count: float) -> timedelta:
        """Return the time on the clock of this many working days.

        >>> working_hours().days(5)
        datetime.timedelta(days=1, seconds=75600)
        """
        return count * self._day

    def is_certain(self, start: datetime, end: datetime) -> bool:
        """Say whether the holiday notice of every year from ``start`` to ``end`` is known."""
        years = range(_wall(start).year, _wall(end).year + 1)
        return all(self.calendar.known(date(year, 1, 1)) for year in years)

    @property
    def _day(self) -> timedelta:
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def _worked_on(self, local: datetime) -> timedelta:
        """Return the working time of this moment's day that lies before it."""
        day = local.date()
        if not self.calendar.is_working_day(day):
            return _NONE
        return min(max(local - datetime.combine(day, self.opens), _NONE), self._day)


EVERY_HOUR = EveryHour()


def working_hours(
    calendar: WorkingCalendar = MAINLAND, opens: time = time(9), closes: time = time(18)
) -> WorkingHours:
    """Return the clock of a calendar's working days; one day counts from ``opens`` to ``closes``."""
    return WorkingHours(calendar, opens, closes)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time somebody has to answer: how much, how much is used, and whether it runs or rests.

    Each act returns a new one; to keep it, keep its five values.

    Attributes:
        clock: what counts.
        allowed: how much the clock may count, ever.
        started_at: when it was started or last resumed.
        used: what had been counted by then; while paused, all that was counted.
        paused_at: since when it rests, or None while it runs.
    """

    clock: Clock
    allowed: timedelta
    started_at: datetime
    used: timedelta = _NONE
    paused_at: datetime | None = None

    def pause(self, at: datetime) -> Self:
        """Stop the clock.

        Raises:
            ValueError: it rests already, or ``at`` lies before it was started.
        """
        if self.paused_at is not None:
            raise ValueError(f"this allowance rests since {self.paused_at}")
        if _utc(at) < _utc(self.started_at):
            raise ValueError(f"it cannot rest at {at}, before it was started at {self.started_at}")
        return replace(self, used=self.used_at(at), paused_at=at)

    def resume(self, at: datetime) -> Self:
        """Let the clock run on with what is left.

        Raises:
            ValueError: it runs already, or ``at`` lies before the pause began.
        """
        if self.paused_at is None:
            raise ValueError(f"this allowance runs since {self.started_at}")
        if _utc(at) < _utc(self.paused_at):
            raise ValueError(f"it cannot run on at {at}, before it was paused at {self.paused_at}")
        return replace(self, started_at=at, paused_at=None)

    def used_at(self, at: datetime) -> timedelta:
        """Return what the clock has counted by a moment since it was started, pauses left out."""
        return self.used if self.paused_at else self.used + self.clock.elapsed(self.started_at, at)

    def remaining(self, at: datetime) -> timedelta:
        """Return what is left at a moment; negative once more than the allowed time was used."""
        return self.allowed - self.used_at(at)

    @property
    def due_at(self) -> datetime | None:
        """Return when the answer is due, or None while the clock rests.

        An allowance that is resumed with nothing left is due the moment it is resumed.
        """
        if self.paused_at:
            return None
        return self.clock.deadline(self.started_at, max(self.allowed - self.used, _NONE))

    def is_late(self, at: datetime) -> bool:
        """Say whether the answer is overdue: past its due time, or paused with more than all used."""
        due_at = self.due_at
        return self.remaining(at) < _NONE if due_at is None else at > due_at


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone; give an aware datetime")
    return moment.astimezone(UTC)


def _wall(moment: datetime) -> datetime:
    """Return what clocks on the wall in Shanghai show, without its zone."""
    return _utc(moment).astimezone(SHANGHAI).replace(tzinfo=None)


def _refuse_negative(allowed: timedelta) -> None:
    if allowed < _NONE:
        raise ValueError(f"the allowed time must not be negative, got {allowed}")
