"""What the access log says in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ningju.kernel.text import Bilingual
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.purposes import PURPOSES

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


@dataclass(frozen=True, slots=True)
class Look:
    """One entry as people read it: when, what, who in which role, why."""

    at: datetime
    act: Promise
    who: object
    unit: Bilingual | None
    purpose: object
    words: str
    is_refusal: bool


def looks_of(entries: Iterable[AccessEntry]) -> list[Look]:
    """Return entries in plain words; units are read in one query."""
    entries = list(entries)
    unit_ids = {entry.unit_id for entry in entries if entry.unit_id is not None}
    units = Organisation.objects.in_bulk(unit_ids) if unit_ids else {}
    roles = dict(Membership.Role.choices)
    return [
        Look(
            at=entry.at,
            act=ACT_WORDS[entry.act],
            who=roles.get(entry.role) or reader_words(entry.reader),
            unit=units[entry.unit_id].name if entry.unit_id in units else None,
            purpose=purpose_words(entry.purpose),
            words=str(MACHINE_WORDS.get(entry.words, entry.words)),
            is_refusal=entry.act == AccessEntry.Act.REFUSED,
        )
        for entry in entries
    ]


def reader_words(reader: str) -> object:
    """Say who reads besides staff."""
    if reader == "unknown":
        return _("Somebody without an account")
    return _("Staff") if reader == "staff" else _("The service itself")


def purpose_words(name: str) -> object:
    """Say what a purpose is for; an undeclared one as it was asked."""
    declared = PURPOSES.get(name)
    return declared.title if declared else OTHER_PURPOSES.get(name, name)
