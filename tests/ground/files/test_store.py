"""Pictures on the disk: whole, known to a row, and gone when nobody answers for them."""

import os
import uuid
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.utils import timezone

from ningju.ground.files import disk, owners
from ningju.ground.files.owners import FileOwner, Sight
from ningju.ground.files.services import remove_file, store_image, sweep_files
from ningju.ground.models import StoredFile
from ningju.ground.tenancy import in_community
from ningju.kernel.errors import RuleViolation
from ningju.rooms.communities.models import Community
from tests.pictures import photo_with_position, upload

LABEL = "tests.Thing"
Capture = Callable[..., Any]


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch, media: Path) -> set[uuid.UUID]:
    """Let the test answer for files: the set holds what is still there."""
    there: set[uuid.UUID] = set()

    def see(_request: HttpRequest, public_id: uuid.UUID) -> Sight:
        return Sight.EVERYBODY if public_id in there else Sight.NOBODY

    def present(public_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
        return there & set(public_ids)

    monkeypatch.setattr(owners, "_owners", {LABEL: FileOwner(LABEL, see, present)})
    return there


@pytest.fixture
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


def store(things: set[uuid.UUID]) -> StoredFile:
    owner_id = uuid.uuid4()
    things.add(owner_id)
    return store_image(upload=upload(photo_with_position()), belongs_to=(LABEL, owner_id))


def grow_old(path: Path, days: float) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def names(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def test_a_picture_lies_under_its_community_and_its_row_knows_it(
    community: Community, things: set[uuid.UUID], media: Path
) -> None:
    stored = store(things)

    path = media / str(community.pk) / f"{stored.public_id}.jpg"
    assert path.stat().st_size == stored.size_bytes
    assert (stored.width, stored.height) == (800, 600)
    assert names(media) == sorted([f"{stored.public_id}.jpg", f"{stored.public_id}.small.jpg"])


def test_what_is_refused_leaves_neither_row_nor_file(
    community: Community, things: set[uuid.UUID], media: Path
) -> None:
    with pytest.raises(RuleViolation):
        store_image(upload=upload(b"nothing"), belongs_to=(LABEL, uuid.uuid4()))

    assert not StoredFile.objects.exists()
    assert names(media) == []


def test_nobody_keeps_a_file_that_no_room_answers_for(community: Community, media: Path) -> None:
    with pytest.raises(LookupError):
        store_image(upload=upload(photo_with_position()), belongs_to=("no.Room", uuid.uuid4()))

    assert names(media) == []


def test_a_removed_picture_leaves_the_disk_when_that_is_committed(
    community: Community,
    things: set[uuid.UUID],
    media: Path,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    stored = store(things)

    with django_capture_on_commit_callbacks() as waiting:
        remove_file(stored=stored)
    assert len(names(media)) == 2

    for callback in waiting:
        callback()
    assert names(media) == []
    assert not StoredFile.objects.exists()


def test_a_full_disk_leaves_no_row(
    community: Community, things: set[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write_whole", full)

    with pytest.raises(OSError, match="No space"):
        store(things)
    assert not StoredFile.objects.exists()


def test_a_crash_while_writing_leaves_no_half_picture(
    media: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def crash(handle: int) -> None:
        raise OSError(5, "pulled the plug")

    monkeypatch.setattr(os, "fsync", crash)

    with pytest.raises(OSError, match="plug"):
        disk.write_whole(media / "1" / "a.jpg", b"half")
    assert not (media / "1" / "a.jpg").exists()


def test_the_night_removes_files_that_no_row_knows_after_a_day(
    community: Community, things: set[uuid.UUID], media: Path
) -> None:
    stored = store(things)
    folder = media / str(community.pk)
    stray, fresh, part = folder / f"{uuid.uuid4()}.jpg", folder / f"{uuid.uuid4()}.jpg", folder / "x.jpg.part"
    for path in (stray, fresh, part):
        path.write_bytes(b"x")
    for path in (stray, part, disk.path_of(community.pk, stored.public_id)):
        grow_old(path, 1.1)

    assert sweep_files(now=timezone.now()) == (0, 2)

    assert {path.name for path in folder.iterdir()} == {
        fresh.name, f"{stored.public_id}.jpg", f"{stored.public_id}.small.jpg",
    }  # fmt: skip


def test_the_night_removes_rows_whose_owner_is_gone(
    community: Community,
    things: set[uuid.UUID],
    media: Path,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    gone, kept = store(things), store(things)
    things.discard(gone.owner_id)
    StoredFile.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files(now=timezone.now()) == (1, 0)

    assert StoredFile.objects.get().public_id == kept.public_id
    assert len(names(media)) == 2


def test_a_row_of_today_waits_for_its_owner(community: Community, things: set[uuid.UUID]) -> None:
    stored = store(things)
    things.clear()

    assert sweep_files(now=timezone.now()) == (0, 0)
    assert StoredFile.objects.get() == stored


def test_a_row_whose_file_is_lost_says_so_until_it_is_found(
    community: Community, things: set[uuid.UUID], media: Path
) -> None:
    stored = store(things)
    path = disk.path_of(community.pk, stored.public_id)
    path.rename(path.with_suffix(".away"))

    sweep_files(now=timezone.now())
    assert not StoredFile.objects.get().is_there

    path.with_suffix(".away").rename(path)
    sweep_files(now=timezone.now())
    assert StoredFile.objects.get().is_there


def test_the_night_of_one_neighbourhood_leaves_the_next_alone(
    community: Community, other_community: Community, things: set[uuid.UUID], media: Path
) -> None:
    stored = store(things)
    for path in (media / str(community.pk)).iterdir():
        grow_old(path, 3)

    with in_community(other_community.pk):
        assert sweep_files(now=timezone.now()) == (0, 0)
        assert not StoredFile.objects.filter(pk=stored.pk).exists()

    assert len(names(media)) == 2


def test_many_rows_are_swept_in_batches(
    community: Community, things: set[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ningju.ground.files.services.BATCH", 2)
    for _ in range(5):
        store(things)
    things.clear()
    StoredFile.objects.update(made_at=timezone.now() - timedelta(days=2))

    assert sweep_files(now=timezone.now())[0] == 5
    assert not StoredFile.objects.exists()
