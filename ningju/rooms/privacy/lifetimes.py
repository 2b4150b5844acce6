"""How long everything personal lives: each room declares its own, and one job keeps them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One promise to forget (保存期限).

    Attributes:
        name: stable lowercase word; models name it as their ``lifetime``.
        words: what people read: "90 days after the matter is closed".
        erase: erases what is due at a moment, in the community that is set, in batches of its
            own, and returns how many.
    """

    name: str
    words: Promise
    erase: Callable[[datetime], int]


LIFETIMES: dict[str, Lifetime] = {}


def declare(lifetime: Lifetime) -> None:
    """Add a lifetime; each room does so in its ``AppConfig.ready``."""
    LIFETIMES[lifetime.name] = lifetime


def erase_due(now: datetime) -> dict[str, int]:
    """Erase in the current community whatever is due, by clock only, and return the counts.

    Each lifetime is a transaction of its own within the caller's.
    """
    counts = {}
    for name, lifetime in sorted(LIFETIMES.items()):
        with transaction.atomic():
            counts[name] = lifetime.erase(now)
    return counts
