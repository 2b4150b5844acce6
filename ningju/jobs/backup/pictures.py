"""Files beside the database: pictures that a row knows, and the holiday notices that were loaded."""

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from psycopg import Connection

from ningju.ground.files import disk
from ningju.ground.holidays import FILE as NOTICE
from ningju.ground.holidays import notices_folder
from ningju.jobs.backup.dump import choose
from ningju.jobs.backup.parcel import BLOCK, Parcel, ParcelWriter
from ningju.jobs.backup.progress import Progress

MEDIA, HOLIDAYS = "media", "holidays"


def known_pictures(
    connection: Connection[Any], communities: Sequence[int]
) -> Iterator[tuple[int, uuid.UUID]]:
    """Yield every picture that a row knows, within the moment of the backup."""
    for community_id in communities:
        choose(connection, community_id)
        for row in connection.execute("select public_id from ground_storedfile order by id"):
            yield community_id, row[0]
    choose(connection, None)


def dump_pictures(
    connection: Connection[Any], communities: Sequence[int], writer: ParcelWriter, progress: Progress
) -> list[str]:
    """Write every picture in both sizes, and the loaded notices.

    Returns:
        The names of pictures that a row of this moment knows and the disk does not hold (any more):
        somebody removed them while the backup ran, or they were lost before.
    """
    lost = []
    pictures = list(known_pictures(connection, communities))
    for done, (community_id, public_id) in enumerate(pictures, 1):
        for size in disk.SIZES:
            path = disk.path_of(community_id, public_id, size)
            name = f"{MEDIA}/{community_id}/{path.name}"
            if not write_file(writer, name, path):
                lost.append(name)
        progress.tell("照片 / pictures", done, len(pictures))
    folder = notices_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if NOTICE.fullmatch(path.name):
            write_file(writer, f"{HOLIDAYS}/{path.name}", path)
    return lost


def write_file(writer: ParcelWriter, name: str, path: Path) -> bool:
    """Write a file as one part; return False if it is not there."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file, writer.part(name, is_packed=True) as write:
        while block := file.read(BLOCK):
            write(block)
    return True


def load_files(parcel: Parcel, progress: Progress) -> int:
    """Put every picture and notice of a backup in its place; return how many pictures there were.

    Raises:
        CommandFailed: one is not as it was written.
        OSError: the disk is full or may not be written.
    """
    names = [name for name in parcel.manifest["parts"] if name.startswith((f"{MEDIA}/", f"{HOLIDAYS}/"))]
    for done, name in enumerate(names, 1):
        disk.write_whole(place_of(name), b"".join(parcel.blocks(name)))
        progress.tell("文件 / files", done, len(names))
    return sum(name.startswith(f"{MEDIA}/") and not name.endswith(f"{disk.SMALL}.jpg") for name in names)


def place_of(name: str) -> Path:
    """Return where a file of a backup belongs; only names that we ourselves give are followed.

    Raises:
        ValueError: the name is none of ours.
    """
    folder, _slash, rest = name.partition("/")
    if folder == HOLIDAYS and NOTICE.fullmatch(rest):
        return notices_folder() / rest
    community, _slash, file = rest.partition("/")
    if folder == MEDIA and community.isdecimal() and disk.picture_of(file) is not None and "/" not in file:
        return Path(settings.MEDIA_ROOT) / community / file
    raise ValueError(f"a backup holds a file named {name!r}")
