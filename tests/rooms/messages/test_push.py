"""Web Push: the RFC's own example, and a push service on the loopback that a browser's key opens."""

import base64
import json
import uuid

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from py_vapid import Vapid02
from pytest_django import Settings

from ningju.rooms.messages.channels.endpoints import unbase64
from ningju.rooms.messages.channels.gateway import Permanent, Temporary
from ningju.rooms.messages.channels.push import WebPush
from ningju.rooms.messages.channels.sealing import LONGEST, point_of, seal_push, stretch
from tests.rooms.messages.loopback import Loopback

ID = uuid.UUID("6f1c1f0e-6d0b-4f0a-9a55-0d3f3a1f0001")
# RFC 8291, appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
OWN_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def key_of(text: str) -> ec.EllipticCurvePrivateKey:
    """Return a private key from its 32 bytes."""
    return ec.derive_private_key(int.from_bytes(unbase64(text), "big"), ec.SECP256R1())


def base64url(data: bytes) -> str:
    """Return bytes as URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def open_push(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """Open a message as the browser does."""
    salt, point, box = body[:16], body[21:86], body[86:]
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    info = b"WebPush: info\0" + point_of(key.public_key()) + point
    secret = stretch(key.exchange(ec.ECDH(), sender), salt=auth, info=info, length=32)
    content_key = stretch(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = stretch(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    padded = AESGCM(content_key).decrypt(nonce, box, None)
    assert padded.endswith(b"\x02")
    return padded[:-1]


def test_the_rfcs_example_is_sealed_byte_for_byte() -> None:
    sealed = seal_push(
        WORDS,
        browser_point=unbase64(BROWSER_POINT),
        auth=unbase64(AUTH),
        own_key=key_of(OWN_KEY),
        salt=unbase64(SALT),
    )

    assert base64url(sealed) == SEALED


def test_each_message_has_a_key_and_a_salt_of_its_own() -> None:
    first, second = (
        seal_push(WORDS, browser_point=unbase64(BROWSER_POINT), auth=unbase64(AUTH)) for _two in range(2)
    )

    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


def test_what_is_too_long_for_one_record_is_refused() -> None:
    fits = seal_push(b"x" * LONGEST, browser_point=unbase64(BROWSER_POINT), auth=unbase64(AUTH))

    assert len(fits) == 4096
    with pytest.raises(ValueError, match="at most"):
        seal_push(b"x" * (LONGEST + 1), browser_point=unbase64(BROWSER_POINT), auth=unbase64(AUTH))


@pytest.fixture
def browser() -> ec.EllipticCurvePrivateKey:
    """Return the key that a browser keeps to itself."""
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def address(browser: ec.EllipticCurvePrivateKey, loopback: Loopback, settings: Settings) -> str:
    """Return a subscription at a push service on the loopback, which is on the list."""
    settings.NINGJU_PUSH_HOSTS = [loopback.url]
    keys = {"p256dh": base64url(point_of(browser.public_key())), "auth": AUTH}
    return json.dumps({"endpoint": f"{loopback.url}/push/abc", "keys": keys})


def test_the_browser_alone_opens_what_the_push_service_got(
    loopback: Loopback, address: str, browser: ec.EllipticCurvePrivateKey
) -> None:
    WebPush(OWN_KEY, "mailto:ops@example.org").send(ID, address, "你说的事有答复了", title="华阳路街道")

    [posted] = loopback.posted
    told = json.loads(open_push(posted.body, browser, unbase64(AUTH)))
    assert told == {"title": "华阳路街道", "text": "你说的事有答复了", "id": str(ID)}
    assert "答复".encode() not in posted.body
    assert posted.headers["content-encoding"] == "aes128gcm"
    assert posted.headers["topic"] == ID.hex
    assert int(posted.headers["ttl"]) > 0


def test_the_push_service_can_tell_who_we_are(loopback: Loopback, address: str) -> None:
    WebPush(OWN_KEY, "mailto:ops@example.org").send(ID, address, "x", title="x")

    proof = loopback.posted[0].headers["authorization"]
    token = proof.removeprefix("vapid t=").partition(",")[0]
    own_point = base64url(point_of(key_of(OWN_KEY).public_key()))
    assert f"k={own_point}" in proof
    assert Vapid02.verify(proof)
    claims = json.loads(unbase64(token.split(".")[1]))
    assert claims["aud"] == loopback.url
    assert claims["sub"] == "mailto:ops@example.org"


def test_a_push_service_that_left_the_list_is_posted_nothing(
    loopback: Loopback, address: str, settings: Settings
) -> None:
    settings.NINGJU_PUSH_HOSTS = ["fcm.googleapis.com"]

    with pytest.raises(Permanent):
        WebPush(OWN_KEY, "mailto:ops@example.org").send(ID, address, "x", title="x")

    assert loopback.posted == []


@pytest.mark.parametrize(("status", "trouble"), [(410, Permanent), (404, Permanent), (503, Temporary)])
def test_a_subscription_that_is_gone_is_final_and_a_busy_service_is_not(
    loopback: Loopback, address: str, status: int, trouble: type[Exception]
) -> None:
    loopback.answers = [status]

    with pytest.raises(trouble):
        WebPush(OWN_KEY, "mailto:ops@example.org").send(ID, address, "x", title="x")
