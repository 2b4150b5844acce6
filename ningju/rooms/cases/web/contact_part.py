"""What the asker's page says of the way to reach them: that there is one, and who opened it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ningju.rooms.cases.models import Case
from ningju.rooms.cases.words import name_of, say_moment
from ningju.rooms.messages.channels.push import public_key
from ningju.rooms.organisations.access import bring_organisations
from ningju.rooms.organisations.models import Membership
from ningju.rooms.privacy.access import entries_about, receipts_of
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.purposes import PURPOSES

GLASS_WORDS: Mapping[str, Promise] = {
    AccessEntry.Act.GLASS_ASKED: gettext_lazy(
        "%(unit)s (%(role)s) asked to open it because a life seemed in danger"
    ),
    AccessEntry.Act.GLASS_BROKEN: gettext_lazy("%(unit)s (%(role)s) agreed, because a life seemed in danger"),
}


def contact_part(case: Case) -> dict[str, Any]:
    """Return what was left, each look at it, and the receipt once it is gone; nothing where nothing was."""
    contact = case.contact if case.contact_id is not None else None
    if contact is None:
        return {"contact": None} | device_part(case)
    looks = entries_about(contact.record_id)
    bring_organisations(looks, "unit")
    receipts = receipts_of(contact.record_id) if contact.is_forgotten else []
    return {
        "contact": contact,
        "contact_since": say_moment(contact.made_at),
        "contact_until": say_moment(contact.forgotten_at) if contact.forgotten_at else "",
        "receipt": receipts[0] if receipts else None,
        "looks": [{"at": look.at, "moment": say_moment(look.at), "what": look_words(look)} for look in looks],
    } | (device_part(case) if contact.is_forgotten else {})


def device_part(case: Case) -> dict[str, Any]:
    """Return what a page needs to offer messages on this device; nothing without a push key."""
    if not settings.NINGJU_PUSH_KEY or not case.is_open:
        return {}
    return {"push_key": public_key(settings.NINGJU_PUSH_KEY), "callback": PURPOSES["callback"]}


def look_words(look: AccessEntry) -> str:
    """Return who did what for which purpose, in plain words: a unit and a role, never a person's name."""
    if look.reader == "messages":
        return _("The service read it to send you a message")
    who = {"unit": name_of(look.unit) or _("Somebody"), "role": role_words(look.role)}  # type: ignore[attr-defined]
    if look.act == AccessEntry.Act.REFUSED:
        return _("%(unit)s (%(role)s) tried to open it and was refused") % who
    if look.act in GLASS_WORDS:
        return str(GLASS_WORDS[look.act]) % who
    if look.purpose == "callback":
        return _("%(unit)s (%(role)s) opened it to reach you") % who
    if look.purpose == "life_in_danger":
        return _("%(unit)s (%(role)s) opened it because a life seemed in danger") % who
    return _("%(unit)s (%(role)s) looked at it") % who


def role_words(role: str) -> str:
    """Return a role in the page's language."""
    return str(Membership.Role(role).label) if role in Membership.Role.values else _("staff")
