"""Joining the register: one's own consent, a nickname and a need; everything else sealed or not asked."""

from typing import Any

import pytest
from django.db import connection

from ningju.kernel.errors import NotAllowed, RuleViolation
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareNeed, CareRecord
from ningju.rooms.care.services import read_own
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import entries_about, receipts_of
from tests.rooms.care.cast import BACKUP, PHONE, WORDS, join
from tests.rooms.cases.cases import make_actor, make_unit


def test_somebody_joins_with_a_nickname_and_a_need_and_reads_it_back(record: CareRecord) -> None:
    assert record.status == CareRecord.Status.ACTIVE
    assert record.code.startswith("G")
    assert read_own(record) == {"phone": PHONE, "words": WORDS, "backup": BACKUP}
    assert [line.verb for line in record.events.all()] == ["join"]


def test_the_tables_hold_nothing_of_what_was_sealed(record: CareRecord) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select care_carerecord::text from care_carerecord")
        row = cursor.fetchone()[0]

    for planted in (PHONE, "139", WORDS, BACKUP, "膝盖"):
        assert planted not in row
        assert planted.encode().hex() not in row


def test_the_first_contact_is_planned_within_a_week(record: CareRecord) -> None:
    (contact,) = record.contacts.all()

    assert str(contact.planned_on) == "2026-03-17"


def test_who_wants_no_calls_gets_none_planned(unit: Organisation) -> None:
    assert not join(unit, rhythm="none").contacts.exists()


def test_p8_one_receipt_says_when_and_how_the_yes_was_given(record: CareRecord) -> None:
    (receipt,) = receipts_of(record.record_id)

    assert (receipt.purpose, receipt.via, receipt.is_given) == ("care", "web", True)
    assert receipt.is_by_proxy is False


def test_p8_without_a_yes_nothing_is_kept(unit: Organisation) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(unit, has_consented=False)

    assert refusal.value.field == "consent"
    assert not CareRecord.objects.exists()


def test_p25_under_fourteen_nobody_joins_and_no_age_is_kept(unit: Organisation) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(unit, is_of_age=False)

    assert refusal.value.field == "is_of_age"
    columns = {field.name for field in CareRecord._meta.get_fields()}
    assert not {name for name in columns if "age" in name or "birth" in name}


def test_p7_t1_the_register_has_exactly_these_columns() -> None:
    """Whoever adds a column about a person has to change this list, in front of everybody."""
    assert {field.column for field in CareRecord._meta.local_fields} == {
        "id", "community_id", "record_id", "code", "secret_digest", "nickname", "themes", "rhythm", "way",
        "phone_sealed", "address_sealed", "words_sealed", "backup_sealed", "phone_index", "reminder_id",
        "unit_id",
        "status", "via", "is_by_proxy", "is_invented", "joined_at", "confirmed_on", "confirm_by_on",
    }  # fmt: skip
    assert {field.column for field in CareNeed._meta.local_fields} == {
        "id", "community_id", "record_id", "public_id", "asker_id", "theme", "words_sealed", "state",
        "is_by_proxy", "opened_at", "closed_at", "words_erased_at",
    }  # fmt: skip


def test_p27_staff_write_for_a_caller_with_the_same_consent_marked_by_proxy(
    unit: Organisation, worker: Actor
) -> None:
    record = join(unit, via="phone", by=worker)

    (receipt,) = receipts_of(record.record_id)
    assert (record.status, record.is_by_proxy) == ("invited", True)
    assert (receipt.via, receipt.is_by_proxy) == ("phone", True)
    assert record.events.get().is_by_proxy is True


def test_p27_staff_cannot_write_for_somebody_without_their_yes(unit: Organisation, worker: Actor) -> None:
    with pytest.raises(RuleViolation):
        join(unit, via="paper", by=worker, has_consented=False)

    assert not CareRecord.objects.exists()


@pytest.mark.parametrize("role", ["keeper", "partner", "leader", "auditor", "admin"])
def test_no_other_role_writes_anybody_down(unit: Organisation, role: str) -> None:
    with pytest.raises(NotAllowed):
        join(unit, via="phone", by=make_actor(role, unit))


def test_staff_write_people_down_for_their_own_unit_only(unit: Organisation, stranger: Actor) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(unit, via="phone", by=stranger)

    assert refusal.value.field == "unit"


def test_only_units_that_keep_the_register_can_be_chosen(unit: Organisation) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(make_unit("roads"))

    assert refusal.value.field == "unit"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"nickname": " "}, "nickname"),
        ({"nickname": "很" * 21}, "nickname"),
        ({"themes": []}, "themes"),
        ({"themes": ["talk", "belief"]}, "themes"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"way": "pigeon"}, "way"),
        ({"phone": ""}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"way": "visit", "address": ""}, "address"),
        ({"words": "长" * 1001}, "words"),
        ({"via": "phone"}, "via"),
    ],
)
def test_what_is_missing_or_wrong_is_named(unit: Organisation, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(unit, **wrong)

    assert refusal.value.field == field
    assert not CareRecord.objects.exists()


def test_a_visit_needs_an_address_and_no_phone(unit: Organisation) -> None:
    record = join(unit, way="visit", address="武夷路 99 弄", phone="")

    assert record.phone_index is None
    assert read_own(record)["address"] == "武夷路 99 弄"


def test_the_persons_own_reading_leaves_no_entry(record: CareRecord) -> None:
    read_own(record)

    assert entries_about(record.record_id) == []


def test_every_record_has_its_own_link(unit: Organisation, record: CareRecord) -> None:
    other = join(unit, nickname="老王", phone="13800000000")

    assert secret_of(record.record_id) != secret_of(other.record_id)
