"""``ningju backup`` and ``ningju restore`` as somebody at a terminal meets them."""

from pathlib import Path

import pytest
from django.db import connections

from ningju.jobs.backup import marker
from ningju.jobs.cli import main
from ningju.rooms.communities.models import Community
from tests.jobs.backup.stage import contents, name_here, standing_at

Terminal = pytest.CaptureFixture[str]


def one_line(error: str) -> bool:
    return error.count("\n") == 1 and "Traceback" not in error


def test_there_and_back_says_what_is_in_it_what_is_not_and_what_to_do(
    town: None, folder: Path, target: str, capsys: Terminal
) -> None:
    here = name_here()
    assert main(["backup", str(folder / "ningju.zip")]) == 0
    told = capsys.readouterr()
    assert "Backed up 1 communities" in told.out
    assert str(folder / "ningju.keys") in told.out
    assert "NINGJU_SECRET_KEY and NINGJU_VAULT_KEY are in neither file" in told.out
    assert "tables" in told.err

    with standing_at(target):
        assert main(["restore", str(folder / "ningju.zip")]) == 0
        told = capsys.readouterr()
        assert "Restored 1 communities" in told.out
        assert "ningju doctor" in told.out
        assert Community.objects.filter(slug="liuqiao").exists()
    assert contents(target) == contents(here)


def test_the_doctor_hears_of_the_backup(town: None, folder: Path) -> None:
    assert marker.last_made_at() is None

    main(["backup", str(folder / "ningju.zip")])

    assert marker.last_made_at() is not None


def test_keys_go_where_they_are_told_to_and_are_found_there(
    town: None, folder: Path, target: str, capsys: Terminal
) -> None:
    safe = folder / "another-safe.keys"
    assert main(["backup", str(folder / "ningju.zip"), "--keys", str(safe)]) == 0
    assert not (folder / "ningju.keys").exists()
    with standing_at(target):
        assert main(["restore", str(folder / "ningju.zip"), "--keys", str(safe)]) == 0


def test_both_in_one_file_is_refused_in_one_line(town: None, folder: Path, capsys: Terminal) -> None:
    same = str(folder / "ningju.zip")

    assert main(["backup", same, "--keys", same]) == 1

    assert one_line(capsys.readouterr().err)
    assert list(folder.iterdir()) == []


def test_restoring_over_a_town_is_refused_in_one_line(town: None, folder: Path, capsys: Terminal) -> None:
    main(["backup", str(folder / "ningju.zip")])
    capsys.readouterr()

    assert main(["restore", str(folder / "ningju.zip")]) == 1

    error = capsys.readouterr().err
    assert "already holds 1 communities" in error.splitlines()[-1]
    assert "Traceback" not in error


@pytest.mark.parametrize("word", ["backup", "restore"])
def test_without_the_owner_both_are_refused(
    town: None, folder: Path, capsys: Terminal, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    main(["backup", str(folder / "ningju.zip")])
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.delitem(connections.settings, "owner")
        code = main([word, str(folder / "ningju.zip")])

    assert code == 1
    assert "DATABASE_OWNER_URL" in capsys.readouterr().err
