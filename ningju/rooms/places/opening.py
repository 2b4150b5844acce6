"""Whether a place is open at a moment, until when, and how to say it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ningju.rooms.places.models import Place

NIGHT = time(1, 0)


@dataclass(frozen=True, slots=True)
class State:
    """A place at one moment: open or not, the next change, and the words for it."""

    is_open: bool
    closes_at: datetime | None
    opens_at: datetime | None
    words: str


def state_at(place: Place, at: datetime, *, now: datetime | None = None) -> State:
    """Return the state of a place at a moment; ``now`` is when the words are read."""
    hours = place.opening
    if place.is_paused:
        return State(False, None, None, _("paused for now"))
    if hours is None:
        return State(False, None, None, _("hours not known"))
    if hours.is_open(at):
        closes_at = hours.closes_at(at)
        return State(True, closes_at, None, closing_words(closes_at, at))
    opens_at = hours.opens_at(at)
    return State(False, None, opens_at, opening_words(opens_at, now or at))


def closing_words(closes_at: datetime | None, at: datetime) -> str:
    """Say until when a place is open."""
    if closes_at is None or closes_at - at > timedelta(hours=30):
        return _("day and night")
    clock = clock_of(closes_at)
    if wall_day(closes_at - timedelta(seconds=1)) == wall_day(at):
        return _("until %(clock)s") % {"clock": "24:00" if clock == "00:00" else clock}
    return _("until %(clock)s next day") % {"clock": clock}


def opening_words(opens_at: datetime | None, now: datetime) -> str:
    """Say when a closed place opens next, seen from now."""
    if opens_at is None:
        return _("not open in the next two weeks")
    days = (wall_day(opens_at) - wall_day(now)).days
    words = {"clock": clock_of(opens_at), "day": date_format(wall_day(opens_at), "D")}
    if days == 0:
        return _("opens %(clock)s") % words
    if days == 1:
        return _("opens tomorrow %(clock)s") % words
    if days < 7:
        return _("opens %(day)s %(clock)s") % words
    return _("opens on %(date)s") % {"date": date_format(wall_day(opens_at), "MONTH_DAY_FORMAT")}


def next_clock(clock: time, now: datetime) -> datetime:
    """Return the next moment at which the wall clock shows this time (now counts)."""
    local = timezone.localtime(now)
    moment = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return moment if moment >= local else moment + timedelta(days=1)


def clock_of(moment: datetime) -> str:
    """Return the wall time of a moment, "08:05"."""
    return timezone.localtime(moment).strftime("%H:%M")


def wall_day(moment: datetime) -> date:
    """Return the wall day of a moment."""
    return timezone.localtime(moment).date()
