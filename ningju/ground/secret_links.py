"""Secrets of links that are made again from a key instead of being stored."""

import base64
import hashlib
import hmac

from django.conf import settings


def derive_secret(purpose: str, text: str) -> str:
    """Return the URL-safe secret (32 characters, 192 bits) for a thing of ours.

    The same purpose and text give the same secret, so that a form sent twice shows the same
    link twice and nobody who reads the database can open it.
    """
    key = hashlib.sha256(b"ningju.secret-links" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:24]).decode()
