"""What happens by itself: the schedule queues, a real worker runs, each job in its own community."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from ningju.ground import holidays
from ningju.ground.models import FormKey
from ningju.ground.tenancy import in_community
from ningju.jobs import schedule
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import open_case
from ningju.rooms.cases.tasks import move_due_times
from ningju.rooms.communities.models import Community, SettingChange
from ningju.rooms.organisations.services import put_organisation
from tests.conftest import make_community
from tests.notices import NOTICE

SHANGHAI = ZoneInfo("Asia/Shanghai")


def add_key(community: Community, days_old: int) -> uuid.UUID:
    """Keep the key of a form that was posted some days ago."""
    key = uuid.uuid4()
    with in_community(community.pk):
        FormKey.objects.create(key=key, body_hash=bytes(32))
        FormKey.objects.filter(key=key).update(created_at=timezone.now() - timedelta(days=days_old))
    return key


def keys_of(community: Community) -> set[uuid.UUID]:
    with in_community(community.pk):
        return set(FormKey.objects.values_list("key", flat=True))


def work_until_idle() -> None:
    """Let a real worker run everything that waits."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_old_form_keys_are_swept_in_every_community_by_a_worker(committed_db: None) -> None:
    here, there = make_community("huayang", "华阳", "Huayang"), make_community("liuqiao", "柳桥", "Willow")
    fresh, old = add_key(here, 29), add_key(here, 31)
    foreign_fresh, foreign_old = add_key(there, 1), add_key(there, 400)

    schedule.sweep_form_keys(timestamp=0)
    work_until_idle()

    assert keys_of(here) == {fresh}
    assert keys_of(there) == {foreign_fresh}
    assert not {old, foreign_old} & (keys_of(here) | keys_of(there))
    with connection.cursor() as cursor:
        cursor.execute(
            "select status, count(*) from procrastinate_jobs "
            "where task_name = 'ground.sweep_form_keys' group by status"
        )
        assert cursor.fetchall() == [("succeeded", 2)]


def test_the_sweep_is_due_once_a_day() -> None:
    due = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}

    assert due["jobs.sweep_form_keys"] == "20 19 * * *"
    assert due["jobs.retry_stalled"] == "*/10 * * * *"


def test_what_a_killed_worker_was_doing_is_taken_up_again(committed_db: None) -> None:
    here = make_community("huayang", "华阳", "Huayang")
    old = add_key(here, 31)
    schedule.defer_for_all("ground.sweep_form_keys")
    with connection.cursor() as cursor:  # a worker fetched it, and was never heard of again
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) "
            "values (now() - interval '1 hour') returning id"
        )
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s", [cursor.fetchone()[0]]
        )

    app.configure_task("jobs.retry_stalled").defer(timestamp=0)
    work_until_idle()
    work_until_idle()

    assert old not in keys_of(here)


@pytest.mark.django_db
def test_a_loaded_notice_moves_the_answer_by_times_of_open_cases(
    community: Community, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    put_organisation(slug="unit", kind="unit", name=Bilingual("单位", "Unit"), handles_cases=True)
    asked = datetime(2027, 2, 4, 15, tzinfo=SHANGHAI)
    working = open_case(kind="need", words="年前能办吗", at=asked)
    settled = Case.objects.filter(pk=open_case(kind="need", words="已经暂停", at=asked).pk)
    settled.update(paused_at=asked, pause_reason="等人", due_at=None)
    before = working.due_at
    file = tmp_path / "notice.toml"
    file.write_text(NOTICE, encoding="utf-8")
    version = Community.objects.get(pk=community.pk).content_version

    holidays.keep_notice(file)
    move_due_times(community_id=community.pk)

    working.refresh_from_db()
    assert before is not None
    assert working.due_at is not None
    assert working.due_at > before
    assert working.due_at.astimezone(SHANGHAI).date().isoformat() == "2027-02-19"
    assert settled.get().due_at is None
    assert SettingChange.objects.filter(field="holidays", present="1 answer-by times moved").count() == 1
    assert Community.objects.get(pk=community.pk).content_version == version + 1
    holidays._known = None


@pytest.mark.django_db
def test_another_communitys_cases_are_left_alone(
    community: Community, other_community: Community, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    with in_community(other_community.pk):
        case = open_case(kind="need", words="年前能办吗", at=datetime(2027, 2, 4, 15, tzinfo=UTC))
    file = tmp_path / "notice.toml"
    file.write_text(NOTICE, encoding="utf-8")
    holidays.keep_notice(file)

    move_due_times(community_id=community.pk)

    with in_community(other_community.pk):
        assert Case.objects.get(pk=case.pk).due_at == case.due_at
    holidays._known = None
