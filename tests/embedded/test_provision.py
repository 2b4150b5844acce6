"""The app's role reads and writes rows, and can do nothing else, in every database the owner makes."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from ningju.embedded import EmbeddedServer, provision_sql, start


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """One server for all tests of this file."""
    with start(tmp_path_factory.mktemp("provision") / "data") as running:
        yield running


@pytest.fixture(params=["ningju", "made_by_owner"])
def database(request: pytest.FixtureRequest, server: EmbeddedServer) -> str:
    """The database of the server, and one the owner made later, as tests do."""
    name = str(request.param)
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        if not owner.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchall():
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with psycopg.connect(server.owner_url, dbname=name) as owner:
        owner.execute("DROP SCHEMA IF EXISTS keys CASCADE")
        owner.execute("DROP TABLE IF EXISTS visit")
        owner.execute("CREATE TABLE visit (id bigserial PRIMARY KEY, words text)")
        owner.execute("CREATE SCHEMA keys")
        owner.execute("CREATE TABLE keys.secret (id bigint)")
    return name


def test_app_reads_and_writes_rows_of_tables_the_owner_makes(server: EmbeddedServer, database: str) -> None:
    with psycopg.connect(server.app_url, dbname=database) as app:
        app.execute("INSERT INTO visit (words) VALUES ('a'), ('b')")
        app.execute("UPDATE visit SET words = 'c' WHERE words = 'b'")
        app.execute("DELETE FROM visit WHERE words = 'a'")
        app.execute("INSERT INTO keys.secret VALUES (1)")
        assert app.execute("SELECT words FROM visit").fetchall() == [("c",)]


@pytest.mark.parametrize(
    "act",
    [
        "TRUNCATE visit",
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "DROP TABLE visit",
        "ALTER TABLE visit DISABLE ROW LEVEL SECURITY",
        "CREATE DATABASE mine",
        "CREATE ROLE other",
        "SET ROLE ningju_owner",
        "SET ROLE postgres",
        "ALTER ROLE ningju_app BYPASSRLS",
        "COPY visit TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
        "ALTER SYSTEM SET fsync = off",
        "SELECT setval('visit_id_seq', 7)",
    ],
)
def test_app_is_refused_everything_else(server: EmbeddedServer, database: str, act: str) -> None:
    with (
        psycopg.connect(server.app_url, dbname=database, autocommit=True) as app,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        app.execute(act.encode())


def test_row_security_holds_for_the_app_and_the_forced_owner(server: EmbeddedServer, database: str) -> None:
    with psycopg.connect(server.owner_url, dbname=database) as owner:
        owner.execute("INSERT INTO visit (words) VALUES ('hidden')")
        owner.execute("ALTER TABLE visit ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE visit FORCE ROW LEVEL SECURITY")
        assert owner.execute("SELECT count(*) FROM visit").fetchone() == (0,)
    with psycopg.connect(server.app_url, dbname=database) as app:
        assert app.execute("SELECT count(*) FROM visit").fetchone() == (0,)


def test_roles_have_no_power_and_the_app_owns_nothing(server: EmbeddedServer) -> None:
    with psycopg.connect(server.superuser_url, dbname="ningju") as admin:
        roles = admin.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls "
            "FROM pg_roles WHERE rolname LIKE 'ningju%' ORDER BY 1"
        ).fetchall()
        owned = admin.execute(
            "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = 'ningju_app'::regrole"
        ).fetchone()

    assert roles == [
        ("ningju_app", *[False] * 5),
        ("ningju_owner", False, True, False, False, False),
        ("ningju_reports", *[False] * 5),
    ]
    assert owned == (0,)


def test_owner_may_add_the_extensions_we_use(server: EmbeddedServer, database: str) -> None:
    wanted = {"btree_gist", "pg_trgm", "citext", "unaccent"}
    with psycopg.connect(server.owner_url, dbname=database) as owner:
        for extension in wanted:
            owner.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        there = {name for (name,) in owner.execute("SELECT extname FROM pg_extension").fetchall()}

    assert wanted <= there


def test_provisioning_again_changes_nothing(tmp_path: Path) -> None:
    def rights() -> object:
        with (
            start(tmp_path / "data") as running,
            psycopg.connect(running.superuser_url, dbname="ningju") as admin,
        ):
            return admin.execute(
                "SELECT (SELECT array_agg(defaclacl::text ORDER BY 1) FROM pg_default_acl), "
                "(SELECT array_agg(rolname || rolsuper || rolcreatedb ORDER BY 1) FROM pg_roles), "
                "(SELECT datacl::text FROM pg_database WHERE datname = 'ningju')"
            ).fetchone()

    assert rights() == rights()


def test_names_and_passwords_are_quoted() -> None:
    script = provision_sql(owner='o"wner', app="a pp", owner_password="it's \\q", app_password=":x")

    assert 'ALTER ROLE "o""wner" LOGIN NOSUPERUSER CREATEDB' in script
    assert "PASSWORD 'it''s \\q'" in script
    with pytest.raises(ValueError, match="NUL"):
        provision_sql(app_password="\0")
