"""Erase what is past its time and keep a report of the counts."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ningju.ground.tenancy import in_community
from ningju.rooms.privacy.lifetimes import LIFETIMES, Lifetime
from ningju.rooms.privacy.models import ErasureReport

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many were erased by lifetime, and the lifetimes that could not be kept this time."""

    counts: Mapping[str, int]
    failed: tuple[str, ...]


def erase_due(*, community_id: int, now: datetime) -> Erased:
    """Erase in a community whatever is due, by clock only, each lifetime in a transaction of its own.

    What one room cannot erase keeps no other from its promise, nothing is held longer than one
    lifetime takes, and whoever is killed halfway has kept what is done.

    Returns:
        Counts by lifetime, and the names of those that failed; the log says why. The caller lets
        somebody know.

    Writes one report for each lifetime that erased anything; it names no record.
    """
    counts: dict[str, int] = {}
    failed = []
    for name, lifetime in sorted(LIFETIMES.items()):
        try:
            with in_community(community_id):
                counts[name] = erase_and_report(lifetime, now)
        except Exception:
            logger.exception("The lifetime %s was not kept in community %d", name, community_id)
            failed.append(name)
    return Erased(counts, tuple(failed))


def erase_and_report(lifetime: Lifetime, now: datetime) -> int:
    """Keep one lifetime in this transaction, and the report of it."""
    count = lifetime.erase(now)
    if count:
        ErasureReport.objects.create(at=now, counts={lifetime.name: count})
    return count
