"""Seal a push message for one browser (RFC 8291 over RFC 8188, content coding aes128gcm)."""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_BYTES = 4096
LONGEST = RECORD_BYTES - 17 - 86
LAST_RECORD = b"\x02"


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as its 65 bytes, uncompressed."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def stretch(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    """Return ``length`` bytes of HKDF with SHA-256."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def seal_push(
    words: bytes,
    *,
    browser_point: bytes,
    auth: bytes,
    own_key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return the body to post: header and one record that this browser alone can open.

    Args:
        words: at most 3,993 bytes.
        browser_point: the subscription's ``p256dh``, 65 bytes.
        auth: the subscription's ``auth``, 16 bytes.
        own_key: for the RFC's example; otherwise made for this message alone.
        salt: 16 bytes, likewise.

    Raises:
        ValueError: too long, or the point is not on the curve.
    """
    if len(words) > LONGEST:
        raise ValueError(f"a push message has at most {LONGEST} bytes")
    own_key = own_key or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser_point)
    own_point = point_of(own_key.public_key())
    info = b"WebPush: info\0" + browser_point + own_point
    secret = stretch(own_key.exchange(ec.ECDH(), browser), salt=auth, info=info, length=32)
    key = stretch(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = stretch(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    header = salt + struct.pack("!IB", RECORD_BYTES, len(own_point)) + own_point
    return header + AESGCM(key).encrypt(nonce, words + LAST_RECORD, None)
