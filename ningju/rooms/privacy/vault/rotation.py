"""Replace keys without ever being without one: each step commits, and a broken run goes on where it was."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from ningju.ground.tenancy import current_community_id
from ningju.rooms.privacy.models import CommunityKey, RecordKey
from ningju.rooms.privacy.vault.envelope import open_box, seal_box
from ningju.rooms.privacy.vault.keys import (
    RECORDS,
    cipher,
    instance_keys,
    key_place,
    new_community_key,
    plain_key,
    record_place,
)

BATCH = 1000
FORMER_KEYS_STAY = timedelta(hours=1)
"""For whoever read the newest key a moment before it was replaced."""


@transaction.atomic
def wrap_community_keys_anew() -> int:
    """Wrap the community's keys with the current key of the instance; return how many were not.

    Afterwards the instance's former key opens nothing here.
    """
    community_id = current_community_id()
    keys = instance_keys()
    rows = CommunityKey.objects.select_for_update().filter(community_id=community_id)
    stale = [row for row in rows if bytes(row.instance_key_name) != keys.current.name]
    for row in stale:
        place = key_place(community_id, row.purpose, row.version)
        name, box = keys.wrap(plain_key(row), place)
        CommunityKey.objects.filter(pk=row.pk).update(instance_key_name=name, wrapped=box)
    return len(stale)


@transaction.atomic
def begin_rotation() -> int:
    """Make a new community key for record keys, unless a rotation is still under way; return its version."""
    newest = newest_version()
    if newest and not stale_records(newest).exists():
        return new_community_key(RECORDS, newest + 1).version
    return newest or new_community_key(RECORDS, 1).version


def newest_version() -> int:
    """Return the version of the newest key for record keys, 0 if there is none."""
    rows = CommunityKey.objects.filter(community_id=current_community_id(), purpose=RECORDS)
    return rows.aggregate(newest=Max("version"))["newest"] or 0


def stale_records(newest: int) -> models.QuerySet[RecordKey]:
    """Return the record keys that an older community key wraps."""
    return RecordKey.objects.filter(community_id=current_community_id(), version__lt=newest)


@transaction.atomic
def wrap_batch_anew(newest: int, most: int = BATCH) -> int:
    """Wrap up to ``most`` record keys with the newest community key; return how many were done."""
    community_id = current_community_id()
    keys = {
        row.version: cipher(plain_key(row))
        for row in CommunityKey.objects.filter(community_id=community_id, purpose=RECORDS)
    }
    rows = list(stale_records(newest).select_for_update(skip_locked=True)[:most])
    for row in rows:
        place = record_place(community_id, row.record_id)
        plain = open_box(keys[row.version], bytes(row.wrapped), place)
        row.version, row.wrapped = newest, seal_box(keys[newest], plain, place)
    RecordKey.objects.bulk_update(rows, ["version", "wrapped"])
    return len(rows)


@transaction.atomic
def retire_former_keys() -> int:
    """Delete community keys that wrap nothing and were replaced an hour ago; return how many."""
    newest = newest_version()
    rows = CommunityKey.objects.filter(community_id=current_community_id(), purpose=RECORDS)
    successor = rows.filter(version=newest, made_at__lt=timezone.now() - FORMER_KEYS_STAY)
    if not successor.exists() or stale_records(newest).exists():
        return 0
    gone, _rows = rows.filter(version__lt=newest).delete()
    return gone


def rotate_records(step: Callable[[], AbstractContextManager[None]], progress: Callable[[int], None]) -> int:
    """Wrap every record key of the community anew, batch by batch; return how many were done.

    Args:
        step: opens the transaction of one batch in the community (``in_community``).
        progress: told how many are done after each batch.
    """
    with step():
        newest = begin_rotation()
    done = 0
    while True:
        with step():
            batch = wrap_batch_anew(newest)
        done += batch
        progress(done)
        if not batch:
            return done


def standing() -> tuple[int, int, int]:
    """Return how many record keys there are, how many an older key wraps, and the newest version."""
    newest = newest_version()
    records = RecordKey.objects.filter(community_id=current_community_id()).count()
    return records, stale_records(newest).count(), newest
