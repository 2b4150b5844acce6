"""What the asker's page says of the way to reach them: that there is one, and who opened it."""

from typing import Any

from django.conf import settings

from ningju.rooms.cases.models import Case
from ningju.rooms.cases.words import say_moment
from ningju.rooms.messages.channels.push import public_key
from ningju.rooms.privacy.access import receipts_of
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.words import looks_at


def contact_part(case: Case) -> dict[str, Any]:
    """Return what was left, each look at it, and the receipt once it is gone; nothing where nothing was."""
    contact = case.contact if case.contact_id is not None else None
    if contact is None:
        return {"contact": None} | device_part(case)
    receipts = receipts_of(contact.record_id) if contact.is_forgotten else []
    return {
        "contact": contact,
        "contact_since": say_moment(contact.made_at),
        "contact_until": say_moment(contact.forgotten_at) if contact.forgotten_at else "",
        "receipt": receipts[0] if receipts else None,
        "looks": looks_at(contact.record_id),
    } | (device_part(case) if contact.is_forgotten else {})


def device_part(case: Case) -> dict[str, Any]:
    """Return what a page needs to offer messages on this device; nothing without a push key."""
    if not settings.NINGJU_PUSH_KEY or not case.is_open:
        return {}
    return {"push_key": public_key(settings.NINGJU_PUSH_KEY), "callback": PURPOSES["callback"]}
