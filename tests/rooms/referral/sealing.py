"""The sealed note in Python, after docs/rooms/referral.md: an oracle beside the browser's script.

The product has no such code: its server can neither open nor make a note.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

LABEL = b"ningju.referral.v1"
PLAIN_BYTES = 1024


def to_text(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_bytes(serialization.Encoding.X962, form)


def note_key(shared: bytes, sender: bytes, recipient: bytes) -> AESGCM:
    info = LABEL + b"\0" + sender + recipient
    return AESGCM(HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=info).derive(shared))


@dataclass(frozen=True)
class HolderKey:
    """A holder's key pair."""

    private: ec.EllipticCurvePrivateKey

    @classmethod
    def make(cls) -> "HolderKey":
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @property
    def point(self) -> bytes:
        return point_of(self.private.public_key())

    @property
    def key_id(self) -> str:
        return hashlib.sha256(self.point).hexdigest()[:32]

    @property
    def x(self) -> str:
        return to_text(self.point[1:33])

    @property
    def y(self) -> str:
        return to_text(self.point[33:])

    def bound_to(self, community: str) -> bytes:
        return LABEL + b"\0" + community.encode() + b"\0" + self.key_id.encode()

    def seal(self, contact: str, words: str = "", *, community: str = "huayang") -> str:
        told = json.dumps({"contact": contact, "words": words}, ensure_ascii=False).encode()
        padded = (len(told).to_bytes(2, "big") + told).ljust(PLAIN_BYTES, b"\0")
        own = ec.generate_private_key(ec.SECP256R1())
        sender = point_of(own.public_key())
        aes = note_key(own.exchange(ec.ECDH(), self.private.public_key()), sender, self.point)
        nonce = os.urandom(12)
        return to_text(b"\1" + sender + nonce + aes.encrypt(nonce, padded, self.bound_to(community)))

    def open(self, text: str, *, community: str = "huayang") -> dict[str, str]:
        note = to_bytes(text)
        sender, nonce, sealed = note[1:66], note[66:78], note[78:]
        other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        aes = note_key(self.private.exchange(ec.ECDH(), other), sender, self.point)
        padded = aes.decrypt(nonce, sealed, self.bound_to(community))
        told: dict[str, str] = json.loads(padded[2 : 2 + int.from_bytes(padded[:2], "big")])
        return told

    def file(self, *, community: str = "huayang") -> str:
        d = self.private.private_numbers().private_value.to_bytes(32, "big")
        return json.dumps(
            {"what": "ningju referral key", "version": 1, "community": community, "key": self.key_id,
             "x": self.x, "y": self.y, "d": to_text(d)}
        )  # fmt: skip


def read_key_file(text: str, password: str = "") -> HolderKey:
    """Return the key in a file that the browser saved."""
    file: dict[str, Any] = json.loads(text)
    d = file.get("d", "")
    if wrapped := file.get("wrapped"):
        stretch = PBKDF2HMAC(hashes.SHA256(), 32, to_bytes(wrapped["salt"]), wrapped["rounds"])
        aes = AESGCM(stretch.derive(password.encode()))
        bound = LABEL + b"\0" + file["key"].encode()
        d = aes.decrypt(to_bytes(wrapped["nonce"]), to_bytes(wrapped["d"]), bound).decode()
    return HolderKey(ec.derive_private_key(int.from_bytes(to_bytes(d), "big"), ec.SECP256R1()))
