"""Make a backup: the data into one file, the newest keys into another, both from the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Connection

from ningju.ground.secret_links import derive_secret
from ningju.jobs.backup import marker
from ningju.jobs.backup.catalogue import Catalogue, read_catalogue
from ningju.jobs.backup.dump import (
    applied_migrations,
    choose,
    community_ids,
    dump_tables,
    one_moment,
    read_sequences,
)
from ningju.jobs.backup.parcel import ParcelWriter, unwritable
from ningju.jobs.backup.pictures import dump_pictures
from ningju.jobs.backup.progress import Progress
from ningju.jobs.cli import CommandFailed

KEYS_NAME = "ningju.keys"
COMMUNITY_KEYS = "keys.community_key"


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds."""

    file: Path
    keys_file: Path
    communities: int
    rows: int
    keys: int
    pictures: int
    lost: tuple[str, ...]


def keys_path(file: Path, keys_file: Path | None) -> Path:
    """Return where the keys of a backup go: beside it, unless another place is named.

    Raises:
        CommandFailed: both would be the same file.
    """
    chosen = keys_file or file.with_name(KEYS_NAME)
    if chosen.absolute() == file.absolute():
        raise CommandFailed(
            "钥匙和数据要放在两个文件里 / the keys go into another file than the data: choose another name"
        )
    return chosen


def write_backup(
    connection: Connection[Any], file: Path, keys_file: Path, progress: Progress | None = None
) -> Written:
    """Write both files, whole or not at all; the web goes on serving.

    The keys appear first: whatever happens in between, the newest keys open the newest data. The
    keys file that was there is replaced, so that what was erased since stays unreadable for ever.

    Args:
        connection: as the owner, with no transaction open.
        file: where the data goes.
        keys_file: where the keys go.
        progress: told as it goes.

    Raises:
        CommandFailed: a file cannot be written, or the database holds what a copy could miss.
    """
    progress = progress or Progress()
    keys = ParcelWriter(keys_file, "keys")
    try:
        data = ParcelWriter(file, "data")
        try:
            written = fill(connection, data, keys, progress)
            keys.appear()
            data.appear()
        except BaseException:
            data.abandon()
            raise
    except OSError as error:
        raise CommandFailed(unwritable(file, error)) from None
    finally:
        keys.abandon()
        progress.end()
    marker.note(file)
    return written


def fill(connection: Connection[Any], data: ParcelWriter, keys: ParcelWriter, progress: Progress) -> Written:
    """Write both files under their temporary names, from one moment."""
    with one_moment(connection):
        catalogue = read_catalogue(connection)
        communities = community_ids(connection)
        told = {
            "made_at": datetime.now(UTC).isoformat(timespec="microseconds"),
            "instance": fingerprint(),
            "migrations": applied_migrations(connection),
            "communities": communities,
        }
        tables = dump_tables(connection, catalogue, communities, {True: keys, False: data}, progress)
        names = vault_key_names(connection, catalogue, communities)
        keys.close({**told, "tables": tables[True], "vault_keys": names})
        lost = dump_pictures(connection, communities, data, progress)
        sequences = read_sequences(connection, catalogue)
        data.close({**told, "tables": tables[False], "sequences": sequences, "lost": lost})
    return Written(
        data.path,
        keys.path,
        len(communities),
        sum(table["rows"] for table in tables[False].values()),
        sum(table["rows"] for table in tables[True].values()),
        sum(name.startswith("media/") and not name.endswith(".small.jpg") for name in data.parts),
        tuple(lost),
    )


def fingerprint() -> str:
    """Return what tells one instance's secret key from another's, and nothing about the key."""
    return derive_secret("backup", "instance")[:16]


def vault_key_names(
    connection: Connection[Any], catalogue: Catalogue, communities: Sequence[int]
) -> list[str]:
    """Return the names of the vault keys (NINGJU_VAULT_KEY) that open the communities' keys."""
    if COMMUNITY_KEYS not in {table.label for table in catalogue.tables}:
        return []
    names: set[str] = set()
    for community_id in communities:
        choose(connection, community_id)
        rows = connection.execute(f"select distinct encode(instance_key_name, 'hex') from {COMMUNITY_KEYS}")
        names |= {row[0] for row in rows}
    choose(connection, None)
    return sorted(names)


def told_in_words(written: Written) -> str:
    """Say what a backup holds and what it does not, in both languages."""
    lost = f"（{len(written.lost)} 个文件不在磁盘上）" if written.lost else ""
    lost_en = f" ({len(written.lost)} files were not on the disk)" if written.lost else ""
    return (
        f"已备份 {written.communities} 个社区，{written.rows} 行，{written.pictures} 张照片{lost} / "
        f"Backed up {written.communities} communities, {written.rows} rows, "
        f"{written.pictures} pictures{lost_en}\n"
        f"  {written.file}\n"
        f"钥匙 {written.keys} 行，替换了旧的钥匙文件；请和数据分开放 / "
        f"{written.keys} rows of keys replaced the former keys file; keep it apart from the data\n"
        f"  {written.keys_file}\n"
        "NINGJU_SECRET_KEY 和 NINGJU_VAULT_KEY 不在备份里：另外保管，没有它们恢复不了 / "
        "NINGJU_SECRET_KEY and NINGJU_VAULT_KEY are in neither file: keep them elsewhere; "
        "without them nothing can be restored"
    )
