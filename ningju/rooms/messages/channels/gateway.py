"""What every way out has in common: send, or say whether trying again can help."""

from typing import Protocol
from uuid import UUID


class NotSent(Exception):
    """A message did not go out.

    Args:
        reason: a few words of our own, never the address and never what a library said, since
            that may quote the address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Temporary(NotSent):
    """Trying again later can help."""


class Permanent(NotSent):
    """It will never go out this way."""


class Gateway(Protocol):
    """One way out."""

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Send a text, or raise.

        Args:
            message_id: the same at each try, so that a gateway that honours it sends once.
            address: as ``addresses.read_address`` returned it.
            text: what to say.
            title: the neighbourhood's name, where the way has room for one.

        Raises:
            Temporary, Permanent: it did not go out.
        """


class NoWay:
    """What stands where a service has no gateway for a channel: staff phone instead."""

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Say that there is no way out."""
        raise Permanent("no gateway")
