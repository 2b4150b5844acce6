"""One file at one place: written by one backup at a time, whoever left half of one there."""

from pathlib import Path

import pytest

from ningju.jobs.backup.parcel import ParcelWriter, open_parcel
from ningju.jobs.backup.progress import Progress
from ningju.jobs.cli import CommandFailed


def test_two_backups_to_one_place_do_not_spoil_each_other(tmp_path: Path) -> None:
    first = ParcelWriter(tmp_path / "town.zip", "data")
    with first.part("tables/x.copy") as write:
        write(b"1\n")

    with pytest.raises(CommandFailed, match="another backup"):
        ParcelWriter(tmp_path / "town.zip", "data")
    first.close({})
    with pytest.raises(CommandFailed, match="another backup"):
        ParcelWriter(tmp_path / "town.zip", "data")
    first.appear()
    second = ParcelWriter(tmp_path / "town.zip", "data")
    first.abandon()
    second.close({})
    second.appear()

    with open_parcel(tmp_path / "town.zip", "data", Progress()) as parcel:
        assert parcel.manifest["parts"] == {}
    assert [path.name for path in tmp_path.iterdir()] == ["town.zip"]


def test_what_a_killed_backup_left_behind_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".town.zip.part").write_bytes(b"half of something longer than what follows" * 1000)

    writer = ParcelWriter(tmp_path / "town.zip", "data")
    writer.close({})
    writer.appear()

    with open_parcel(tmp_path / "town.zip", "data", Progress()) as parcel:
        assert parcel.manifest["kind"] == "data"
