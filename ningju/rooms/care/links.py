"""The person's own link: made from the record's id and a key, so that it is never stored."""

import hashlib
from uuid import UUID

from ningju.ground.secret_links import derive_secret

CODE_LETTER = "G"
"""Guanhuai: the letter of codes in the register; no kind of case has it."""


def secret_of(record_id: UUID) -> str:
    """Return the unguessable part of a record's link."""
    return derive_secret("care", str(record_id))


def digest_of(secret: str) -> bytes:
    """Return the digest under which a record knows its link."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
