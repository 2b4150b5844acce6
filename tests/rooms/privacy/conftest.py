"""Records of the neighbourhood, and consents for them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy import purposes, services
from tests.rooms.privacy.records import Note, a_note

PHONE = "13800138000"
WORDS = "门口的灯坏了,请晚上打给我"


@pytest.fixture
def note(community: Community) -> Note:
    """Return a record with a sealed phone and words."""
    made = a_note()
    services.seal(made, phone=PHONE, words=WORDS)
    return made


@pytest.fixture
def other_note(community: Community) -> Note:
    """Return another record of the same neighbourhood."""
    return a_note()


@pytest.fixture
def test_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare a purpose that covers the notes of these tests."""
    purpose = replace(purposes.CALLBACK, name="test_purpose", labels=frozenset({Note.sealed_label()}))
    monkeypatch.setitem(purposes.PURPOSES, "test_purpose", purpose)


@pytest.fixture
def in_other(other_community: Community) -> Callable[[Callable[[], bytes]], bytes]:
    """Run something in the other neighbourhood."""

    def run(ask: Callable[[], bytes]) -> bytes:
        with in_community(other_community.pk):
            return ask()

    return run
