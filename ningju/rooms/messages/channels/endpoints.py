"""Push subscriptions as browsers give them, and the push services that may be posted to."""

import base64
import binascii
import json
import re
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

LONGEST = 2_000
HOST = re.compile(r"[a-z0-9.-]{1,253}")
"""What is a host to every program alike: nothing that one of them splits and another does not."""


def is_allowed(endpoint: str) -> bool:
    """Say whether an endpoint is of a push service on the list, so that nobody makes us post elsewhere.

    The list (``NINGJU_PUSH_HOSTS``) holds host names, ``*.`` before one for all below it, or whole
    origins with their scheme and port; a bare name means https on its usual port.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    origin = f"{parts.scheme}://{parts.netloc}"
    if not HOST.fullmatch(host) or "@" in parts.netloc or not endpoint.isprintable():
        return False
    is_usual = parts.scheme == "https" and port in (None, 443)
    return any(
        origin == one
        if "://" in one
        else is_usual and (host == one or (one.startswith("*.") and host.endswith(one[1:])))
        for one in settings.NINGJU_PUSH_HOSTS
    )


def read_subscription(text: str) -> dict[str, object]:
    """Return a subscription with its endpoint and its two keys.

    Raises:
        ValueError: it is none, or its push service is not on the list.
    """
    if len(text) > LONGEST:
        raise ValueError("a subscription is shorter")
    match json.loads(text):
        case {"endpoint": str(endpoint), "keys": {"p256dh": str(key), "auth": str(auth)}}:
            check_keys(key, auth)
        case _:
            raise ValueError("a subscription has an endpoint and two keys")
    if not is_allowed(endpoint):
        raise ValueError("the push service is not on the list")
    return {"endpoint": endpoint, "keys": {"p256dh": key, "auth": auth}}


def check_keys(key: str, auth: str) -> None:
    """Refuse keys that nothing can be sealed to.

    Raises:
        ValueError: the point is not on the curve, or the secret has not 16 bytes.
    """
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unbase64(key))
    if len(unbase64(auth)) != 16:
        raise ValueError("an authentication secret has 16 bytes")


def unbase64(text: str) -> bytes:
    """Return the bytes of URL-safe base64, with or without its padding.

    Raises:
        ValueError: it is none.
    """
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)
    except binascii.Error:
        raise ValueError("no URL-safe base64") from None
