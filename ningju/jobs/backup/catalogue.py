"""What the database holds, as its own catalogue says: every table and sequence, or a refusal to guess."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ningju.jobs.cli import CommandFailed

KEYS_SCHEMA = "keys"
DIRECTORY = "public.communities_community"
TENANT_POLICY = "(community_id = (NULLIF(current_setting('ningju.community'::text, true), ''::text))::bigint)"

OURS = (
    "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_' and not exists "
    "(select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')"
)
TABLES = f"""
select n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relrowsecurity,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by a.attnum),
    c.relforcerowsecurity and (select count(*) from pg_policy p where p.polrelid = c.oid) = 1
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
            and p.polroles = '{{0}}' and pg_get_expr(p.polqual, p.polrelid) = %s)
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'community_id'
            and a.attnotnull)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm', 'f') and {OURS}
order by n.nspname, c.relname
"""
KEYS = """
select s.nspname || '.' || c.relname, t.nspname || '.' || f.relname, k.condeferrable,
    array(select a.attname::text from unnest(k.conkey) with ordinality u(num, i)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.i),
    array(select a.attname::text from unnest(k.confkey) with ordinality u(num, i)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.i)
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace s on s.oid = c.relnamespace
    join pg_class f on f.oid = k.confrelid join pg_namespace t on t.oid = f.relnamespace
where k.contype = 'f' and k.convalidated
"""
SEQUENCES = "select schemaname, sequencename from pg_sequences where schemaname !~ '^pg_' order by 1, 2"
TRIGGERS = f"""
select n.nspname || '.' || c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
where not t.tgisinternal and t.tgenabled = 'O' and c.relkind = 'r' and {OURS} order by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: whose rows it holds and the columns that are kept."""

    schema: str
    name: str
    columns: tuple[str, ...]
    is_tenant: bool

    @property
    def label(self) -> str:
        """The name with its schema."""
        return f"{self.schema}.{self.name}"

    @property
    def is_keys(self) -> bool:
        """Say whether it goes into the keys file."""
        return self.schema == KEYS_SCHEMA

    @property
    def quoted(self) -> sql.Composable:
        """The name for SQL."""
        return sql.Identifier(self.schema, self.name)

    @property
    def quoted_columns(self) -> sql.Composable:
        """The columns for SQL."""
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every table in an order in which they can be filled, every sequence, every trigger of ours."""

    tables: tuple[Table, ...]
    sequences: tuple[tuple[str, str], ...]
    triggers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One foreign key."""

    table: str
    target: str
    is_deferrable: bool
    columns: tuple[str, ...]
    target_columns: tuple[str, ...]


def read_catalogue(connection: Connection[Any]) -> Catalogue:
    """Return what the database holds.

    Raises:
        CommandFailed: there is something that a copy, community by community, could miss: a kind of
            table we do not know, a large object, or a row security that is not the usual one.
    """
    rows = connection.execute(TABLES, [TENANT_POLICY]).fetchall()
    if not any(f"{row[0]}.{row[1]}" == DIRECTORY for row in rows):
        raise CommandFailed("这个数据库里没有凝聚的表 / this database holds no tables of Ningju")
    found = connection.execute(KEYS).fetchall()
    keys = [Key(row[0], row[1], row[2], tuple(row[3]), tuple(row[4])) for row in found]
    tables = [Table(row[0], row[1], tuple(row[6]), row[5]) for row in rows]
    strange = [
        f"{row[0]}.{row[1]}" for row in rows if row[2:5] != ("r", "p", False) or (row[5] and not row[7])
    ]
    strange += sorted({table.label for table in tables if table.is_tenant} - tied_to_directory(keys))
    if connection.execute("select exists (select from pg_largeobject_metadata)").fetchone() != (False,):
        strange.append("pg_largeobject")
    if strange:
        names = ", ".join(dict.fromkeys(strange))
        raise CommandFailed(
            f"备份不认识这样的表，怕漏掉内容：{names} / "
            f"a backup could miss rows of tables like these, so nothing was done: {names}"
        )
    sequences = connection.execute(SEQUENCES).fetchall()
    triggers = connection.execute(TRIGGERS).fetchall()
    return Catalogue(in_filling_order(tables, keys), tuple(sequences), tuple(triggers))


def tied_to_directory(keys: Iterable[Key]) -> set[str]:
    """Return the tables whose every ``community_id`` is one of the directory, by foreign keys.

    Such a table, read once for each community of the directory, is read whole.
    """
    keys, tied = list(keys), set[str]()
    while True:
        more = {
            key.table
            for key in keys
            for column, target in zip(key.columns, key.target_columns, strict=True)
            if column == "community_id"
            and ((key.target, target) == (DIRECTORY, "id") or (key.target in tied and target == column))
        }
        if more <= tied:
            return tied
        tied |= more


def in_filling_order(tables: list[Table], keys: Iterable[Key]) -> tuple[Table, ...]:
    """Return the tables so that each comes after those to which it has a key that cannot wait.

    Raises:
        CommandFailed: such keys go round in a circle.
    """
    needs = {table.label: set[str]() for table in tables}
    for key in keys:
        if not key.is_deferrable and key.table != key.target:
            needs[key.table].add(key.target)
    ordered: list[Table] = []
    waiting = list(tables)
    while waiting:
        done = {table.label for table in ordered}
        ready = [table for table in waiting if needs[table.label] <= done]
        if not ready:
            names = ", ".join(table.label for table in waiting)
            raise CommandFailed(f"外键成环：{names} / foreign keys go round in a circle: {names}")
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return tuple(ordered)
