"""Web Push: a sealed message to the push service of somebody's browser."""

import base64
import json
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from ningju.rooms.messages.channels.endpoints import read_subscription, unbase64
from ningju.rooms.messages.channels.gateway import Permanent
from ningju.rooms.messages.channels.posting import check_status, post
from ningju.rooms.messages.channels.sealing import point_of, seal_push

LIFE_S = 3 * 24 * 3600


@cache
def public_key(key: str) -> str:
    """Return what browsers are shown of our key, as URL-safe base64; nothing where there is no key."""
    if not key:
        return ""
    private = ec.derive_private_key(int.from_bytes(unbase64(key), "big"), ec.SECP256R1())
    return base64.urlsafe_b64encode(point_of(private.public_key())).rstrip(b"=").decode()


class WebPush:
    """Push services, to which we prove who we are with a key of ours (VAPID, RFC 8292)."""

    def __init__(self, key: str, subject: str) -> None:
        """Take the private key (32 bytes, URL-safe base64), and whom the push service may write to."""
        self.key, self.subject = key, subject

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Seal and post one message; our id is its topic, so a second one replaces the first."""
        try:
            subscription = read_subscription(address)
        except ValueError:
            raise Permanent("push service not allowed") from None
        endpoint, keys = str(subscription["endpoint"]), subscription["keys"]
        assert isinstance(keys, dict)
        body = seal_push(
            json.dumps({"title": title, "text": text, "id": str(message_id)}, ensure_ascii=False).encode(),
            browser_point=unbase64(keys["p256dh"]),
            auth=unbase64(keys["auth"]),
        )
        check_status(post(endpoint, body, self.headers(endpoint, message_id)))

    def headers(self, endpoint: str, message_id: UUID) -> dict[str, str]:
        """Return what stands before the body, with our proof for this push service."""
        from py_vapid import Vapid02

        parts = urlsplit(endpoint)
        claims = {"sub": self.subject, "aud": f"{parts.scheme}://{parts.netloc}"}
        proof: str = Vapid02.from_string(self.key).sign(claims)["Authorization"]
        return {
            "Authorization": proof,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LIFE_S),
            "Topic": message_id.hex,
            "Urgency": "normal",
        }
