"""What the access log says in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

from ningju.ground.links import page_language
from ningju.kernel.text import Bilingual
from ningju.rooms.organisations.access import organisations_by_id
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.privacy.access import entries_about
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.purposes import LIFE_IN_DANGER, PURPOSES

Words = str | Promise

ACT_WORDS: Mapping[str, Promise] = {
    AccessEntry.Act.OPENED: _("Opened"),
    AccessEntry.Act.REFUSED: _("Wanted to open it and was refused"),
    AccessEntry.Act.LOOKED_UP: _("Looked up a phone number"),
    AccessEntry.Act.GLASS_ASKED: _("Asked to break the glass"),
    AccessEntry.Act.GLASS_BROKEN: _("Agreed to break the glass"),
    AccessEntry.Act.RECHECKED: _("Asked whether to go on"),
}
MACHINE_WORDS: dict[str, Promise] = {}
"""What the service itself opened something for, by the word kept in the log; a room adds its own."""
OTHER_PURPOSES: Mapping[str, Promise] = {"lookup": _("Finding a matter by the number its person says")}


FIELD_WORDS: Mapping[str, Promise] = {
    "phone": lazy_in("look", "phone number"),
    "address": lazy_in("look", "number or address"),
    "backup": lazy_in("look", "somebody else to call"),
    "call_when": lazy_in("look", "when to call"),
    "private_words": lazy_in("look", "words for the one who calls"),
    "words": lazy_in("look", "own words"),
}
"""What each sealed field of any room is called where somebody reads who opened it."""


@dataclass(frozen=True, slots=True)
class Look:
    """One entry as people read it: when, what, who in which role, why.

    ``reason`` is what staff wrote when they broke the glass; ``note``, what stands beside an entry
    for whatever reason, is for the auditor.
    """

    at: datetime
    act: Promise
    who: Words
    unit: Bilingual | None
    fields: tuple[Words, ...]
    purpose: Words
    reason: str
    note: Words
    is_refusal: bool

    def as_document(self) -> dict[str, Any]:
        """Return it as what JSON can hold, for the person's own copy."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "what": str(self.act),
            "was_refused": self.is_refusal,
            "who": str(self.who),
            "unit": self.unit.read(page_language())[0] if self.unit else "",
            "fields": [str(field) for field in self.fields],
            "why": str(self.purpose),
            "reason": self.reason,
        }


def looks_at(*record_ids: UUID) -> list[Look]:
    """Return every look at these records in plain words, the newest first, in two queries at most."""
    return looks_of(entries_about(*record_ids))


def looks_of(entries: Sequence[AccessEntry]) -> list[Look]:
    """Return entries in plain words: a role and a unit, never a person's name."""
    units = organisations_by_id(entry.unit_id for entry in entries)
    roles = dict(Membership.Role.choices)
    return [
        Look(
            at=entry.at,
            act=ACT_WORDS[entry.act],
            who=roles.get(entry.role) or reader_words(entry.reader),
            unit=unit_name(units, entry.unit_id),
            fields=tuple(FIELD_WORDS.get(field, field) for field in entry.fields),
            purpose=purpose_words(entry.purpose),
            reason=entry.words if entry.purpose == LIFE_IN_DANGER.name else "",
            note=MACHINE_WORDS.get(entry.words, entry.words),
            is_refusal=entry.act == AccessEntry.Act.REFUSED,
        )
        for entry in entries
    ]


def unit_name(units: Mapping[int, Organisation], unit_id: int | None) -> Bilingual | None:
    """Return the name of a unit, or None for nobody's and for one that is gone."""
    unit = units.get(unit_id) if unit_id is not None else None
    return unit.name if unit is not None else None


def reader_words(reader: str) -> Words:
    """Say who reads besides staff."""
    if reader == "unknown":
        return _("Somebody without an account")
    return _("Staff") if reader == "staff" else _("The service itself")


def purpose_words(name: str) -> Words:
    """Say what a purpose is for; an undeclared one as it was asked."""
    declared = PURPOSES.get(name)
    return declared.title if declared else OTHER_PURPOSES.get(name, name)
