"""Erase what is past its time and keep a report of the counts."""

from datetime import datetime

from django.db import transaction

from ningju.rooms.privacy.lifetimes import erase_due
from ningju.rooms.privacy.models import ErasureReport


@transaction.atomic
def erase_and_report(*, now: datetime) -> dict[str, int]:
    """Erase in the current community whatever is due, and keep how many of each.

    Returns:
        Counts by lifetime. Writes one report, which names no record, if anything was erased.
    """
    counts = erase_due(now)
    if any(counts.values()):
        ErasureReport.objects.create(at=now, counts=counts)
    return counts
