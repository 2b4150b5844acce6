"""Let a command act as the role that owns the tables, where the app's role may not."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from ningju.jobs.cli import CommandFailed


def has_owner() -> bool:
    """Say whether the owner's address is known here."""
    return "owner" in connections.settings


@contextmanager
def as_owner() -> Iterator[None]:
    """Run what uses the usual connection as the owner of the tables.

    Row security is forced, so the owner too sees one community at a time.

    Raises:
        CommandFailed: DATABASE_OWNER_URL is not set.
    """
    if not has_owner():
        raise CommandFailed("DATABASE_OWNER_URL is not set: only the owner of the tables may do this.")
    usual = connections["default"]
    connections["default"] = connections["owner"]
    try:
        yield
    finally:
        connections["owner"].close()
        connections["default"] = usual
