"""The bench's own database: on the server that the environment names, else on the embedded one."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench.city.plan import Plan
from ningju.embedded import database_sql, start

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".data" / "bench"
SHAPING = ("plan", "words", "ground", "matters")


@contextmanager
def bench_database(plan: Plan) -> Iterator[str]:
    """Point the environment at the bench's database and give the mark of what it should hold.

    Without ``DATABASE_URL`` the embedded server runs as long as this lasts, on its own folder.
    """
    os.environ |= {
        "NINGJU_SECRET_KEY": "for-benches-only-0123456789abcdefghijklmnopqrstuvwxyz",
        "NINGJU_DATA": str(FOLDER / "files"),
    }
    (FOLDER / "files" / "static").mkdir(parents=True, exist_ok=True)
    mark = mark_of(plan)
    if os.environ.get("DATABASE_URL"):
        point_at(os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"], plan)
        yield mark
        return
    with start(FOLDER / "postgres") as server:
        point_at(server.app_url, server.owner_url, plan)
        yield mark


def point_at(app_url: str, owner_url: str, plan: Plan) -> None:
    """Name the bench's database in the environment; a small plan has one of its own."""
    name = os.environ.get("NINGJU_BENCH_DB") or f"ningju_bench{'' if plan.cases >= 10_000 else '_small'}"
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(app_url)._replace(path=f"/{name}"))
    os.environ["DATABASE_OWNER_URL"] = urlunsplit(urlsplit(owner_url)._replace(path=f"/{name}"))


def mark_of(plan: Plan) -> str:
    """Return a digest of everything that shapes the tables and their rows."""
    digest = hashlib.sha256(repr(plan).encode())
    shaping = [ROOT / "bench" / "city" / f"{name}.py" for name in SHAPING]
    for path in sorted([*ROOT.glob("ningju/**/migrations/*.py"), *shaping]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def is_loaded(mark: str) -> bool:
    """Say whether the database is there and holds what the mark names."""
    with psycopg.connect(maintenance_url(), autocommit=True) as owner:
        query = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
        found = owner.execute(query, [name_of(os.environ["DATABASE_URL"])]).fetchone()
    return found is not None and found[0] == mark


def make_empty() -> None:
    """Make the database anew and bring its tables up to date, as the owner; Django must be set up."""
    from django.core.management import call_command
    from django.db import connections

    name = sql.Identifier(name_of(os.environ["DATABASE_URL"]))
    roles = {role: unquote(urlsplit(os.environ[url]).username or "") for role, url in ROLE_URLS.items()}
    with psycopg.connect(maintenance_url(), autocommit=True) as owner:
        owner.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        owner.execute(sql.SQL("create database {} template template0 encoding 'UTF8'").format(name))
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(database_sql(**roles).encode())
    call_command("migrate", database="owner", verbosity=0)
    connections["owner"].close()


def settle(mark: str) -> None:
    """Let the planner know the rows, and write down that the load is whole."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("vacuum analyze")
        name = sql.Identifier(name_of(os.environ["DATABASE_URL"]))
        owner.execute(sql.SQL("comment on database {} is {}").format(name, sql.Literal(mark)))


ROLE_URLS = {"owner": "DATABASE_OWNER_URL", "app": "DATABASE_URL"}


def maintenance_url() -> str:
    """Return the owner's address of a database that is always there."""
    return urlunsplit(urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path="/template1"))


def name_of(url: str) -> str:
    """Return the database of an address."""
    return unquote(urlsplit(url).path[1:])
