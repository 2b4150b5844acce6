"""The access log: append-only, one hash chain a community, signed with the community's log key."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ningju.ground.tenancy import current_community_id
from ningju.rooms.privacy.access import Reader
from ningju.rooms.privacy.models import AccessEntry, SignedHead
from ningju.rooms.privacy.vault.keys import LOG, constant_key

CHAIN_LOCK = 751_994
START = bytes(32)
"""What the first entry of a chain follows."""


def digest_of(entry: AccessEntry, key: bytes) -> bytes:
    """Return the keyed digest (HMAC-SHA-256) of an entry and of the digest before it."""
    told = [
        entry.community_id,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.act,
        entry.label,
        str(entry.record_id or ""),
        list(entry.fields),
        entry.purpose,
        entry.reader,
        entry.role,
        entry.by_user_id,
        entry.unit_id,
        entry.words,
        bytes(entry.previous).hex(),
    ]
    return hmac.digest(key, json.dumps(told, ensure_ascii=False).encode(), hashlib.sha256)


def signature_of(head: SignedHead, key: bytes) -> bytes:
    """Return the signature of a head."""
    told = f"{head.community_id}|{head.kind}|{head.seq}|{bytes(head.digest).hex()}"
    return hmac.digest(key, told.encode(), hashlib.sha256)


def lock_chain() -> None:
    """Let one transaction at a time write to the community's chain, until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [CHAIN_LOCK, current_community_id()])


def last_link() -> tuple[int, bytes]:
    """Return number and digest of the chain's end; of the last dropped month if nothing is left."""
    entry = AccessEntry.objects.order_by("-seq").values_list("seq", "digest").first()
    if entry is None:
        dropped = SignedHead.objects.filter(kind=SignedHead.Kind.DROPPED)
        entry = dropped.order_by("-seq").values_list("seq", "digest").first()
    return (entry[0], bytes(entry[1])) if entry else (0, START)


def append_entry(
    *,
    act: str,
    purpose: str,
    reader: Reader,
    label: str = "",
    record_id: UUID | None = None,
    fields: Sequence[str] = (),
    role: str = "",
    words: str = "",
    at: datetime | None = None,
) -> AccessEntry:
    """Write one entry at the end of the community's chain.

    Args:
        act: a value of ``AccessEntry.Act``.
        purpose: the name of a purpose, or what was asked for.
        reader: who.
        label: which kind of record, as ``room.model``.
        record_id: which record.
        fields: which fields.
        role: in which role.
        words: why; never anything that was sealed.
        at: when (default: now).

    Side effects: holds the community's chain until the transaction ends.
    """
    lock_chain()
    seq, previous = last_link()
    entry = AccessEntry(
        community_id=current_community_id(),
        seq=seq + 1,
        at=at or timezone.now(),
        act=act,
        label=label,
        record_id=record_id,
        fields=list(fields),
        purpose=purpose[:40],
        reader=(reader.name if reader.kind == "machine" else reader.kind)[:12],
        role=role or min(reader.roles, default=""),
        by_user_id=reader.user_id,
        unit_id=min(reader.unit_ids, default=None),
        words=words[:400],
        previous=previous,
    )
    entry.digest = digest_of(entry, constant_key(LOG))
    entry.save(force_insert=True)
    return entry
