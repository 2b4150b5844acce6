"""Databases for the tests: the embedded server unless DATABASE_URL names one, migrated once."""

import atexit
import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg

from ningju.embedded import database_sql, start

ROOT = Path(__file__).resolve().parent.parent


def ensure() -> None:
    """Start the embedded server if no database is named; it stops with this process."""
    os.environ.setdefault("NINGJU_SECRET_KEY", "for-tests-only-0123456789abcdefghijklmnopqrstuvwxyz")
    os.environ.setdefault("NINGJU_VAULT_KEY", "Zm9yIHRlc3RzIG9ubHksIDMyIGJ5dGVzIG9mIGEga2U=")
    os.environ.setdefault("NINGJU_DATA", str(ROOT / ".data" / "test"))
    if os.environ.get("DATABASE_URL"):
        return
    server = start(Path(os.environ["NINGJU_DATA"]) / "postgres")
    atexit.register(server.stop)
    os.environ["DATABASE_URL"] = server.app_url
    os.environ["DATABASE_OWNER_URL"] = server.owner_url


def named(url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def migrations_digest() -> str:
    """Return a short digest of everything that shapes the tables."""
    digest = hashlib.sha256()
    shaping = sorted(ROOT.glob("ningju/**/migrations/*.py"))
    for path in [*shaping, ROOT / "requirements-all.lock", ROOT / "ningju/ground/tenancy.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make_database(name: str, migrate: Any) -> None:
    """Make an empty, migrated database, copied from a template that is migrated once.

    Args:
        name: the database; an old one of that name is dropped.
        migrate: called with the template's name when the template must be migrated.
    """
    owner_url = os.environ["DATABASE_OWNER_URL"]
    owner = unquote(urlsplit(owner_url).username or "")
    app = unquote(urlsplit(os.environ["DATABASE_URL"]).username or "")
    template = f"ningju_tables_{migrations_digest()}"
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(751993)")
        known = connection.execute("select 1 from pg_database where datname = %s", [f"{template}_ready"])
        if known.fetchone() is None:
            connection.execute(f'drop database if exists "{template}" with (force)')
            connection.execute(f'create database "{template}" template template0 encoding "UTF8"')
            with psycopg.connect(named(owner_url, template), autocommit=True) as fresh:
                fresh.execute(database_sql(owner=owner, app=app))
            migrate(template)
            connection.execute(f'alter database "{template}" rename to "{template}_ready"')
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}" template "{template}_ready"')
