"""The cast and the stage: a migrated database, two communities, and SQL as app and as owner."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from hypothesis import settings

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from tests import database

Rows = list[tuple[Any, ...]]
settings.register_profile("steady", deadline=None)  # a busy machine is no failure
settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """Make this worker's database from the migrated template; the tests run as the app role."""
    name = f"{os.environ.get('NINGJU_TEST_DB', 'ningju_test')}_{worker_id}"
    with django_db_blocker.unblock():
        database.make_database(name, migrate)
        point_at(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Name this process among those that test at once."""
    workerinput: dict[str, str] = getattr(request.config, "workerinput", {})
    return workerinput.get("workerid", "only")


def point_at(name: str) -> None:
    """Let both connections of this process use the named database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def migrate(name: str) -> None:
    """Migrate a database as the owner."""
    point_at(name)
    call_command("migrate", database="owner", verbosity=0)
    connections["owner"].close()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the test commit, from several connections if it likes; every table is emptied after."""
    with django_db_blocker.unblock():
        yield
        empty_tables()


def empty_tables() -> None:
    """Empty every table but Django's own, as the owner: the app may not."""
    connections["default"].close()
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("set ningju.drop_segment = 'yes'")  # the access log is append-only otherwise
        tables = owner.execute(
            "select string_agg(format('%I.%I', schemaname, tablename), ', ') from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema') "
            "and tablename not in ('django_migrations', 'django_content_type')"
        ).fetchone()
        if tables is not None:
            owner.execute(f"truncate {tables[0]} cascade")


def owner_url() -> str:
    """Return the owner's address of this process's database."""
    return database.named(os.environ["DATABASE_OWNER_URL"], connections["default"].settings_dict["NAME"])


def app_url() -> str:
    """Return the app's address of this process's database."""
    return database.named(os.environ["DATABASE_URL"], connections["default"].settings_dict["NAME"])


@pytest.fixture
def app_sql(db: None) -> Callable[..., Rows]:
    """Run SQL as the app on the test's own connection, in the test's transaction."""

    def run(sql: str, *arguments: Any) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, arguments or None)
            return cursor.fetchall() if cursor.description else []

    return run


def make_community(slug: str, zh: str, en: str) -> Community:
    """Save a small community."""
    return Community.objects.create(
        slug=slug,
        name_zh=zh,
        name_en=en,
        short_name_zh=zh,
        short_name_en=en,
        programme_zh="凝聚力工程",
        programme_en="Cohesion Project",
        phone="021-0000 0000",
        modules=["issues", "needs", "volunteering", "care", "referral"],
        centre_lat_deg=31.22,
        centre_lon_deg=121.412,
    )


@pytest.fixture
def other_community(db: None) -> Community:
    """Return a second neighbourhood, whose rows nobody of the first may see."""
    return make_community("liuqiao", "柳桥街道", "Willow Bridge Sub-district")


@pytest.fixture
def community(db: None, other_community: Community) -> Iterator[Community]:
    """Return the neighbourhood of the test, set for its transaction."""
    made = make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    with in_community(made.pk):
        yield made


@pytest.fixture
def rider() -> Client:
    """Return a browser of somebody without an account."""
    return Client(headers={"accept-language": "zh-CN"})
