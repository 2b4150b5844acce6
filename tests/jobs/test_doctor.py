"""The doctor finds what is wrong, says the mend, and is quiet otherwise."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection

from ningju.ground import holidays
from ningju.jobs import doctor
from ningju.jobs.cli import main
from ningju.rooms.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _healthy(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.SECRET_KEY = "Jf7wZq2LxK9vRb4TnYc8MhD5sGp1AeU6oWiXtB3kQyEr" + "-later-than-50"
    settings.NINGJU_DEMO = False
    spring = SimpleNamespace(now=lambda: datetime(2026, 3, 5, tzinfo=UTC))
    monkeypatch.setattr(doctor, "timezone", spring)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=50 * 1024**3))
    backed_up(tmp_path, "2026-11-20T19:00:00+00:00")
    yield
    holidays._known = None


def backed_up(data: Path, at: str) -> None:
    """Let the last backup be of this moment."""
    (data / "last-backup.json").write_text(json.dumps({"made_at": at, "file": "/safe/ningju.zip"}))


def ill() -> list[str]:
    """Return what the doctor finds wrong, in English."""
    return [finding.what.en for finding in doctor.examine() if not finding.is_well]


def test_a_healthy_instance_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0

    said = capsys.readouterr().out
    assert said.count("✓") == 12
    assert "✗" not in said


def test_a_backup_that_is_old_spoilt_or_was_never_made_is_found(settings: Any, tmp_path: Path) -> None:
    backed_up(tmp_path, "2026-02-20T19:00:00+00:00")
    assert ill() == ["the last backup was made 12 days ago"]

    (tmp_path / "last-backup.json").write_text("{")
    assert ill() == ["a backup was made"]

    (tmp_path / "last-backup.json").unlink()
    assert ill() == ["a backup was made"]

    settings.NINGJU_DEMO = True
    assert "a backup was made" not in ill()


@pytest.mark.parametrize("key", ["", "short"])
def test_a_vault_without_its_key_is_found(settings: Any, key: str) -> None:
    settings.NINGJU_VAULT_KEY, settings.NINGJU_VAULT_KEY_FILE = key, ""

    assert ill() == ["the vault has its key"]


def test_a_weak_key_is_found_and_the_exit_code_tells(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECRET_KEY = "a" * 60

    assert main(["doctor"]) == 1

    assert "✗ 密钥够长" in capsys.readouterr().out


def test_demo_people_in_earnest_and_demo_mode_on_the_net_are_found(settings: Any) -> None:
    User.objects.create(username="worker", nickname="演示", is_demo=True)
    assert ill() == ["demo people are in the demo only"]

    settings.NINGJU_DEMO = True
    settings.ALLOWED_HOSTS = ["example.org"]
    assert ill() == ["demo mode does not face the net"]


def test_holidays_that_are_only_assumed_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "timezone", SimpleNamespace(now=lambda: datetime(2026, 11, 23, tzinfo=UTC)))

    assert ill() == ["the holidays of the next 60 days are known"]


def test_a_spoilt_notice_is_found(tmp_path: Path) -> None:
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "mainland-2027.toml").write_text("year = ", encoding="utf-8")

    assert ill() == ["the holidays of the next 60 days are known"]


def test_a_full_disk_and_a_closed_media_folder_are_found(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1024))
    (tmp_path / "media").write_text("a file where a folder should be")

    assert ill() == ["the disk has room", "the media folder can be written"]


def test_a_privileged_role_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = doctor.ask

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return [(False, True)] if "pg_roles" in sql else plain(sql)

    monkeypatch.setattr(doctor, "ask", ask)

    assert ill() == ["the web's role has no privileges"]


def test_late_jobs_are_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, priority, args, status) "
            "values ('default', 'ground.sweep_form_keys', 0, '{}', 'todo') returning id"
        )
        job_id = cursor.fetchone()[0]
        cursor.execute(
            "update procrastinate_events set at = now() - interval '1 hour' where job_id = %s", [job_id]
        )

    assert ill() == ["no job is late"]


def test_tables_that_are_behind_are_found_and_nothing_more_is_asked_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "missing_migrations", lambda alias: ["cases.0002"])

    assert ill() == ["the tables are up to date"]
    assert "no job is late" not in [finding.what.en for finding in doctor.examine()]


def test_a_database_that_is_away_is_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", away)

    assert ill() == ["the database answers"]
