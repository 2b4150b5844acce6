"""The cast of the backup tests: a town with everything in it, and an empty one to restore into."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from ningju.ground import holidays
from ningju.jobs.backup.write import Written
from tests.conftest import empty_tables
from tests.jobs.backup.stage import another_database, back_up, fill_town


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Return a folder for backups; the data folder of the instance lies beside it."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.NINGJU_DEMO = True
    safe = tmp_path / "safe"
    safe.mkdir()
    yield safe
    holidays._known = None


@pytest.fixture
def town(committed_db: None, folder: Path) -> None:
    """Fill the database with a small neighbourhood."""
    fill_town("liuqiao")


@pytest.fixture
def target(committed_db: None) -> Iterator[str]:
    """Return another database: migrated, and nobody lives there."""
    with another_database("restored") as name:
        yield name


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Written:
    """Return the backup of a small neighbourhood, for tests that only look at the files."""
    place = tmp_path_factory.mktemp("made-once")
    with django_db_blocker.unblock():
        try:
            with override_settings(DATA=place / "data", MEDIA_ROOT=place / "data" / "media"):
                fill_town("liuqiao")
                return back_up(place)
        finally:
            empty_tables()


@pytest.fixture(scope="module")
def unlived(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Return a database in which nobody lives, for tests that must leave it so."""
    with django_db_blocker.unblock(), another_database("unlived") as name:
        yield name
