"""Each command's work, and its one line when it cannot do it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, connections

from ningju.embedded import ServerAddress
from ningju.ground import holidays as known_holidays
from ningju.ground.tenancy import in_community
from ningju.jobs.cli import main
from ningju.jobs.django_setup import use_running_demo
from ningju.kernel.environment import SettingError
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Membership
from ningju.rooms.organisations.services import put_organisation
from tests.jobs.packs.conftest import PACKS
from tests.notices import NOTICE

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(db: None, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command and return its exit code and what it printed."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def own_data(settings: object, tmp_path: Path) -> Iterator[Path]:
    """Give the instance a data folder of its own."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    yield tmp_path
    known_holidays._known = None


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.toml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def one_line(error: str) -> bool:
    return error.count("\n") == 1 and "Traceback" not in error


def test_a_pack_is_checked_without_being_loaded(say: Say) -> None:
    code, out, _error = say("pack", "check", str(PACKS / "huayang"))

    assert code == 0
    assert "cases 60" in out
    assert not Community.objects.exists()


def test_a_pack_is_loaded_and_the_second_time_nothing_changes(say: Say) -> None:
    first = say("pack", "load", str(PACKS / "liuqiao"))
    second = say("pack", "load", str(PACKS / "liuqiao"))

    assert first[0] == second[0] == 0
    assert "places.Place" in first[1]
    assert "nothing changed" in second[1]


def test_a_broken_pack_is_refused_with_every_problem_and_one_line(say: Say, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(PACKS / "liuqiao", tmp_path / "liuqiao"))
    for file, former, present in (("places.csv", "lq02", "LQ 02"), ("staff.csv", ",worker,", ",king,")):
        text = (copy / file).read_text(encoding="utf-8")
        (copy / file).write_text(text.replace(former, present), encoding="utf-8")

    code, out, error = say("pack", "load", str(copy))

    assert code == 1
    assert "places.csv:3 short" in out
    assert "staff.csv:2 role" in out
    assert one_line(error)
    assert "2 to mend" in error
    assert not Community.objects.exists()


def test_a_folder_that_is_no_pack_is_said_in_one_line(say: Say, tmp_path: Path) -> None:
    code, _out, error = say("pack", "check", str(tmp_path / "nowhere"))

    assert code == 1
    assert one_line(error)


def test_a_notice_is_checked_without_being_kept(say: Say, own_data: Path, notice: Path) -> None:
    code, out, _error = say("holidays", "check", str(notice))

    assert code == 0
    assert "28 days off, 1 make-up" in out
    assert not (own_data / "holidays").exists()


def test_a_loaded_notice_is_used_at_once_and_queues_work_for_every_community(
    say: Say, community: Community, own_data: Path, notice: Path
) -> None:
    spring = datetime(2027, 2, 12, 4, tzinfo=UTC).date()
    assert not known_holidays.current_calendar().known(spring)

    code, _out, _error = say("holidays", "load", str(notice))

    assert code == 0
    assert known_holidays.current_calendar().known(spring)
    assert known_holidays.current_calendar().holiday_on(spring)
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'cases.move_due_times'")
        queued = cursor.fetchall()
    assert len(queued) == Community.objects.count()


@pytest.mark.parametrize(
    ("former", "present"),
    [("year = 2027", "year = 27"), ("2027-02-05", "2026-02-05"), ("[2027-02-20]", "[2027-02-22]")],
)
def test_a_wrong_notice_is_refused_and_nothing_is_kept(
    say: Say, own_data: Path, notice: Path, former: str, present: str
) -> None:
    notice.write_text(NOTICE.replace(former, present), encoding="utf-8")

    code, _out, error = say("holidays", "load", str(notice))

    assert code == 1
    assert one_line(error)
    assert not (own_data / "holidays").exists()


def test_a_missing_notice_is_said_in_one_line(say: Say, own_data: Path) -> None:
    code, _out, error = say("holidays", "load", str(own_data / "none.toml"))

    assert code == 1
    assert one_line(error)


def test_staff_are_added_restarted_and_removed(say: Say, community: Community) -> None:
    put_organisation(slug="unit", kind="unit", name=community.name, handles_cases=True)

    added = say("staff", "add", "huayang", "wang", "worker", "unit", "--nickname", "小王")
    again = say("staff", "add", "huayang", "wang", "keeper", "unit")
    restarted = say("staff", "restart", "huayang", "wang")
    removed = say("staff", "remove", "huayang", "wang", "worker", "unit")

    assert [code for code, _out, _error in (added, again, restarted, removed)] == [0, 0, 0, 0]
    assert "/account/" in added[1]
    assert "/account/" not in again[1]
    assert "/account/" in restarted[1]
    assert User.objects.get(username="wang").nickname == "小王"
    with in_community(community.pk):
        assert list(Membership.objects.values_list("role", flat=True)) == ["keeper"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "nowhere", "wang", "worker", "unit"),
        ("add", "huayang", "wang", "worker", "no_such_unit"),
        ("remove", "huayang", "nobody", "worker", "unit"),
        ("restart", "huayang", "nobody"),
    ],
)
def test_staff_of_nowhere_are_refused_in_one_line(
    say: Say, community: Community, words: tuple[str, ...]
) -> None:
    put_organisation(slug="unit", kind="unit", name=community.name)

    code, _out, error = say("staff", *words)

    assert code == 1
    assert one_line(error)
    assert not User.objects.filter(username="wang").exists()


def test_the_locale_command_hands_its_words_on(say: Say) -> None:
    code, out, _error = say("locale", "collect")

    assert code == 0
    assert out.startswith("{")


def test_a_database_that_is_away_is_said_in_one_line(
    say: Say, monkeypatch: pytest.MonkeyPatch, community: Community
) -> None:
    from django.db import OperationalError

    def away(alias: str) -> list[str]:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr("ningju.jobs.django_setup.missing_migrations", away)

    code, _out, error = say("pack", "load", str(PACKS / "liuqiao"))

    assert code == 1
    assert one_line(error)
    assert "DATABASE_URL" in error


def test_tables_that_are_behind_are_said_in_one_line(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ningju.jobs.django_setup.missing_migrations", lambda alias: ["cases.0002"])

    code, _out, error = say("staff", "restart", "huayang", "wang")

    assert code == 1
    assert one_line(error)
    assert "ningju migrate" in error


@pytest.mark.django_db(databases=["default", "owner"])
def test_migrate_says_that_nothing_was_to_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0

    assert "up to date" in capsys.readouterr().out


def test_migrate_without_the_owner_is_refused_in_one_line(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    # Back before the test ends: else Django, tidying up, leaves the owner's connection shut for all tests.
    with monkeypatch.context() as patch:
        patch.delitem(connections.settings, "owner")
        code, _out, error = say("migrate")

    assert code == 1
    assert one_line(error)
    assert "DATABASE_OWNER_URL" in error


def test_a_missing_setting_is_said_in_one_line(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise SettingError("NINGJU_SECRET_KEY is not set.")

    monkeypatch.setattr("django.setup", lacking)

    code, _out, error = say("doctor")

    assert code == 1
    assert one_line(error)
    assert "NINGJU_SECRET_KEY" in error


def test_commands_without_a_database_find_the_demo_that_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret.key").write_text("k" * 64)
    monkeypatch.setattr("os.environ", {"NINGJU_DATA": str(tmp_path)})
    monkeypatch.setattr("ningju.embedded.find_running", lambda folder: ServerAddress("/run/ningju-x"))

    use_running_demo()

    assert os.environ["DATABASE_URL"] == ServerAddress("/run/ningju-x").app_url
    assert os.environ["NINGJU_SECRET_KEY"] == "k" * 64


def test_a_named_database_is_never_changed_for_a_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = {"NINGJU_DATA": str(tmp_path), "DATABASE_URL": "postgresql://app@db/ningju"}
    monkeypatch.setattr("os.environ", dict(named))
    monkeypatch.setattr("ningju.embedded.find_running", lambda folder: ServerAddress("/run/ningju-x"))

    use_running_demo()

    assert os.environ == named
