"""What waits is gone by the clock alone."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.jobs import schedule
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers import kept_files
from ningju.rooms.ledgers.models import ImportBatch, ParkedRow
from ningju.rooms.ledgers.services import erase_parked_rows, start_batch
from ningju.rooms.ledgers.tasks import sweep_files
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.lifetimes import LIFETIMES
from tests.rooms.privacy.lifetimes import erase_due

LIN = Actor(1, "lin", frozenset({"coordinator"}), frozenset())


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """Give the test a data folder of its own."""
    settings.DATA = tmp_path
    return tmp_path


def a_batch() -> ImportBatch:
    batch = start_batch(
        kind="places",
        file_name="a.csv",
        file_format="csv",
        file_digest="0" * 64,
        header=["a"],
        mapping={},
        by=LIN,
    )
    kept_files.table_of(batch.public_id).write_text("a,b\n1,2\n")
    return batch


def test_p11_rows_set_aside_are_erased_on_day_30_and_not_before(community: Community) -> None:
    batch = a_batch()
    ParkedRow.objects.create(batch=batch, row_number=2, cells={"a": "1"}, reason_zh="坏", reason_en="bad")
    now = timezone.now()

    assert erase_parked_rows(now=now + timedelta(days=29, hours=23)) == 0
    assert LIFETIMES["parked_rows"].erase(now + timedelta(days=30, minutes=1)) == 1
    assert not ParkedRow.objects.exists()


def test_p11_a_waiting_file_is_gone_after_a_day(
    community: Community, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    batch = a_batch()
    path = kept_files.table_of(batch.public_id)
    now = timezone.now()

    with django_capture_on_commit_callbacks(execute=True):
        erase_due(now + timedelta(hours=23))
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase_due(now + timedelta(hours=25))

    assert not path.exists()
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert batch.reason_zh
    assert batch.reason_en


def test_p11_a_file_that_belongs_to_nothing_is_swept_too(community: Community, data: Path) -> None:
    lost = kept_files.folder() / f"{kept_files.PARTIAL}x"
    lost.write_text("left by a kill")
    two_days_ago = timezone.now().timestamp() - 2 * 86_400
    os.utime(lost, (two_days_ago, two_days_ago))

    sweep_files(community_id=community.pk)

    assert not lost.exists()


def test_both_lifetimes_are_declared_and_the_sweep_is_due_every_hour() -> None:
    assert {"parked_rows", "ledger_files"} <= set(LIFETIMES)
    assert schedule.sweep_ledger_files.name == "jobs.sweep_ledger_files"
    assert schedule.HOURLY == "35 * * * *"


def test_a_neighbours_batches_are_left_alone(community: Community, other_community: Community) -> None:
    with in_community(other_community.pk):
        batch = a_batch()

    erase_due(timezone.now() + timedelta(days=60))

    with in_community(other_community.pk):
        assert ImportBatch.objects.get(pk=batch.pk).state == "draft"
