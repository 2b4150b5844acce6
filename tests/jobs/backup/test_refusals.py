"""A wrong, torn or unfitting backup is refused whole; what stands is never written over."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ningju.jobs.backup import load, parcel, pictures
from ningju.jobs.backup import target as aim
from ningju.jobs.backup.owner_link import owner_link
from ningju.jobs.backup.parcel import ParcelWriter, open_parcel
from ningju.jobs.backup.progress import Progress
from ningju.jobs.backup.restore import restore_backup
from ningju.jobs.backup.write import Written
from ningju.jobs.cli import CommandFailed
from ningju.rooms.communities.models import Community
from tests.conftest import make_community
from tests.jobs.backup.stage import (
    Silent,
    another_database,
    back_up,
    contents,
    is_untouched,
    name_here,
    security,
    standing_at,
)

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def written(made_once: Written, folder: Path) -> Written:
    """Return copies of both files, to be spoilt."""
    data, keys = (Path(shutil.copy(path, folder)) for path in (made_once.file, made_once.keys_file))
    return replace(made_once, file=data, keys_file=keys)


@pytest.fixture
def empty_here(unlived: str, django_db_blocker: Any) -> Iterator[str]:
    """Stand at the empty database; whatever the test does, it must be empty and guarded afterwards."""
    with django_db_blocker.unblock():
        guards = security(unlived)
        with standing_at(unlived):
            yield unlived
        assert is_untouched(unlived)
        assert security(unlived) == guards


def refusal_of(file: Path, keys: Path | None, **more: Any) -> str:
    with pytest.raises(CommandFailed) as refusal:
        restore_backup(file, keys, progress=Silent(), **more)
    words = str(refusal.value)
    assert "\n" not in words
    assert " / " in words
    return words


def rewritten(file: Path, change: Change, kind: parcel.Kind = "data") -> Path:
    """Return a backup that says something else of itself, and is sealed like any other."""
    made = file.with_name(f"changed-{file.name}")
    writer = ParcelWriter(made, kind)
    with zipfile.ZipFile(file) as former:
        manifest = json.loads(former.read("manifest.json"))
        for name in manifest["parts"]:
            with writer.part(name) as write:
                write(former.read(name))
    change(manifest)
    writer.close({key: value for key, value in manifest.items() if key not in ("parts", "format", "kind")})
    writer.appear()
    return made


def test_one_changed_byte_anywhere_is_found(written: Written, empty_here: str, folder: Path) -> None:
    whole = written.file.read_bytes()
    spoilt = folder / "spoilt.zip"
    dice = random.Random(3)
    places = [0, len(whole) - 1, len(whole) - 64, len(whole) - 90, len(whole) - 200]
    for place in [*places, *(dice.randrange(len(whole)) for _ in range(60))]:
        copy = bytearray(whole)
        copy[place] ^= 1 << dice.randrange(8)
        spoilt.write_bytes(copy)

        assert refusal_of(spoilt, written.keys_file)


def test_a_torn_keys_file_is_found(written: Written, empty_here: str, folder: Path) -> None:
    copy = bytearray(written.keys_file.read_bytes())
    copy[len(copy) // 2] ^= 4
    (folder / "spoilt.keys").write_bytes(copy)

    assert "is torn" in refusal_of(written.file, folder / "spoilt.keys")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_file_that_was_cut_off_is_found(
    written: Written, empty_here: str, folder: Path, share: float
) -> None:
    whole = written.file.read_bytes()
    (folder / "cut.zip").write_bytes(whole[: int(len(whole) * share)])

    assert "was cut off" in refusal_of(folder / "cut.zip", written.keys_file)


def test_a_file_to_which_something_was_added_is_found(
    written: Written, empty_here: str, folder: Path
) -> None:
    (folder / "long.zip").write_bytes(written.file.read_bytes() + b"\n")
    (folder / "pushed.zip").write_bytes(b"\n" + written.file.read_bytes())

    assert "is no backup" in refusal_of(folder / "long.zip", written.keys_file)
    assert "is torn" in refusal_of(folder / "pushed.zip", written.keys_file)


def test_what_is_no_backup_is_refused(written: Written, empty_here: str, folder: Path) -> None:
    (folder / "notes.txt").write_text("a shopping list")
    with zipfile.ZipFile(folder / "plain.zip", "w") as plain:
        plain.writestr("manifest.json", "{}")

    assert "is no backup" in refusal_of(folder / "notes.txt", written.keys_file)
    assert "is no backup" in refusal_of(folder / "plain.zip", written.keys_file)
    assert "cannot open" in refusal_of(folder / "nothing.zip", written.keys_file)
    assert "cannot open" in refusal_of(folder, written.keys_file)


def test_keys_and_data_are_not_mixed_up(written: Written, empty_here: str) -> None:
    assert "is a keys file" in refusal_of(written.keys_file, written.keys_file)
    assert "is a data file" in refusal_of(written.file, written.file)


def test_another_format_is_refused_by_its_number(
    written: Written, empty_here: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "FORMAT", 2)
    newer = rewritten(written.file, lambda manifest: None)
    monkeypatch.setattr(parcel, "FORMAT", 1)

    assert "has format 2" in refusal_of(newer, written.keys_file)


def test_a_missing_keys_file_is_said_and_nothing_is_restored(
    written: Written, empty_here: str, folder: Path
) -> None:
    assert "none.keys" in refusal_of(written.file, folder / "none.keys")


def test_keys_of_another_instance_or_older_than_the_data_are_refused(
    written: Written, empty_here: str
) -> None:
    foreign = rewritten(written.keys_file, lambda told: told.update(instance="other"), "keys")
    assert "another instance" in refusal_of(written.file, foreign)

    def age(told: dict[str, Any]) -> None:
        told["made_at"] = "2020-01-01T00:00:00.000000+00:00"

    assert "older than the data" in refusal_of(written.file, rewritten(written.keys_file, age, "keys"))


def test_another_secret_key_is_refused_unless_it_is_meant(
    written: Written, target: str, settings: Any
) -> None:
    settings.SECRET_KEY = "another-secret-key-of-sixty-four-characters-and-nothing-more-than"
    with standing_at(target):
        assert "NINGJU_SECRET_KEY" in refusal_of(written.file, written.keys_file)
        assert is_untouched(target)

        restore_backup(written.file, written.keys_file, is_new_secret_meant=True, progress=Silent())
        assert Community.objects.filter(slug="liuqiao").exists()


def test_p12_without_the_vault_key_nothing_is_restored(written: Written, empty_here: str) -> None:
    def lack(told: dict[str, Any]) -> None:
        told["vault_keys"] = ["0123456789abcdef"]

    assert "0123456789abcdef" in refusal_of(written.file, rewritten(written.keys_file, lack, "keys"))


def test_a_newer_programs_backup_is_refused(written: Written, empty_here: str) -> None:
    newer = rewritten(written.file, lambda told: told["migrations"].append("places.9999_of_tomorrow"))

    assert "places.9999_of_tomorrow" in refusal_of(newer, written.keys_file)


def test_tables_of_another_day_are_refused(written: Written, empty_here: str) -> None:
    older = rewritten(written.file, lambda told: told["migrations"].remove("places.0002_place_photo"))

    assert "restore into an empty database" in refusal_of(older, written.keys_file)


def test_a_backup_that_lacks_a_table_is_refused(written: Written, empty_here: str) -> None:
    lacking = rewritten(written.file, lambda told: told["tables"].pop("public.needs_need"))

    assert "public.needs_need" in refusal_of(lacking, written.keys_file)


def test_rows_that_do_not_count_are_refused(written: Written, empty_here: str) -> None:
    def add(told: dict[str, Any]) -> None:
        told["tables"]["public.needs_need"]["rows"] += 1

    assert "public.needs_need" in refusal_of(rewritten(written.file, add), written.keys_file)


def test_a_part_that_is_not_the_one_that_was_written_is_refused(written: Written, empty_here: str) -> None:
    def swap(told: dict[str, Any]) -> None:
        tables = told["tables"]
        tables["public.needs_need"]["part"] = tables["public.cases_case"]["part"]

    assert refusal_of(rewritten(written.file, swap), written.keys_file)


def test_a_file_name_that_leads_elsewhere_is_not_followed(folder: Path) -> None:
    for name in ("media/../x.jpg", "media/1/../../x.jpg", "media/1/x.jpg", "holidays/../x", "tables/x"):
        with pytest.raises(ValueError, match="holds a file named"):
            pictures.place_of(name)


def test_a_full_disk_while_pictures_come_in_leaves_no_row(
    written: Written, empty_here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("ningju.ground.files.disk.write_whole", full)

    assert "No space left" in refusal_of(written.file, written.keys_file)


def test_a_refusal_of_the_database_leaves_no_row(
    written: Written, empty_here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(link: Any, data: Any) -> None:
        link.execute("select 1 / 0")

    monkeypatch.setattr(load, "set_sequences", broken)

    assert "division by zero" in refusal_of(written.file, written.keys_file)


def test_a_web_that_still_holds_the_tables_is_not_waited_for_for_ever(
    written: Written, empty_here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "DO_NOT_WAIT_LONG", load.DO_NOT_WAIT_LONG.replace("30s", "100ms"))
    with owner_link() as web:
        web.execute("select count(*) from communities_community")

        assert "lock timeout" in refusal_of(written.file, written.keys_file)


def test_a_database_in_which_somebody_lives_is_never_written_over(town: None, written: Written) -> None:
    before = contents(name_here())

    assert "already holds 1 communities" in refusal_of(written.file, written.keys_file)
    assert contents(name_here()) == before


def test_somebody_who_moves_in_meanwhile_is_not_written_over(
    written: Written, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = aim.refuse_a_lived_in_database

    def move_in(link: Any) -> None:
        asked(link)
        make_community("huayang", "华阳路街道", "Huayang Road Sub-district")

    monkeypatch.setattr("ningju.jobs.backup.restore.refuse_a_lived_in_database", move_in)
    with standing_at(target):
        assert "already holds" in refusal_of(written.file, written.keys_file)
        assert [each.slug for each in Community.objects.all()] == ["huayang"]


@pytest.mark.parametrize(
    "strange",
    [
        "create materialized view odd as select 1 as one",
        "create unlogged table odd (id int)",
        "create table odd (id int) partition by range (id)",
        "create table odd (community_id bigint not null references communities_community (id)); "
        "alter table odd enable row level security; alter table odd force row level security; "
        "create policy tenant on odd using (true)",
        "create table odd (community_id bigint not null); "
        "alter table odd enable row level security; alter table odd force row level security; "
        "create policy tenant on odd using "
        "(community_id = nullif(current_setting('ningju.community', true), '')::bigint)",
    ],
)
def test_what_a_copy_could_miss_is_named_and_nothing_is_written(
    committed_db: None, folder: Path, strange: str
) -> None:
    with owner_link() as link:
        link.autocommit = True
        link.execute(strange)
    try:
        with pytest.raises(CommandFailed, match="odd"):
            back_up(folder)
    finally:
        with owner_link() as link:
            link.autocommit = True
            kind = "materialized view" if "materialized" in strange else "table"
            link.execute(f"drop {kind} odd")

    assert list(folder.iterdir()) == []


def test_a_database_without_tables_is_said(committed_db: None, folder: Path) -> None:
    with (
        another_database("bare", is_empty=True) as bare,
        standing_at(bare),
        pytest.raises(CommandFailed, match="no tables"),
    ):
        back_up(folder)

    assert list(folder.iterdir()) == []


def test_an_earlier_backup_is_replaced_and_nothing_else_is(town: None, folder: Path) -> None:
    first = back_up(folder).file.read_bytes()
    (folder / "photo.zip").write_bytes(b"not ours")

    assert back_up(folder).file.read_bytes() != first
    with pytest.raises(CommandFailed, match="not written over"):
        back_up(folder, name="photo.zip")
    with pytest.raises(CommandFailed, match="not written over"):
        back_up(folder, name="ningju.keys", keys="other.keys")
    with pytest.raises(CommandFailed, match="no folder"):
        back_up(folder / "nowhere")
    assert (folder / "photo.zip").read_bytes() == b"not ours"
    assert sorted(path.name for path in folder.iterdir()) == ["ningju.keys", "ningju.zip", "photo.zip"]


def test_both_files_are_for_their_owner_only(town: None, folder: Path) -> None:
    written = back_up(folder)

    assert {os.stat(path).st_mode & 0o777 for path in (written.file, written.keys_file)} == {0o600}


def test_a_full_disk_leaves_the_earlier_backup_and_no_half_of_the_new_one(
    town: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandFailed, match="No space"):
        back_up(folder)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_crash_between_the_two_leaves_old_data_with_the_newest_keys(
    town: None, folder: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = back_up(folder)
    data, keys = first.file.read_bytes(), first.keys_file.read_bytes()
    appear = ParcelWriter.appear

    def crash(writer: ParcelWriter) -> None:
        if writer.kind == "data":
            raise KeyboardInterrupt
        appear(writer)

    monkeypatch.setattr(ParcelWriter, "appear", crash)
    with pytest.raises(KeyboardInterrupt):
        back_up(folder)

    assert (first.file.read_bytes() == data, first.keys_file.read_bytes() == keys) == (True, False)
    assert sorted(path.name for path in folder.iterdir()) == ["ningju.keys", "ningju.zip"]
    with standing_at(target):
        restore_backup(first.file, first.keys_file, progress=Silent())
        assert Community.objects.filter(slug="liuqiao").exists()


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
