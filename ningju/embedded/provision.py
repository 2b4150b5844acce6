"""The three roles and the database, as SQL for psql: for the embedded server and for a real one.

On a real server (15 or newer), as its superuser: ``python3 -m ningju.embedded.provision | psql -d postgres``,
then ``\\password ningju_owner`` and ``\\password ningju_app`` in psql. Running it again changes nothing.
"""

import sys

from ningju.embedded.address import APP, DATABASE, OWNER, REPORTS


def provision_sql(
    *,
    database: str = DATABASE,
    owner: str = OWNER,
    app: str = APP,
    reports: str = REPORTS,
    owner_password: str | None = None,
    app_password: str | None = None,
) -> str:
    """Return the whole script: roles, database, and what the app may do there and in databases made later.

    Args:
        database: the database to make if there is none.
        owner: owns the database; may make databases (for tests), nothing else.
        app: what the web runs as; owns nothing, cannot bypass row security.
        reports: what reads for reports; it is granted views of counts one by one, and no table.
        owner_password: None leaves the password as it is.
        app_password: None leaves the password as it is.

    Returns:
        A script for ``psql`` (it uses ``\\gexec`` and ``\\connect``). It also prepares template1, which new
        databases are copies of. Where template1 must stay as it is, run :func:`database_sql` in each of them.
    """
    return "\n".join(
        [
            "SET client_min_messages = warning;",
            _role_sql(owner, "CREATEDB", owner_password),
            _role_sql(app, "NOCREATEDB", app_password),
            _role_sql(reports, "NOCREATEDB", None),
            f"SELECT {_literal(f'CREATE DATABASE {_name(database)} OWNER {_name(owner)} ENCODING ')}"
            " || quote_literal('UTF8') || ' TEMPLATE template0'",
            f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {_literal(database)}) \\gexec",
            f"REVOKE ALL ON DATABASE {_name(database)} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {_name(database)} TO {_name(app)}, {_name(reports)};",
            "\\connect template1",
            database_sql(owner=owner, app=app),
            f"\\connect {_name(database)}",
            database_sql(owner=owner, app=app),
        ]
    )


def database_sql(*, owner: str = OWNER, app: str = APP) -> str:
    """Return plain SQL that gives the app its rights in one database, for all the owner will ever make there.

    Run as the owner or as a superuser, before the first migration. The app reads and writes rows: it cannot
    TRUNCATE (row security does not hold there), REFERENCE (key checks bypass row security) or CREATE.
    """
    defaults = f"ALTER DEFAULT PRIVILEGES FOR ROLE {_name(owner)}"
    return "\n".join(
        [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
            f"GRANT USAGE ON SCHEMA public TO {_name(app)};",
            f"{defaults} GRANT USAGE ON SCHEMAS TO {_name(app)};",
            f"{defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {_name(app)};",
            f"{defaults} GRANT USAGE ON SEQUENCES TO {_name(app)};",
            "",
        ]
    )


def _role_sql(role: str, may_create: str, password: str | None) -> str:
    secret = "" if password is None else f" PASSWORD {_literal(password)}"
    rights = f"LOGIN NOSUPERUSER {may_create} NOCREATEROLE NOREPLICATION NOBYPASSRLS{secret}"
    return "\n".join(
        [
            f"SELECT {_literal(f'CREATE ROLE {_name(role)}')}",
            f"WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {_literal(role)}) \\gexec",
            f"ALTER ROLE {_name(role)} {rights};",
        ]
    )


def _name(name: str) -> str:
    """Return a name in SQL's quotes."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    """Return a text in SQL's quotes.

    Raises:
        ValueError: the text holds a NUL, which SQL cannot.
    """
    if "\0" in text:
        raise ValueError("a name or password cannot hold a NUL character")
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    sys.stdout.write(provision_sql())
