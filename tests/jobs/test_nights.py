"""What happens every night: promises to forget are kept without anybody's doing."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from ningju.jobs import schedule
from ningju.rooms.communities.models import Community
from tests.conftest import Rows


def test_every_promise_to_forget_has_its_night() -> None:
    nightly = {
        each.task.name
        for each in app.periodic_registry.periodic_tasks.values()
        if each.cron == schedule.NIGHTLY
    }

    promised = {"jobs.sweep_form_keys", "jobs.sweep_files", "jobs.keep_promises", "jobs.clear_sessions"}
    assert promised <= nightly


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (schedule.sweep_form_keys, "ground.sweep_form_keys"),
        (schedule.sweep_files, "ground.sweep_files"),
        (schedule.keep_promises, "privacy.keep_promises"),
    ],
)
def test_a_night_defers_one_job_for_every_neighbourhood(
    community: Community,
    other_community: Community,
    app_sql: Callable[..., Rows],
    task: Callable[..., None],
    name: str,
) -> None:
    task(timestamp=0)

    rows = app_sql(
        "select (args->>'community_id')::bigint from procrastinate_jobs where task_name = %s", name
    )
    assert name in app.tasks, "the worker would not know this job"
    assert {community_id for (community_id,) in rows} == {community.pk, other_community.pk}


@pytest.mark.django_db
def test_sign_ins_that_are_over_are_forgotten() -> None:
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="holds", session_data="", expire_date=now + timedelta(hours=1))

    schedule.clear_sessions(timestamp=0)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["holds"]


def test_every_job_of_a_neighbourhood_is_deferred_by_somebody() -> None:
    package = Path(schedule.__file__).resolve().parents[1]
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    defined = set(re.findall(r'@(?:community_task\(|app\.task\(name=)"((?!jobs\.)[\w.]+)"', code))

    idle = {name for name in defined if code.count(f'"{name}"') < 2}

    assert defined >= {"ground.sweep_form_keys", "privacy.keep_promises"}
    assert not idle, "a job that nobody defers is a promise that nobody keeps: ningju/jobs/schedule.py"
