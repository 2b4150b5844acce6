"""A person's word that they wish to stay: it holds for a year."""

from datetime import datetime

from django.utils import timezone

from ningju.rooms.care.models import CareEvent, CareRecord
from ningju.rooms.care.services.history import write_line
from ningju.rooms.organisations.access import Actor


def renew(record: CareRecord, *, by: Actor, at: datetime) -> None:
    """Confirm a locked record for a year from now, with one line of history."""
    record.status = CareRecord.Status.ACTIVE
    record.confirmed_on = timezone.localdate(at)
    record.confirm_by_on = None
    record.save(update_fields=["status", "confirmed_on", "confirm_by_on"])
    write_line(record, CareEvent.Verb.CONFIRM, by=by, at=at, is_by_proxy=by.is_staff)
