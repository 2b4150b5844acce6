"""Keep a picture, remove it, and sweep what nobody answers for any more."""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from ningju.ground.files import disk
from ningju.ground.files.images import read_picture
from ningju.ground.files.owners import declared, owner_of
from ningju.ground.models import StoredFile
from ningju.ground.tenancy import current_community_id

ORPHANS_LIVE = timedelta(days=1)
BATCH = 500


@transaction.atomic
def store_image(
    *, upload: "File[Any]", belongs_to: tuple[str, uuid.UUID], field: str = "photo"
) -> StoredFile:
    """Keep an uploaded picture without anything but its pixels; the original is kept nowhere.

    The file is on the disk, synced, before the row can be committed. If the transaction rolls back,
    the nightly sweep removes it.

    Args:
        upload: what came with the form.
        belongs_to: label and public id of the row it belongs to; the label is declared in
            ``ground.files.owners``.
        field: the form field to name in a refusal.

    Raises:
        RuleViolation: the upload is no picture that we take; it says why (field ``field``).
        LookupError: nobody declared that label: a mistake in the program.
    """
    label, owner_id = belongs_to
    if owner_of(label) is None:
        raise LookupError(f"no room answers for files of {label}")
    picture = read_picture(upload, field=field)
    stored = StoredFile(
        owner_label=label,
        owner_id=owner_id,
        size_bytes=len(picture.full),
        width=picture.width,
        height=picture.height,
        digest=hashlib.sha256(picture.full).digest(),
    )
    community_id = current_community_id()
    disk.write_whole(disk.path_of(community_id, stored.public_id, disk.SMALL), picture.small)
    disk.write_whole(disk.path_of(community_id, stored.public_id), picture.full)
    stored.save()
    return stored


@transaction.atomic
def remove_file(*, stored: StoredFile) -> None:
    """Remove a file: the row now, the bytes as soon as this is committed."""
    community_id, public_id = current_community_id(), stored.public_id
    stored.delete()
    transaction.on_commit(lambda: disk.remove(community_id, public_id))


@transaction.atomic
def sweep_files(*, now: datetime) -> tuple[int, int]:
    """Remove rows whose owner is gone and files without a row, both older than a day.

    Notes too which rows have lost their file (or found it again, after a restore), so that no page
    shows an empty frame.

    Returns:
        How many rows and how many files were removed.
    """
    before, rows = now - ORPHANS_LIVE, 0
    for owner in declared():
        for batch in in_batches(StoredFile.objects.filter(owner_label=owner.label, made_at__lt=before)):
            there = set(owner.present([stored.owner_id for stored in batch]))
            for stored in batch:
                if stored.owner_id not in there:
                    remove_file(stored=stored)
                    rows += 1
    note_losses()
    return rows, remove_strays(before)


def remove_strays(before: datetime) -> int:
    """Remove files of this community that no row knows and that are older than a moment."""
    community_id, removed = current_community_id(), 0
    known = set(StoredFile.objects.values_list("public_id", flat=True))
    for path, public_id in list(disk.names_before(community_id, before)):
        if public_id not in known:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def note_losses() -> None:
    """Write down whether each row's file is there."""
    community_id = current_community_id()
    for batch in in_batches(StoredFile.objects.all()):
        for stored in batch:
            is_there = disk.path_of(community_id, stored.public_id).exists()
            state = StoredFile.State.KEPT if is_there else StoredFile.State.LOST
            if stored.state != state:
                StoredFile.objects.filter(pk=stored.pk).update(state=state)


def in_batches(rows: QuerySet[StoredFile, StoredFile]) -> Iterator[list[StoredFile]]:
    """Yield rows by key, some hundreds at a time."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch
