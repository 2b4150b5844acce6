"""The stage of sign-in: limits that count from nothing, a demo that is on, an app that makes codes."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Forget failed sign-ins and used codes, before and after."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def demo(settings: Settings) -> None:
    """Switch demo mode on."""
    settings.NINGJU_DEMO = True
    settings.NINGJU_DEMO_SECRET = "a secret that this one demo start has made"


@pytest.fixture
def code_of() -> Callable[[str], str]:
    """Return what an authenticator app shows now for a key (RFC 6238, written independently)."""

    def make(key: str) -> str:
        counter = struct.pack(">Q", int(time.time()) // 30)
        digest = hmac.digest(base64.b32decode(key + "=" * (-len(key) % 8)), counter, hashlib.sha1)
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"

    return make
