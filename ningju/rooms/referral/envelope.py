"""The outside of a sealed note and of a public key: all that the server can check without opening.

docs/rooms/referral.md writes the format down. The server holds no key that opens a note and this
module has no way to make one; it only refuses what no browser of ours would send.
"""

import base64
import binascii
import hashlib
import re

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation

VERSION = 1
POINT_BYTES = 65
NONCE_BYTES = 12
PLAIN_BYTES = 1024
SEAL_BYTES = 16
SIZE_BYTES = 1 + POINT_BYTES + NONCE_BYTES + PLAIN_BYTES + SEAL_BYTES
"""1118: version, ephemeral point, nonce, padded words, seal. Every note has this size."""

COORDINATE = re.compile(r"[A-Za-z0-9_-]{43}")
KEY_ID_LETTERS = 32


def read_envelope(text: str) -> bytes:
    """Return the bytes of a note sent as base64url without padding.

    Raises:
        RuleViolation: it is not of our size or version, or its point does not lie on the curve
            (field ``sealed``).
    """
    try:
        note = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refused() from None
    if len(note) != SIZE_BYTES or note[0] != VERSION or not is_on_curve(note[1 : 1 + POINT_BYTES]):
        raise refused()
    return note


def refused() -> RuleViolation:
    """Return the refusal of a note that no page of ours made."""
    return RuleViolation(
        _("This note was not sealed by our page, so nobody could open it. Open the page afresh, or phone."),
        field="sealed",
    )


def is_on_curve(point: bytes) -> bool:
    """Say whether 65 bytes are an uncompressed point of P-256."""
    if len(point) != POINT_BYTES or point[0] != 4:
        return False
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        return False
    return True


def read_point(x: str, y: str) -> bytes:
    """Return the uncompressed point that a JWK's coordinates name.

    Raises:
        RuleViolation: they are no coordinates of 32 bytes, or the point does not lie on P-256.
    """
    if COORDINATE.fullmatch(x) and COORDINATE.fullmatch(y):
        point = b"\x04" + base64.urlsafe_b64decode(x + "=") + base64.urlsafe_b64decode(y + "=")
        if is_on_curve(point):
            return point
    raise RuleViolation(_("This is no key of the kind we use (P-256). Make it again on this page."))


def key_id_of(point: bytes) -> str:
    """Return the name of a key: the first 16 bytes of the SHA-256 of its point, in hex."""
    return hashlib.sha256(point).hexdigest()[:KEY_ID_LETTERS]


def to_text(note: bytes | memoryview) -> str:
    """Return a note as base64url without padding."""
    return base64.urlsafe_b64encode(bytes(note)).decode().rstrip("=")
