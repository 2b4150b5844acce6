"""Seal, open and forget: the only ways in and out of a sealed column."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.sealed import SealedModel, sealed_column
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import RuleViolation
from ningju.rooms.privacy.access import AccessRefused, Reader, may_open
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry, ConsentReceipt, RecordKey
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.vault.envelope import open_box, place_of, seal_box
from ningju.rooms.privacy.vault.keys import destroy_record_key, make_record_cipher, record_cipher


class Opened(Mapping[str, str]):
    """The words of a record that somebody opened; printing it shows none of them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Hold the words by field."""
        self._words = dict(words)

    def __getitem__(self, field: str) -> str:
        """Return the words of a field; empty if nothing was sealed."""
        return self._words[field]

    def __iter__(self) -> Iterator[str]:
        """Go through the fields."""
        return iter(self._words)

    def __len__(self) -> int:
        """Count the fields."""
        return len(self._words)

    def __repr__(self) -> str:
        """Name the fields, and nothing in them."""
        return f"<opened: {', '.join(self._words)}>"

    __str__ = __repr__


def seal(row: SealedModel, **words: str) -> None:
    """Seal texts into the fields of a record; the caller saves the row.

    Args:
        row: saved or not; its ``record_id`` names its key, made now if it has none.
        words: field to text; an empty text clears the field.

    Raises:
        RuleViolation: a text is too long (its ``field`` is named).
        KeyError: the model declares no such sealed field.

    Side effects: saves a record key in this transaction.
    """
    community_id = current_community_id()
    for field, text in words.items():
        if len(text) > row.sealed_fields[field]:
            raise RuleViolation(
                _("That is too long: %(most)d characters at most.") % {"most": row.sealed_fields[field]},
                field=field,
            )
    has_key = RecordKey.objects.filter(community_id=community_id, record_id=row.record_id).exists()
    cipher = record_cipher(row.record_id) if has_key else make_record_cipher(row.record_id)
    for field, text in words.items():
        place = place_of(community_id, row._meta.db_table, field, row.record_id)
        setattr(row, sealed_column(field), seal_box(cipher, text.encode(), place) if text else None)


def open_sealed(
    row: SealedModel, *, purpose: str, reader: Reader, fields: Sequence[str] = (), words: str = ""
) -> Opened:
    """Open fields of a record for a purpose: there is no other way to read them.

    Args:
        row: the record; that this reader's unit handles it is checked by its own room.
        purpose: the name of a declared purpose.
        reader: who reads.
        fields: which (default: all).
        words: why, for the log, where the purpose alone does not say it.

    Returns:
        The texts by field.

    Raises:
        AccessRefused: an unknown purpose, a wrong one, no consent, or a role that may not; the
            edge writes the refusal into the access log.
        Erased: the record key is destroyed.

    Side effects: one entry in the access log, unless the person reads their own.
    """
    fields = tuple(fields) or tuple(row.sealed_fields)
    label = row.sealed_label()
    declared = PURPOSES.get(purpose)
    told: dict[str, Any] = {"label": label, "record_id": row.record_id, "fields": fields, "reader": reader}
    if declared is None or not may_open(reader, declared, label, row.record_id):
        write = partial(append_entry, act=AccessEntry.Act.REFUSED, purpose=purpose, words=words, **told)
        raise AccessRefused(_("This cannot be opened for that purpose, or not by you."), write)
    community_id = current_community_id()
    cipher = record_cipher(row.record_id)
    opened = {}
    for field in fields:
        box = getattr(row, sealed_column(field))
        place = place_of(community_id, row._meta.db_table, field, row.record_id)
        opened[field] = open_box(cipher, bytes(box), place).decode() if box is not None else ""
    if reader.kind != "person":
        append_entry(
            act=AccessEntry.Act.OPENED, purpose=purpose, role=reader.role_for(declared), words=words, **told
        )
    return Opened(opened)


@transaction.atomic
def forget(row: SealedModel) -> None:
    """Destroy the key of a record and blank its sealed columns; the caller saves or deletes the row.

    Consents that stand for it end with it. Whatever copies of the sealed columns exist elsewhere
    (backups, replicas, dead rows) stay unreadable for ever.
    """
    destroy_record_key(row.record_id)
    for field in row.sealed_fields:
        setattr(row, sealed_column(field), None)
    ConsentReceipt.objects.about(row.record_id).standing().update(
        ended_at=timezone.now(), ending=ConsentReceipt.Ending.ERASED
    )
