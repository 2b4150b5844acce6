"""The answer-by clock of a case: the five values of an allowance, kept on its row."""

from datetime import datetime, timedelta

from ningju.ground.holidays import current_calendar
from ningju.kernel.clock import EVERY_HOUR, Allowance, Clock, working_hours
from ningju.rooms.cases.models import Case


def clock_of(name: str) -> Clock:
    """Return the clock of this name, with every holiday notice that is known now.

    Raises:
        ValueError: there is no such clock.
    """
    match name:
        case "working":
            return working_hours(current_calendar())
        case "every_hour":
            return EVERY_HOUR
    raise ValueError(f"there is no clock {name!r}")


def allowance_of(case: Case) -> Allowance:
    """Return the allowance that a case's row keeps."""
    return Allowance(
        clock=clock_of(case.clock),
        allowed=timedelta(minutes=case.allowed_min),
        started_at=case.started_at,
        used=case.used,
        paused_at=case.paused_at,
    )


def keep(case: Case, allowance: Allowance) -> None:
    """Write an allowance onto the case. Saves nothing."""
    case.started_at = allowance.started_at
    case.used = allowance.used
    case.paused_at = allowance.paused_at
    case.due_at = allowance.due_at


def start_clock(case: Case, *, at: datetime) -> None:
    """Let the clock begin, or begin afresh for a case that is opened again. Saves nothing."""
    case.started_at, case.used, case.paused_at = at, timedelta(), None
    keep(case, allowance_of(case))


def pause_clock(case: Case, *, at: datetime, reason: str) -> None:
    """Let the clock stand still for a stated reason. Saves nothing."""
    keep(case, allowance_of(case).pause(at))
    case.pause_reason = reason


def resume_clock(case: Case, *, at: datetime) -> None:
    """Let the clock run on with what is left. Saves nothing."""
    keep(case, allowance_of(case).resume(at))
    case.pause_reason = ""


def stop_clock(case: Case, *, at: datetime) -> None:
    """Stop the clock because the answer is given. Saves nothing.

    ``used`` then holds the whole time that was used, ``due_at`` the time by which the answer was
    due: what remained, had the clock run on from a pause.
    """
    running = allowance_of(case).resume(at) if case.is_paused else allowance_of(case)
    case.due_at = running.due_at
    case.used = running.used_at(at)
    case.paused_at = None
    case.pause_reason = ""


def used_at(case: Case, at: datetime) -> timedelta:
    """Return how much of its clock a case has used by then, pauses left out."""
    return allowance_of(case).used_at(at) if case.is_open else case.used


def left_at(case: Case, at: datetime) -> timedelta:
    """Return how much of its clock is left; negative once more was used than allowed."""
    return timedelta(minutes=case.allowed_min) - used_at(case, at)


def is_due_certain(case: Case) -> bool:
    """Say whether the calendar up to the answer-by day is known, not assumed."""
    return case.due_at is None or clock_of(case.clock).is_certain(case.started_at, case.due_at)
