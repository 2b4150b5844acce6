"""Links in messages: kept as the name of a thing, made into an address when the text is made.

What opens a person's page is never stored, and so must not lie in the outbox either.
"""

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings

MAKERS: dict[str, Callable[[str], str]] = {"page": lambda path: path}
"""For each kind of thing, what makes the path of its page from its id."""


class UnknownLink(ValueError):
    """A link of a kind that no room declared: a mistake in the program."""


def declare_link(kind: str, make: Callable[[str], str]) -> None:
    """Say how a thing's id becomes the path of its page; each room does so in its ``AppConfig.ready``."""
    MAKERS[kind] = make


def check_link(link: str) -> None:
    """Let a link pass that can be made later: ``kind:id``, or ``page:/path`` for what is no secret.

    Raises:
        UnknownLink: no room declared its kind.
    """
    kind, colon, _thing = link.partition(":")
    if not colon or kind not in MAKERS:
        raise UnknownLink(f"no room declared links to {kind!r}")


def make_link(link: str) -> str:
    """Return the whole address that a kept link stands for."""
    kind, _colon, thing = link.partition(":")
    return urljoin(settings.NINGJU_PUBLIC_URL, MAKERS[kind](thing))
