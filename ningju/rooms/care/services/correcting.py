"""Put right what is held: a person's own right, at any time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ningju.rooms.care.models import CareEvent, CareRecord
from ningju.rooms.care.reminders import end_reminder
from ningju.rooms.care.services.history import lock, write_line
from ningju.rooms.care.services.joining import reminder_for
from ningju.rooms.care.services.pairs import propose_pairs
from ningju.rooms.care.services.told import check_named, check_phone, check_reach, clean_sealed
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy import services as privacy

OPEN_FIELDS = ("nickname", "themes", "way")
SEALED_FIELDS = ("phone", "address", "words", "backup")


@transaction.atomic
def correct_care(
    *, record: CareRecord, changes: Mapping[str, Any], by: Actor, at: datetime | None = None
) -> CareRecord:
    """Change what a record holds; what ``changes`` does not name stays.

    Args:
        record: whose.
        changes: nickname, themes, way, phone, address, words, backup; an empty text clears.
        by: the person (anybody who holds the link), or staff to whom they said it: by proxy.
        at: when (default: now).

    Raises:
        RuleViolation: a value that is wrong, or no way left to reach them (its field is named).
        NotFound, NotAllowed: the record was erased, or the actor does not keep it.

    A new phone number also gets the yearly message, if there is one, and is compared with others.
    """
    locked = lock(record, by)
    at = at or timezone.now()
    for name in OPEN_FIELDS:
        setattr(locked, name, changes.get(name, getattr(locked, name)))
    named = check_named(locked.nickname, locked.themes, locked.rhythm, locked.way)
    locked.nickname, locked.themes = named["nickname"], named["themes"]
    sealed = {name: str(changes[name]) for name in SEALED_FIELDS if name in changes}
    sealed = clean_sealed(**sealed)
    check_reach(
        locked.way,
        has_phone=bool(sealed.get("phone", locked.phone)),
        has_address=bool(sealed.get("address", locked.address)),
    )
    privacy.seal(locked, **sealed)
    if "phone" in sealed:
        put_phone(locked, sealed["phone"], by=by, at=at)
    locked.save()
    if "phone" in sealed:
        propose_pairs(locked, at=at)
    write_line(locked, CareEvent.Verb.CORRECT, by=by, at=at, is_by_proxy=by.is_staff)
    return locked


def put_phone(record: CareRecord, phone: str, *, by: Actor, at: datetime) -> None:
    """Set the index of a new number, and let the yearly message go to it or end."""
    check_phone(phone)
    index = privacy.phone_digest(phone) if phone else None
    if record.reminder is not None and index != bytes(record.phone_index or b""):
        language = record.reminder.language
        end_reminder(record, at=at, is_withdrawn=False)
        via = "phone" if by.is_staff else "web"
        record.reminder = reminder_for(phone, language=language, via=via, by=by, at=at) if phone else None
    record.phone_index = index
