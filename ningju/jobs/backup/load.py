"""Bring every row of a backup in, in one transaction, and count it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ningju.jobs.backup.catalogue import Catalogue, Table, read_catalogue
from ningju.jobs.backup.dump import PLAIN_TEXT
from ningju.jobs.backup.parcel import Parcel
from ningju.jobs.backup.pictures import load_files
from ningju.jobs.backup.progress import Progress
from ningju.jobs.backup.target import refuse_a_lived_in_database
from ningju.jobs.cli import CommandFailed

DO_NOT_WAIT_LONG = "set local lock_timeout = '30s'"  # for a web that still serves this database


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came back."""

    communities: int
    rows: int
    keys: int
    pictures: int
    erased: int = 0


def load_backup(connection: Connection[Any], data: Parcel, keys: Parcel | None, progress: Progress) -> Loaded:
    """Fill the tables and the media folder; everything comes in or no row does.

    Row security and the triggers of the tables are lifted for this transaction alone, under locks
    that let nobody look in between.

    Args:
        connection: as the owner, with no transaction open.
        data: the data, checked.
        keys: the newest keys, checked, or None to leave what is sealed unreadable for ever.
        progress: told as it goes.

    Raises:
        CommandFailed: the tables are not those of the backup, or what came in is not what it says.
    """
    with connection.transaction():
        for setting in (*PLAIN_TEXT, DO_NOT_WAIT_LONG):
            connection.execute(setting)
        catalogue = read_catalogue(connection)
        told = data.manifest["tables"] | (keys.manifest["tables"] if keys else {})
        check_tables(catalogue, told, has_keys=keys is not None)
        lock(connection, catalogue.tables)
        refuse_a_lived_in_database(connection)
        with lifted(connection, catalogue):
            rows = fill_tables(connection, catalogue, data, keys, progress)
        set_sequences(connection, data)
        if read_catalogue(connection) != catalogue:
            raise CommandFailed("数据表变了样 / the tables are not as they were; nothing was restored")
        pictures = load_files(data, progress)
    key_labels = {table.label for table in catalogue.tables if table.is_keys}
    return Loaded(
        len(data.manifest["communities"]),
        sum(count for label, count in rows.items() if label not in key_labels),
        sum(count for label, count in rows.items() if label in key_labels),
        pictures,
    )


def check_tables(catalogue: Catalogue, told: dict[str, Any], *, has_keys: bool) -> None:
    """Let the backup's tables be those of the database, column by column.

    Raises:
        CommandFailed: they are not.
    """
    there = {table.label: list(table.columns) for table in catalogue.tables if has_keys or not table.is_keys}
    kept = {label: table["columns"] for label, table in told.items()}
    if there != kept:
        names = sorted({label for label in there.keys() | kept.keys() if there.get(label) != kept.get(label)})
        raise CommandFailed(
            f"数据表和备份不一样：{', '.join(names)} / the tables differ from the backup: {', '.join(names)}"
        )


def lock(connection: Connection[Any], tables: Sequence[Table]) -> None:
    """Let nobody read or write until all is in."""
    names = sql.SQL(", ").join(table.quoted for table in tables)
    connection.execute(sql.SQL("lock table {} in access exclusive mode").format(names))


@contextmanager
def lifted(connection: Connection[Any], catalogue: Catalogue) -> Iterator[None]:
    """Lift row security for the owner, and the tables' triggers; put both back before the end."""
    tenants = [table.quoted for table in catalogue.tables if table.is_tenant]
    triggers = [
        (sql.Identifier(*label.split(".", 1)), sql.Identifier(name)) for label, name in catalogue.triggers
    ]
    for table in tenants:
        connection.execute(sql.SQL("alter table {} no force row level security").format(table))
    for on, trigger in triggers:
        connection.execute(sql.SQL("alter table {} disable trigger {}").format(on, trigger))
    yield
    connection.execute("set constraints all immediate")
    for on, trigger in triggers:
        connection.execute(sql.SQL("alter table {} enable trigger {}").format(on, trigger))
    for table in tenants:
        connection.execute(sql.SQL("alter table {} force row level security").format(table))


def fill_tables(
    connection: Connection[Any], catalogue: Catalogue, data: Parcel, keys: Parcel | None, progress: Progress
) -> dict[str, int]:
    """Empty every table, fill it, and count it against the manifest; return the rows of each."""
    names = sql.SQL(", ").join(table.quoted for table in catalogue.tables)
    connection.execute(sql.SQL("truncate {}").format(names))
    counts: dict[str, int] = {}
    for done, table in enumerate(catalogue.tables, 1):
        parcel = keys if table.is_keys else data
        if parcel is not None:
            fill_table(connection, table, parcel)
            counts[table.label] = count_rows(connection, table)
            if counts[table.label] != parcel.manifest["tables"][table.label]["rows"]:
                raise CommandFailed(
                    f"{table.label} 的行数和备份不符，什么也没恢复 / "
                    f"{table.label} has not the rows of the backup; nothing was restored"
                )
        progress.tell("表 / tables", done, len(catalogue.tables))
    for table in reversed(catalogue.tables):  # keys are newer: their community may not be in the data
        if table.is_keys and keys is not None:
            drop_foreign(connection, table)
            counts[table.label] = count_rows(connection, table)
    return counts


def fill_table(connection: Connection[Any], table: Table, parcel: Parcel) -> None:
    """Copy a table's rows in."""
    query = sql.SQL("copy {} ({}) from stdin").format(table.quoted, table.quoted_columns)
    with connection.cursor().copy(query) as copy:
        for block in parcel.blocks(parcel.manifest["tables"][table.label]["part"]):
            copy.write(block)


def count_rows(connection: Connection[Any], table: Table) -> int:
    """Count a table's rows."""
    row = connection.execute(sql.SQL("select count(*) from {}").format(table.quoted)).fetchone()
    return int(row[0]) if row else 0


def drop_foreign(connection: Connection[Any], table: Table) -> None:
    """Drop keys of communities that are not in the data: nothing of theirs is here to open."""
    known = "community_id not in (select id from communities_community)"
    connection.execute(sql.SQL("delete from {} where " + known).format(table.quoted))


def set_sequences(connection: Connection[Any], data: Parcel) -> None:
    """Let each sequence go on where it stood."""
    for label, (last, is_called) in data.manifest["sequences"].items():
        connection.execute("select setval(%s::regclass, %s, %s)", [label, last, is_called])
