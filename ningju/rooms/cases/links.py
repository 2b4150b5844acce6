"""The asker's link: made from the case's public id and a key, so that it is never stored."""

import base64
import binascii
import hashlib
import hmac
import uuid

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotFound

PROOF_BYTES = 14
LENGTH = 40


def prove(public_id: uuid.UUID) -> bytes:
    """Return the proof that only this instance can make for a public id."""
    key = hashlib.sha256(b"ningju.case-link" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, public_id.bytes, hashlib.sha256)[:PROOF_BYTES]


def secret_of(public_id: uuid.UUID) -> str:
    """Return the unguessable part of a case's link: its public id and the proof, 40 URL-safe characters."""
    return base64.urlsafe_b64encode(public_id.bytes + prove(public_id)).decode()


def read_secret(secret: str) -> uuid.UUID:
    """Return the public id inside a link.

    Raises:
        NotFound: this instance did not make it.
    """
    try:
        plain = base64.b64decode(secret.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        plain = b""
    if len(secret) != LENGTH or len(plain) != 16 + PROOF_BYTES:
        raise NotFound(_("This link does not lead to a case. It may have been cut short when it was copied."))
    public_id = uuid.UUID(bytes=plain[:16])
    if not hmac.compare_digest(prove(public_id), plain[16:]):
        raise NotFound(_("This link does not lead to a case. It may have been cut short when it was copied."))
    return public_id
