"""Where files lie: one folder a community, two names a picture; whole or not there at all."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

FULL, SMALL = "", ".small"
SIZES = (FULL, SMALL)
PART = ".part"


def folder_of(community_id: int) -> Path:
    """Return the folder of a community's files; it may not be there yet."""
    return Path(settings.MEDIA_ROOT) / str(community_id)


def path_of(community_id: int, public_id: uuid.UUID, size: str = FULL) -> Path:
    """Return where a picture lies in one of its two sizes."""
    return folder_of(community_id) / f"{public_id}{size}.jpg"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves it whole or not there, and a restart finds it.

    Raises:
        OSError: the disk is full or may not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a crash."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(community_id: int, public_id: uuid.UUID) -> None:
    """Remove a picture in both sizes; nothing happens if it is gone."""
    for size in SIZES:
        path_of(community_id, public_id, size).unlink(missing_ok=True)


def names_before(community_id: int, moment: datetime) -> Iterator[tuple[Path, uuid.UUID | None]]:
    """Yield every file of a community that was last written before a moment.

    Yields:
        The path, and the picture it belongs to, or None for what was never finished.
    """
    with contextlib.suppress(FileNotFoundError):
        for path in sorted(folder_of(community_id).iterdir()):
            if path.stat().st_mtime < moment.timestamp():
                yield path, picture_of(path.name)


def picture_of(name: str) -> uuid.UUID | None:
    """Return the picture that a file name belongs to, or None."""
    if not name.endswith(".jpg"):
        return None
    try:
        return uuid.UUID(name.removesuffix(".jpg").removesuffix(SMALL))
    except ValueError:
        return None
