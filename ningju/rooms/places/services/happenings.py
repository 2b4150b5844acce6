"""What happens at a place: broken, confirmed, fixed, used, queued at, paused."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.communities.services import touch_content
from ningju.rooms.places.models import Amenity, Place, PlaceEvent, UsageCount, WaitReport

MOST_WAITING = 200


@transaction.atomic
def report_broken(*, place: Place, kind: str) -> Amenity:
    """Mark an amenity as broken because somebody there said so; nothing about them is kept.

    Said again while it is broken, nothing changes.

    Raises:
        NotFound: the place has no such amenity.
    """
    amenity = lock_amenity(place, kind)
    if amenity.status == Amenity.Status.OK:
        change_status(amenity, Amenity.Status.BROKEN, by_name="", act="report_broken")
    return amenity


@transaction.atomic
def confirm_amenity(*, place: Place, kind: str, by_name: str) -> Amenity:
    """Write down that an amenity was seen working now.

    Raises:
        NotFound: the place has no such amenity.
        Conflict: it is reported broken; it is mended with ``mark_fixed``.
    """
    amenity = lock_amenity(place, kind)
    if amenity.status != Amenity.Status.OK:
        raise Conflict(_("This was reported broken in the meantime. If it works again, choose “Fixed”."))
    change_status(amenity, Amenity.Status.OK, by_name=by_name, act="confirm_amenity")
    return amenity


@transaction.atomic
def confirm_place(*, place: Place, by_name: str) -> int:
    """Write down that everything at a place that is not reported broken was seen working now.

    Returns:
        How many amenities were confirmed.

    Raises:
        Conflict: nothing works there, so there is nothing to confirm.
    """
    seen = Amenity.objects.working().filter(place=place).update(confirmed_at=timezone.now())
    if not seen:
        raise Conflict(_("Nothing works here at the moment. Mark what was fixed first."))
    note_event(place, "confirm_place", by_name=by_name, present=str(seen))
    touch_content()
    return seen


@transaction.atomic
def mark_fixed(*, place: Place, kind: str, by_name: str) -> Amenity:
    """Write down that a broken amenity works again.

    Raises:
        NotFound: the place has no such amenity.
        Conflict: it is not broken (any more).
    """
    amenity = lock_amenity(place, kind)
    if amenity.status != Amenity.Status.BROKEN:
        raise Conflict(_("Somebody already marked this as working."))
    change_status(amenity, Amenity.Status.OK, by_name=by_name, act="mark_fixed")
    return amenity


def lock_amenity(place: Place, kind: str) -> Amenity:
    """Return the amenity of a place, locked for this transaction.

    Raises:
        NotFound: the place has none of this kind.
    """
    amenity = Amenity.objects.present().select_for_update().filter(place=place, kind=kind).first()
    if amenity is None:
        raise NotFound(_("This place does not have that."))
    return amenity


def change_status(amenity: Amenity, status: str, *, by_name: str, act: str) -> None:
    """Save a status, when it was seen, and one line of history."""
    now = timezone.now()
    former, amenity.status = amenity.status, status
    if status == Amenity.Status.BROKEN:
        amenity.reported_broken_at = now
    else:
        amenity.confirmed_at, amenity.reported_broken_at = now, None
    amenity.save(update_fields=["status", "confirmed_at", "reported_broken_at"])
    note_event(amenity.place, act, by_name=by_name, kind=amenity.kind, former=former, present=status)
    touch_content()


def note_event(
    place: Place, act: str, *, by_name: str = "", kind: str = "", former: str = "", present: str = ""
) -> None:
    """Write one line of the place's history."""
    PlaceEvent.objects.create(
        place=place,
        at=timezone.now(),
        by_name=by_name,
        act=act,
        amenity_kind=kind,
        former=former,
        present=present,
    )


@transaction.atomic
def tap_used(*, place: Place) -> None:
    """Count one use of the place in this hour.

    The count is its own ledger, so it writes no history; no public page shows it.
    """
    hour_at = timezone.now().replace(minute=0, second=0, microsecond=0)
    UsageCount.objects.bulk_create([UsageCount(place=place, hour_at=hour_at)], ignore_conflicts=True)
    UsageCount.objects.filter(place=place, hour_at=hour_at).update(count=F("count") + 1)


@transaction.atomic
def report_queue(*, place: Place, count: int) -> WaitReport:
    """Write down how many people wait at the place now.

    Raises:
        RuleViolation: the number is negative or above 200 (field ``count``).
    """
    if not 0 <= count <= MOST_WAITING:
        raise RuleViolation(_("Say how many are waiting, from 0 to 200."), field="count")
    report = WaitReport.objects.create(place=place, count=count, at=timezone.now())
    note_event(place, "report_queue", present=str(count))
    touch_content()
    return report


@transaction.atomic
def pause_place(*, place: Place, by_name: str) -> None:
    """Take a place off the map for now.

    Raises:
        Conflict: it is already paused.
    """
    set_paused(place, True, by_name=by_name, act="pause_place")


@transaction.atomic
def resume_place(*, place: Place, by_name: str) -> None:
    """Put a paused place back on the map.

    Raises:
        Conflict: it is not paused.
    """
    set_paused(place, False, by_name=by_name, act="resume_place")


def set_paused(place: Place, is_paused: bool, *, by_name: str, act: str) -> None:
    """Switch a place off or on, once."""
    changed = Place.objects.filter(pk=place.pk, is_paused=not is_paused).update(is_paused=is_paused)
    if not changed:
        raise Conflict(_("Somebody did this already."))
    place.is_paused = is_paused
    note_event(place, act, by_name=by_name)
    touch_content()
