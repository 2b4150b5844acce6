"""The embedded PostgreSQL: one call gives a running server, its roles and its database."""

from ningju.embedded.address import ServerAddress, find_running
from ningju.embedded.errors import LauncherError
from ningju.embedded.provision import database_sql, provision_sql
from ningju.embedded.server import EmbeddedServer, start

__all__ = [
    "EmbeddedServer",
    "LauncherError",
    "ServerAddress",
    "database_sql",
    "find_running",
    "provision_sql",
    "start",
]
