"""The staff's bots in WeCom, DingTalk, Feishu and others, through apprise."""

import hashlib
from uuid import UUID

from django.conf import settings

from ningju.rooms.messages.channels.gateway import Permanent, Temporary


def bots_of(slug: str) -> list[str]:
    """Return the addresses of a community's bots."""
    found: list[str] = settings.NINGJU_STAFF_BOTS.get(slug, [])
    return found


def name_of_bot(address: str) -> str:
    """Return the short name under which the outbox knows a bot: its address holds a secret."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def bot_named(slug: str, name: str) -> str:
    """Return the address of a community's bot, or an empty text if the setting names it no more."""
    return next((address for address in bots_of(slug) if name_of_bot(address) == name), "")


class Bots:
    """One bot an address."""

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Let the bot say it."""
        import apprise  # slow to load, and only the worker of a community with bots needs it

        room = apprise.Apprise()
        if not room.add(address):
            raise Permanent("bot address unreadable")
        if not room.notify(body=text, title=title):
            raise Temporary("bot did not take it")
