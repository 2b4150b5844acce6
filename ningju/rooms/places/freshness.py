"""How long ago something was seen, in plain words."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ningju.rooms.places.models import Amenity
from ningju.rooms.places.opening import wall_day

STALE_AFTER = timedelta(days=7)


def is_stale(amenity: Amenity, now: datetime) -> bool:
    """Say whether nobody has confirmed an amenity for a week."""
    return amenity.confirmed_at is None or now - amenity.confirmed_at > STALE_AFTER


def ago(moment: datetime, now: datetime) -> str:
    """Say how long ago a moment was: minutes, hours, yesterday, days."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 2:
        return _("just now")
    if minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    days = (wall_day(now) - wall_day(moment)).days
    if days == 0 or minutes < 6 * 60:
        hours = minutes // 60
        return ngettext("%(n)d h ago", "%(n)d h ago", hours) % {"n": hours}
    if days == 1:
        return _("yesterday")
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def amenity_words(amenity: Amenity, now: datetime) -> str:
    """Say whether an amenity works and when somebody last looked."""
    if amenity.is_broken:
        if amenity.reported_broken_at is None:
            return _("broken")
        return _("broken, reported %(ago)s") % {"ago": ago(amenity.reported_broken_at, now)}
    if amenity.confirmed_at is None or is_stale(amenity, now):
        return _("not confirmed")
    return _("works, confirmed %(ago)s") % {"ago": ago(amenity.confirmed_at, now)}
