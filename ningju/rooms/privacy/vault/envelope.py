"""Envelope encryption with AES-256-GCM (NIST SP 800-38D); no database, no Django models.

A box is ``version (1 byte) | nonce (12) | ciphertext and tag``. Nonces are random; a record key seals
a handful of short texts in its life, far below the 2**32 messages at which random nonces of 96 bits
would begin to matter.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ningju.kernel.environment import SettingError

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = b"\x01"


class Unopenable(Exception):
    """A box does not open: another key, another place than it was sealed for, or a changed byte.

    The message never holds any of the bytes.
    """


def seal_box(key: AESGCM, words: bytes, place: bytes) -> bytes:
    """Return the box of some bytes, bound to a place (the associated data)."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + key.encrypt(nonce, words, place)


def open_box(key: AESGCM, box: bytes, place: bytes) -> bytes:
    """Return the bytes of a box.

    Raises:
        Unopenable: the key, the place or the box is not the one.
    """
    if box[:1] != VERSION:
        raise Unopenable("a box of an unknown version")
    try:
        return key.decrypt(box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :], place)
    except InvalidTag:
        raise Unopenable("a box that this key does not open here") from None


def place_of(community_id: int, table: str, column: str, record: object) -> bytes:
    """Return the associated data of a field: a box moved to another row or column does not open."""
    return f"{community_id}|{table}|{column}|{record}".encode()


@dataclass(frozen=True, repr=False)
class InstanceKey:
    """One key of the instance and the name it leaves on what it wrapped."""

    name: bytes
    key: AESGCM

    def __repr__(self) -> str:
        """Show the name only."""
        return f"<instance key {self.name.hex()}>"


@dataclass(frozen=True, repr=False)
class InstanceKeys:
    """The keys of the instance: the first wraps, the others only open what is older."""

    keys: tuple[InstanceKey, ...]

    @property
    def current(self) -> InstanceKey:
        """Return the one that wraps."""
        return self.keys[0]

    def wrap(self, secret: bytes, place: bytes) -> tuple[bytes, bytes]:
        """Return the name of the current key and the box it made."""
        return self.current.name, seal_box(self.current.key, secret, place)

    def unwrap(self, name: bytes, box: bytes, place: bytes) -> bytes:
        """Return what an instance key wrapped.

        Raises:
            SettingError: the instance has not the key of this name any more.
            Unopenable: the box is not the one.
        """
        for each in self.keys:
            if each.name == name:
                return open_box(each.key, box, place)
        raise SettingError(
            f"NINGJU_VAULT_KEY holds no key named {name.hex()}: add the former key behind the new one, "
            "with a comma, and run 'ningju vault rotate'."
        )


def read_instance_keys(texts: Iterable[str]) -> InstanceKeys:
    """Return the instance's keys from their texts: 32 bytes in base64 (either alphabet), the current first.

    Raises:
        SettingError: there is none, or one is no 32 bytes of base64.
    """
    keys = []
    for text in texts:
        try:
            plain = base64.b64decode(text.strip().translate(str.maketrans("-_", "+/")), validate=True)
        except (binascii.Error, ValueError):
            plain = b""
        if len(plain) != KEY_BYTES:
            raise SettingError("NINGJU_VAULT_KEY must be 32 random bytes in base64: 'ningju vault new-key'.")
        name = hashlib.sha256(b"ningju.instance-key" + plain).digest()[:8]
        keys.append(InstanceKey(name, AESGCM(plain)))
    if not keys:
        raise SettingError(
            "No vault key: set NINGJU_VAULT_KEY or NINGJU_VAULT_KEY_FILE ('ningju vault new-key' makes one)."
        )
    return InstanceKeys(tuple(keys))


def new_key_text() -> str:
    """Return a new instance key as text."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()
