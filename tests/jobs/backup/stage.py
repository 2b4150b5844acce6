"""The stage of the backup tests: a town with rows of every kind, other databases, and an independent look."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connections
from psycopg import sql

from ningju.embedded import database_sql
from ningju.ground.tenancy import in_community
from ningju.jobs.backup.owner_link import owner_link
from ningju.jobs.backup.progress import Progress
from ningju.jobs.backup.write import Written, write_backup
from ningju.jobs.packs.load import load_pack
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import keep_contact
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import add_photo
from tests import database
from tests.conftest import migrate, owner_url, point_at
from tests.jobs.packs.conftest import PACKS
from tests.pictures import photo_with_position, upload

PHONE, WORDS = "+8613800138000", "晚上七点以后打给我"


class Silent(Progress):
    """Progress that nobody sees."""

    def tell(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


def name_here() -> str:
    """Return the name of the database in use."""
    return str(connections["default"].settings_dict["NAME"])


@contextmanager
def standing_at(name: str) -> Iterator[None]:
    """Let this process use another database for a while."""
    former = name_here()
    point_at(name)
    try:
        yield
    finally:
        connections.close_all()
        point_at(former)


@contextmanager
def another_database(suffix: str, *, is_empty: bool = False) -> Iterator[str]:
    """Make another database on the same server: migrated, or with no table at all."""
    name, former = f"{name_here()}_{suffix}", name_here()
    url = os.environ["DATABASE_OWNER_URL"]
    if is_empty:
        owner = unquote(urlsplit(url).username or "")
        app = unquote(urlsplit(os.environ["DATABASE_URL"]).username or "")
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f'drop database if exists "{name}" with (force)')
            link.execute(f'create database "{name}" template template0 encoding "UTF8"')
        with psycopg.connect(database.named(url, name), autocommit=True) as link:
            link.execute(database_sql(owner=owner, app=app))
    else:
        database.make_database(name, migrate)
        point_at(former)
    try:
        yield name
    finally:
        connections.close_all()
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f'drop database if exists "{name}" with (force)')


def back_up(folder: Path, name: str = "ningju.zip", keys: str = "ningju.keys") -> Written:
    """Back up the database in use."""
    with owner_link() as link:
        return write_backup(link, folder / name, folder / keys, Silent())


def fill_town(*packs: str) -> None:
    """Load packs and give a place of each a photo."""
    for pack in packs:
        load_pack(PACKS / pack)
        with in_community(Community.objects.get(slug=pack).pk):
            add_photo(
                place=Place.objects.order_by("slug")[0],
                upload=upload(photo_with_position()),
                alt=Bilingual("蓝门", "blue door"),
                nobody_recognisable=True,
                by_name="阿明",
            )


def make_contact() -> Contact:
    """Keep a phone number and words, sealed."""
    return keep_contact(purpose="callback", channel="sms", address=PHONE, language="zh", call_when=WORDS)


def contents(name: str) -> dict[str, tuple[int, str]]:
    """Return, of every table of a database, the count of rows and a digest of them.

    It lifts row security in a transaction of its own that is rolled back, so it sees every row
    without knowing anything of communities.
    """
    found: dict[str, tuple[int, str]] = {}
    with psycopg.connect(database.named(owner_url(), name)) as link:
        tables = link.execute(
            "select schemaname, tablename from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        for schema, table in tables:
            quoted = sql.Identifier(schema, table)
            link.execute(sql.SQL("alter table {} no force row level security").format(quoted))
            rows = link.execute(sql.SQL("select t::text from {} t order by 1").format(quoted)).fetchall()
            text = "\n".join(row[0] for row in rows)
            found[f"{schema}.{table}"] = (len(rows), hashlib.sha256(text.encode()).hexdigest())
        link.rollback()
    return found


def security(name: str) -> list[tuple[Any, ...]]:
    """Return what guards each table: row security, and the triggers that are switched on."""
    with psycopg.connect(database.named(owner_url(), name)) as link:
        return link.execute(
            "select c.relname, c.relrowsecurity, c.relforcerowsecurity, "
            "array(select t.tgname || t.tgenabled::text from pg_trigger t "
            "where t.tgrelid = c.oid and not t.tgisinternal order by 1) "
            "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where c.relkind = 'r' and n.nspname in ('public', 'keys') order by 1"
        ).fetchall()


def sequences(name: str) -> dict[str, int | None]:
    """Return the last number that each sequence of a database gave."""
    with psycopg.connect(database.named(owner_url(), name)) as link:
        return dict(link.execute("select sequencename, last_value from pg_sequences").fetchall())


def is_untouched(name: str) -> bool:
    """Say whether nobody lives in a database."""
    counts = contents(name)
    return counts["public.communities_community"][0] == 0 == counts["keys.community_key"][0]
