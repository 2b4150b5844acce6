"""Keys lie apart from the data: an old backup with the newest keys opens the living and never the erased."""

import shutil
import zipfile
from pathlib import Path

import pytest

from ningju.ground.tenancy import in_community
from ningju.jobs.backup.restore import restore_backup
from ningju.kernel.text import Bilingual
from ningju.rooms.care.models import CareEnding, CareRecord
from ningju.rooms.care.services import let_keep_register, withdraw_care
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import forget_contact
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.organisations.services import put_organisation
from ningju.rooms.privacy.access import THE_PERSON
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry, RecordKey
from ningju.rooms.privacy.services import open_sealed
from ningju.rooms.privacy.vault.keys import Erased
from ningju.rooms.privacy.verify import verify_log
from tests.conftest import make_community
from tests.jobs.backup.stage import (
    PHONE,
    WORDS,
    Silent,
    back_up,
    make_contact,
    standing_at,
)
from tests.rooms.care.cast import join
from tests.rooms.cases.cases import make_unit
from tests.rooms.privacy.records import staff


@pytest.fixture
def huayang(committed_db: None, folder: Path, target: str) -> Community:
    """Return a neighbourhood in which people left a number; there is another, empty database."""
    return make_community("huayang", "华阳路街道", "Huayang Road Sub-district")


SAID = {"address": PHONE, "call_when": WORDS}


def read(contact: Contact) -> dict[str, str]:
    fields = ("address", "call_when")
    return dict(open_sealed(contact, purpose="self", reader=THE_PERSON, fields=fields))


def test_p12_an_old_backup_with_the_newest_keys_opens_the_living_and_never_the_erased(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        living, erased = make_contact(), make_contact()
    old = back_up(folder, name="old.zip")
    with in_community(huayang.pk):
        forget_contact(contact=erased)
    new = back_up(folder, name="new.zip")
    assert old.keys_file == new.keys_file

    with standing_at(target):
        loaded = restore_backup(old.file, new.keys_file, progress=Silent())
        with in_community(huayang.pk):
            assert read(Contact.objects.get(record_id=living.record_id)) == {
                "address": PHONE,
                "call_when": WORDS,
            }
            back = Contact.objects.get(record_id=erased.record_id)
            with pytest.raises(Erased):
                read(back)
            assert (bool(back.address), back.address_index, back.is_forgotten) == (False, None, True)
    assert loaded.erased == 1


def test_p12_who_left_the_care_register_after_the_backup_is_not_back_in_it(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        unit = make_unit("office", "社区服务办公室", "Community Services Office")
        let_keep_register(unit=unit, by_name="the test")
        staying = join(unit)
        leaving = join(unit, nickname="老周", phone="139 0000 9999", words="", backup="")
    old = back_up(folder, name="old.zip")
    with in_community(huayang.pk):
        withdraw_care(record=leaving, by=ANYBODY)
    new = back_up(folder, name="new.zip")

    with standing_at(target):
        restore_backup(old.file, new.keys_file, progress=Silent())
        with in_community(huayang.pk):
            assert CareRecord.objects.get().record_id == staying.record_id
            assert CareEnding.objects.get().record_id == leaving.record_id


def test_p12_the_sealed_words_of_an_old_backup_do_not_open_even_before_they_are_let_go(
    huayang: Community, folder: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_community(huayang.pk):
        erased = make_contact()
    old = back_up(folder, name="old.zip")
    with in_community(huayang.pk):
        forget_contact(contact=erased)
    new = back_up(folder, name="new.zip")
    monkeypatch.setattr("ningju.jobs.backup.restore.erase_again", lambda: 0)

    with standing_at(target):
        restore_backup(old.file, new.keys_file, progress=Silent())
        with in_community(huayang.pk):
            back = Contact.objects.get()
            assert back.address, "the sealed words are in the old backup"
            with pytest.raises(Erased):
                read(back)


def test_p12_a_copy_of_old_keys_would_open_what_was_erased_so_only_the_newest_are_kept(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        erased = make_contact()
    old = back_up(folder, name="old.zip")
    shutil.copy(old.keys_file, folder / "hoarded.keys")
    with in_community(huayang.pk):
        forget_contact(contact=erased)
    back_up(folder, name="new.zip")

    assert sorted(path.name for path in folder.glob("*.keys")) == ["hoarded.keys", "ningju.keys"]
    with standing_at(target):
        restore_backup(old.file, folder / "hoarded.keys", progress=Silent())
        with in_community(huayang.pk):
            assert read(Contact.objects.get())["address"] == PHONE, "docs/operations.md warns of such copies"


def test_p12_the_data_file_holds_neither_keys_nor_sealed_words(huayang: Community, folder: Path) -> None:
    with in_community(huayang.pk):
        contact = make_contact()
        key = bytes(RecordKey.objects.get(community_id=huayang.pk, record_id=contact.record_id).wrapped)
    written = back_up(folder)

    with zipfile.ZipFile(written.file) as data, zipfile.ZipFile(written.keys_file) as keys:
        everything = b"".join(data.read(name) for name in data.namelist())
        all_keys = b"".join(keys.read(name) for name in keys.namelist())
        assert not [name for name in data.namelist() if "keys" in name]
    for words in (PHONE, WORDS):
        assert words.encode() not in everything + all_keys
    assert key.hex().encode() not in everything
    assert key.hex().encode() in all_keys
    assert str(contact.record_id).encode() in everything


def test_p12_without_keys_the_rest_comes_back_and_nothing_sealed_opens(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        make_contact()
        put_organisation(slug="host", kind="host", name=Bilingual("管站的", "Host"))
    written = back_up(folder)

    with standing_at(target):
        loaded = restore_backup(written.file, None, progress=Silent())
        with in_community(huayang.pk), pytest.raises(Erased):
            read(Contact.objects.get())
    assert loaded.keys == 0


def test_keys_of_a_neighbourhood_that_came_later_are_left_out(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        make_contact()
    old = back_up(folder, name="old.zip")
    with in_community(make_community("liuqiao", "柳桥街道", "Willow Bridge").pk):
        make_contact()
    new = back_up(folder, name="new.zip")
    assert new.keys > old.keys

    with standing_at(target):
        loaded = restore_backup(old.file, new.keys_file, progress=Silent())
        with in_community(huayang.pk):
            assert read(Contact.objects.get())["address"] == PHONE
    assert loaded.keys == old.keys


def test_p12_the_access_log_of_a_restored_town_is_whole(
    huayang: Community, folder: Path, target: str
) -> None:
    with in_community(huayang.pk):
        for _ in range(3):
            append_entry(
                act=AccessEntry.Act.OPENED,
                label=Contact.sealed_label(),
                record_id=make_contact().record_id,
                fields=["address"],
                purpose="callback",
                reader=staff("worker"),
                role="worker",
            )
        assert verify_log().read == 3
    written = back_up(folder)

    with standing_at(target):
        restore_backup(written.file, written.keys_file, progress=Silent())
        with in_community(huayang.pk):
            verdict = verify_log()
    assert (verdict.read, verdict.is_whole) == (3, True)
