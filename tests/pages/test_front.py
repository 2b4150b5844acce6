"""Doors that name no community: the front door and the health page."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from ningju.rooms.communities.models import Community


def test_with_several_neighbourhoods_one_chooses(rider: Client, community: Community) -> None:
    page = rider.get("/").content.decode()

    assert 'href="/zh/huayang/"' in page
    assert 'href="/zh/liuqiao/"' in page


def test_with_one_neighbourhood_one_is_led_there(rider: Client, other_community: Community) -> None:
    response = rider.get("/", headers={"accept-language": "en-GB,en;q=0.9"})

    assert response["Location"] == "/en/liuqiao/"


@pytest.mark.django_db
def test_with_none_the_page_says_what_to_do(rider: Client) -> None:
    response = rider.get("/")

    assert response.status_code == 200
    assert "docs/packs.md" in response.content.decode()


@pytest.mark.django_db
def test_health_counts_jobs_that_wait_too_long(rider: Client, app_sql: Callable[..., list[Any]]) -> None:
    assert rider.get("/healthz").json()["well"]

    app_sql("insert into procrastinate_jobs (queue_name, task_name) values ('default', 'late')")
    app_sql(
        "insert into procrastinate_events (job_id, type, at) "
        "select max(id), 'deferred', now() - interval '1 hour' from procrastinate_jobs"
    )
    response = rider.get("/healthz")

    assert response.status_code == 503
    assert response.json()["jobs"] is False


@pytest.mark.django_db
def test_health_looks_at_the_disk_that_holds_the_data(
    rider: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path / "not yet" / "made"
    full = {tmp_path: 0}
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=full.get(folder, 1024**4)))

    response = rider.get("/healthz")

    assert response.status_code == 503
    assert response.json()["disk"] is False
