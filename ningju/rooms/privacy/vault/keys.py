"""The keys in the database: schema ``keys``, apart from the rows they open."""

import os
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ningju.ground.tenancy import current_community_id
from ningju.kernel.environment import SettingError
from ningju.kernel.errors import NotFound
from ningju.rooms.privacy.models import CommunityKey, RecordKey
from ningju.rooms.privacy.vault.envelope import (
    KEY_BYTES,
    InstanceKeys,
    open_box,
    place_of,
    read_instance_keys,
    seal_box,
)

RECORDS, INDEX, LOG = "records", "index", "log"
"""What a community key is for: wrapping record keys, the blind index, signing the access log."""


class Erased(NotFound):
    """The record key is destroyed: nobody reads this any more."""


def instance_keys() -> InstanceKeys:
    """Return the instance's keys as the settings name them now.

    Raises:
        SettingError: there is none, or one cannot be read.
    """
    return parsed_keys(settings.NINGJU_VAULT_KEY, settings.NINGJU_VAULT_KEY_FILE)


@lru_cache(maxsize=4)
def parsed_keys(text: str, file: str) -> InstanceKeys:
    """Read the keys once a process: from the text, else from the file."""
    if not text and file and Path(file).exists():
        try:
            text = Path(file).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"The vault key file {file} cannot be read: {error}.") from None
    return read_instance_keys(text.replace("\n", ",").split(",") if text.strip() else [])


@lru_cache(maxsize=2000)
def unwrapped(keys: InstanceKeys, name: bytes, box: bytes, place: bytes) -> bytes:
    """Return a community key; each is unwrapped once a process."""
    return keys.unwrap(name, box, place)


@lru_cache(maxsize=2000)
def cipher(key: bytes) -> AESGCM:
    """Return the cipher of a community key."""
    return AESGCM(key)


def key_place(community_id: int, purpose: str, version: int) -> bytes:
    """Return the place to which a wrapped community key is bound."""
    return place_of(community_id, "keys.community_key", purpose, version)


def plain_key(row: CommunityKey) -> bytes:
    """Return the 32 bytes of a key of the current community."""
    place = key_place(current_community_id(), row.purpose, row.version)
    return unwrapped(instance_keys(), bytes(row.instance_key_name), bytes(row.wrapped), place)


def new_community_key(purpose: str, version: int) -> CommunityKey:
    """Make a key for the community and save it, unless another process just did."""
    community_id = current_community_id()
    name, box = instance_keys().wrap(os.urandom(KEY_BYTES), key_place(community_id, purpose, version))
    row = CommunityKey(
        community_id=community_id, purpose=purpose, version=version, instance_key_name=name, wrapped=box
    )
    CommunityKey.objects.bulk_create([row], ignore_conflicts=True)
    return CommunityKey.objects.get(community_id=community_id, purpose=purpose, version=version)


def newest_key(purpose: str) -> CommunityKey:
    """Return the community's newest key for a purpose, made now if there is none yet.

    A rotation that ends meanwhile does no harm: former keys stay for an hour, and the database
    keeps the key of a record that points at one.
    """
    rows = CommunityKey.objects.filter(community_id=current_community_id(), purpose=purpose)
    return rows.order_by("-version").first() or new_community_key(purpose, 1)


def constant_key(purpose: str) -> bytes:
    """Return the community's key for the blind index or the log: made once, never replaced."""
    rows = CommunityKey.objects.filter(community_id=current_community_id(), purpose=purpose)
    return plain_key(rows.first() or new_community_key(purpose, 1))


def record_place(community_id: int, record_id: UUID) -> bytes:
    """Return the place to which a wrapped record key is bound."""
    return place_of(community_id, "keys.record_key", "wrapped", record_id)


def record_cipher(record_id: UUID) -> AESGCM:
    """Return the cipher of a record.

    Raises:
        Erased: its key is destroyed, or never was.
    """
    community_id = current_community_id()
    row = RecordKey.objects.filter(community_id=community_id, record_id=record_id).first()
    if row is None:
        raise Erased(_("This was erased: nobody can read it any more."))
    parent = CommunityKey.objects.get(community_id=community_id, purpose=RECORDS, version=row.version)
    key = open_box(cipher(plain_key(parent)), bytes(row.wrapped), record_place(community_id, record_id))
    return AESGCM(key)


def make_record_cipher(record_id: UUID) -> AESGCM:
    """Make and save the key of a record that has none, and return its cipher."""
    community_id = current_community_id()
    parent = newest_key(RECORDS)
    key = os.urandom(KEY_BYTES)
    RecordKey.objects.create(
        record_id=record_id,
        version=parent.version,
        wrapped=seal_box(cipher(plain_key(parent)), key, record_place(community_id, record_id)),
    )
    return AESGCM(key)


def destroy_record_key(record_id: UUID) -> bool:
    """Destroy the key of a record; return whether there was one."""
    gone, _rows = RecordKey.objects.filter(community_id=current_community_id(), record_id=record_id).delete()
    return gone > 0
