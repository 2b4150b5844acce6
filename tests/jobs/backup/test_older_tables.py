"""A backup of earlier tables comes back too: they are made as they were, filled, and brought up to date."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from ningju.jobs.backup.restore import restore_backup
from ningju.jobs.django_setup import missing_migrations
from ningju.rooms.communities.models import Community
from tests.jobs.backup.stage import (
    Silent,
    another_database,
    back_up,
    contents,
    fill_town,
    name_here,
    security,
    standing_at,
)

pytestmark = pytest.mark.full


def test_an_empty_database_gets_its_tables_and_then_the_rows(town: None, folder: Path) -> None:
    written, here = back_up(folder), name_here()

    with another_database("bare", is_empty=True) as bare, standing_at(bare):
        restore_backup(written.file, written.keys_file, progress=Silent())
        assert missing_migrations("owner") == []
        there = contents(bare)

    assert there == contents(here)


def test_rows_of_earlier_tables_are_brought_up_to_date(committed_db: None, folder: Path) -> None:
    here = name_here()
    with another_database("earlier") as earlier, standing_at(earlier):
        for app in ("places", "ground"):
            call_command("migrate", app, "0001", database="owner", verbosity=0)
        connections["owner"].close()
        Community.objects.create(slug="liuqiao", name_zh="柳桥", short_name_zh="柳桥", programme_zh="凝聚力")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("ningju.jobs.backup.write.dump_pictures", lambda *_: [])
            written = back_up(folder)

    with another_database("bare", is_empty=True) as bare, standing_at(bare):
        restore_backup(written.file, written.keys_file, progress=Silent())
        assert missing_migrations("owner") == []
        assert Community.objects.get().slug == "liuqiao"
        assert security(bare) == security(here)


def test_a_town_of_both_packs_comes_back_into_an_empty_database(committed_db: None, folder: Path) -> None:
    fill_town("huayang", "liuqiao")
    written, here = back_up(folder), name_here()

    with another_database("bare", is_empty=True) as bare, standing_at(bare):
        loaded = restore_backup(written.file, written.keys_file, progress=Silent())
        assert contents(bare) == contents(here)
    assert loaded.communities == 2
