"""How long everything personal lives: each room declares its own, and one job keeps them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One promise to forget (保存期限).

    Attributes:
        name: stable lowercase word; models name it as their ``lifetime``.
        words: what people read: "90 days after the matter is closed".
        erase: erases what is due at a moment, in the community that is set, and returns how many;
            it is called in a transaction of its own (``services.erasing``).
    """

    name: str
    words: Promise
    erase: Callable[[datetime], int]


LIFETIMES: dict[str, Lifetime] = {}


def declare(lifetime: Lifetime) -> None:
    """Add a lifetime; each room does so in its ``AppConfig.ready``."""
    LIFETIMES[lifetime.name] = lifetime
