"""The vault: what is sealed opens where it belongs, with its own key, and nowhere else."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test.utils import override_settings

from ningju.ground.sealed import sealed_column
from ningju.ground.tenancy import in_community
from ningju.kernel.environment import SettingError
from ningju.kernel.errors import RuleViolation
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy import services
from ningju.rooms.privacy.access import THE_PERSON
from ningju.rooms.privacy.models import CommunityKey, RecordKey
from ningju.rooms.privacy.vault import rotation
from ningju.rooms.privacy.vault.envelope import (
    Unopenable,
    new_key_text,
    open_box,
    read_instance_keys,
    seal_box,
)
from ningju.rooms.privacy.vault.keys import Erased, instance_keys, parsed_keys
from tests.conftest import Rows
from tests.rooms.privacy.conftest import PHONE, WORDS
from tests.rooms.privacy.records import Note, a_note


def opened(note: Note) -> dict[str, str]:
    return dict(services.open_sealed(note, purpose="self", reader=THE_PERSON))


def test_p12_what_is_sealed_opens_for_its_person(note: Note) -> None:
    assert opened(note) == {"phone": PHONE, "words": WORDS}


def test_p12_a_record_whose_key_is_destroyed_never_opens_again(note: Note) -> None:
    old_backup = Note(
        record_id=note.record_id, phone_sealed=note.phone_sealed, words_sealed=note.words_sealed
    )

    services.forget(note)

    assert (note.phone_sealed, note.words_sealed) == (None, None)
    with pytest.raises(Erased):
        opened(old_backup)


def test_p12_every_record_and_every_sealing_has_its_own_box(community: Community) -> None:
    one, two = a_note(), a_note()
    for each in (one, two):
        services.seal(each, phone=PHONE)
    first = bytes(one.phone_sealed or b"")
    services.seal(one, phone=PHONE)

    assert len({first, bytes(one.phone_sealed or b""), bytes(two.phone_sealed or b"")}) == 3


@pytest.mark.parametrize("other", ["column", "record", "byte"])
def test_p12_a_box_moved_or_changed_does_not_open(note: Note, other: str) -> None:
    box = bytes(note.phone_sealed or b"")
    if other == "column":
        note.words_sealed = box
    elif other == "record":
        stranger = a_note()
        services.seal(stranger, phone="1")
        stranger.phone_sealed, note = box, stranger
    else:
        note.phone_sealed = box[:20] + bytes([box[20] ^ 1]) + box[21:]

    with pytest.raises(Unopenable) as refusal:
        opened(note)

    assert PHONE not in str(refusal.value)


def test_p12_another_community_has_another_key_and_sees_none_of_ours(
    note: Note, other_community: Community
) -> None:
    ours = bytes(CommunityKey.objects.get(purpose="records").wrapped)

    with in_community(other_community.pk):
        services.seal(a_note(), phone=PHONE)
        theirs = [bytes(row.wrapped) for row in CommunityKey.objects.all()]
        assert RecordKey.objects.filter(record_id=note.record_id).count() == 0
        with pytest.raises(Erased):
            opened(note)

    assert ours not in theirs


def test_p12_the_keys_stand_in_a_schema_of_their_own(note: Note, app_sql: Callable[..., Rows]) -> None:
    assert app_sql("select count(*) from keys.record_key") == [(1,)]
    tables = app_sql(
        "select tablename from pg_tables where schemaname = 'public' and tablename like '%key%' order by 1"
    )
    # The keys of posted forms, and the public halves of sealed inboxes, are no keys of the vault.
    assert tables == [("ground_formkey",), ("referral_referralkey",)]


def test_neither_row_nor_words_show_themselves(note: Note) -> None:
    shown = services.open_sealed(note, purpose="self", reader=THE_PERSON)

    assert str(note.phone) == repr(note.phone) == "<sealed>"
    assert not a_note().phone
    assert PHONE not in f"{shown!r} {shown} {[shown]} {note!r} {vars(note)}"


def test_a_text_that_is_too_long_is_refused_by_its_field(community: Community) -> None:
    with pytest.raises(RuleViolation) as refusal:
        services.seal(a_note(), phone="1" * 21)

    assert refusal.value.field == "phone"


def test_an_empty_text_clears_a_field(note: Note) -> None:
    services.seal(note, phone="")

    assert opened(note) == {"phone": "", "words": WORDS}


def test_the_instance_key_is_replaced_without_losing_a_record(note: Note) -> None:
    former = instance_keys()
    new = new_key_text()
    with override_settings(NINGJU_VAULT_KEY=f"{new},Zm9yIHRlc3RzIG9ubHksIDMyIGJ5dGVzIG9mIGEga2U="):
        count = CommunityKey.objects.count()
        assert rotation.wrap_community_keys_anew() == count >= 1
        assert rotation.wrap_community_keys_anew() == 0
        assert {bytes(row.instance_key_name) for row in CommunityKey.objects.all()} == {
            instance_keys().current.name
        }
    with override_settings(NINGJU_VAULT_KEY=new):
        assert opened(note)["phone"] == PHONE
    assert former.current.name != parsed_keys(new, "").current.name
    with pytest.raises(SettingError, match="add the former key"):
        opened(note)


def test_record_keys_are_wrapped_anew_in_batches_and_a_broken_run_goes_on(community: Community) -> None:
    notes = [a_note() for _ in range(7)]
    for each in notes:
        services.seal(each, phone=PHONE)
    assert rotation.begin_rotation() == 2
    assert rotation.wrap_batch_anew(2, most=3) == 3

    assert rotation.begin_rotation() == 2, "a rotation under way is not begun again"
    assert rotation.retire_former_keys() == 0, "a key that still wraps something stays"
    told: list[int] = []
    done = rotation.rotate_records(lambda: in_community(community.pk), told.append)

    assert done == 4
    assert told == [4, 4]
    assert rotation.standing() == (7, 0, 2)
    assert {opened(each)["phone"] for each in notes} == {PHONE}


def test_a_former_key_is_retired_an_hour_after_its_successor(
    note: Note, app_sql: Callable[..., Rows]
) -> None:
    rotation.rotate_records(lambda: in_community(note.community_id or 0), lambda _done: None)
    assert rotation.retire_former_keys() == 0

    app_sql("update keys.community_key set made_at = made_at - interval '61 minutes'")

    assert rotation.retire_former_keys() == 1
    assert opened(note)["phone"] == PHONE


@pytest.mark.parametrize("text", ["", "short", "x" * 44, "not base64 at all, but long enough to be a key"])
def test_a_key_that_is_none_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(SettingError, match="ningju vault new-key"):
        read_instance_keys([text] if text else [])


def test_the_box_is_plain_aes_gcm_to_an_independent_reader() -> None:
    key = bytes(range(32))

    box = seal_box(AESGCM(key), b"words", b"place")

    assert box[:1] == b"\x01"
    assert AESGCM(key).decrypt(box[1:13], box[13:], b"place") == b"words"
    assert open_box(AESGCM(key), box, b"place") == b"words"


def test_every_sealed_field_has_its_column(community: Community) -> None:
    assert Note.sealed_fields == {"phone": 20, "words": 200}
    assert {sealed_column(name) for name in Note.sealed_fields} <= {
        field.column for field in Note._meta.local_fields
    }
