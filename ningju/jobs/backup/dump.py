"""Copy every row out of one moment of the database, while the web goes on serving."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, IsolationLevel, sql

from ningju.ground.tenancy import COMMUNITY_SETTING
from ningju.jobs.backup.catalogue import Catalogue, Table
from ningju.jobs.backup.parcel import ParcelWriter
from ningju.jobs.backup.progress import Progress

PLAIN_TEXT = (
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'postgres'",
    "set local extra_float_digits = 3",
    "set local bytea_output = 'hex'",
    "set local client_encoding = 'UTF8'",
)


@contextmanager
def one_moment(connection: Connection[Any]) -> Iterator[None]:
    """Let all that is read within come from one moment; nothing is locked but against changes of tables."""
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with connection.transaction():
        for setting in PLAIN_TEXT:
            connection.execute(setting)
        yield


def community_ids(connection: Connection[Any]) -> list[int]:
    """Return every community of the directory."""
    return [row[0] for row in connection.execute("select id from communities_community order by id")]


def choose(connection: Connection[Any], community_id: int | None) -> None:
    """See one community's rows, or none."""
    value = "" if community_id is None else str(community_id)
    connection.execute("select set_config(%s, %s, true)", [COMMUNITY_SETTING, value])


def dump_tables(
    connection: Connection[Any],
    catalogue: Catalogue,
    communities: Sequence[int],
    writers: dict[bool, ParcelWriter],
    progress: Progress,
) -> dict[bool, dict[str, dict[str, Any]]]:
    """Write each table as one part: the keys' own tables to one file, all others to the other.

    Args:
        connection: as the owner, within :func:`one_moment`.
        catalogue: what there is.
        communities: every community; a tenant table is read once for each.
        writers: by whether a table holds keys.
        progress: told table by table.

    Returns:
        By whether a table holds keys: label → its columns, rows and part.
    """
    told: dict[bool, dict[str, dict[str, Any]]] = {True: {}, False: {}}
    for done, table in enumerate(catalogue.tables, 1):
        part = f"tables/{table.label}.copy"
        rows = 0
        with writers[table.is_keys].part(part) as write:
            for community_id in communities if table.is_tenant else [None]:
                choose(connection, community_id)
                for block in copied(connection, table):
                    rows += block.count(
                        b"\n"
                    )  # in COPY's text format a line break ends a row and nothing else
                    write(block)
        told[table.is_keys][table.label] = {"columns": list(table.columns), "rows": rows, "part": part}
        progress.tell("表 / tables", done, len(catalogue.tables))
    choose(connection, None)
    return told


def copied(connection: Connection[Any], table: Table) -> Iterator[bytes]:
    """Yield the visible rows of a table in COPY's text format."""
    query = sql.SQL("copy (select {} from {}) to stdout").format(table.quoted_columns, table.quoted)
    with connection.cursor().copy(query) as copy:
        for block in copy:
            yield bytes(block)


def read_sequences(connection: Connection[Any], catalogue: Catalogue) -> dict[str, list[Any]]:
    """Return where each sequence stands: read after the moment was chosen, so never behind its rows."""
    found: dict[str, list[Any]] = {}
    for schema, name in catalogue.sequences:
        query = sql.SQL("select last_value, is_called from {}").format(sql.Identifier(schema, name))
        row = connection.execute(query).fetchone()
        found[f"{schema}.{name}"] = list(row or (1, False))
    return found


def applied_migrations(connection: Connection[Any]) -> list[str]:
    """Return the migrations that made the tables, as ``app.name``; nothing if there are no tables."""
    there = connection.execute("select to_regclass('public.django_migrations') is not null").fetchone()
    if there != (True,):
        return []
    rows = connection.execute("select app || '.' || name from django_migrations order by 1").fetchall()
    return [row[0] for row in rows]
