"""A connection of its own as the role that owns the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from psycopg import Connection

from ningju.jobs.cli import CommandFailed
from ningju.jobs.owner import has_owner


@contextmanager
def owner_link() -> Iterator[Connection[Any]]:
    """Open a connection as the owner, closed at the end; row security binds the owner too.

    Raises:
        CommandFailed: DATABASE_OWNER_URL is not set.
    """
    if not has_owner():
        raise CommandFailed("DATABASE_OWNER_URL is not set: only the owner of the tables may do this.")
    owner = connections["owner"]
    link: Connection[Any] = owner.get_new_connection(owner.get_connection_params())
    try:
        yield link
    finally:
        link.close()
