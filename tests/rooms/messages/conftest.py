"""The cast of the messages room: somebody with a number, a gateway that remembers, and quiet hours."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.channels import choosing
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import keep_contact
from tests.rooms.messages.loopback import Loopback, listening

NUMBER = "138 0013 8000"
PLAIN = "+8613800138000"
TEN_IN_THE_MORNING = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
NINE_AT_NIGHT = datetime(2026, 11, 24, 21, tzinfo=SHANGHAI)


class Clock:
    """The time of the test, which it moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the time of the test."""
        return self.at


class Gateway:
    """A way out that keeps what it was given, or raises what the test put in."""

    def __init__(self) -> None:
        self.sent: list[tuple[UUID, str, str, str]] = []
        self.troubles: list[Exception] = []

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Keep it, or raise."""
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append((message_id, address, text, title))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let it be Tuesday, ten in the morning, until the test says otherwise."""
    clock = Clock(TEN_IN_THE_MORNING)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """Put one gateway behind every channel."""
    gateway = Gateway()
    for channel in ("sms", "email", "push", "bots"):
        monkeypatch.setitem(choosing.GATEWAYS, channel, lambda: gateway)
    return gateway


@pytest.fixture
def contact(community: Community, clock: Clock) -> Contact:
    """Return somebody who left a mobile number with a matter of theirs."""
    return keep_contact(**told())


def told(**more: Any) -> dict[str, Any]:
    """Return what somebody fills in who wants a text."""
    return {"purpose": "callback", "channel": "sms", "address": NUMBER, "language": "zh"} | more


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """Return a machine to post to."""
    with listening() as found:
        yield found
