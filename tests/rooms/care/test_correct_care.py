"""Putting right what is held: by the person, or by staff at their word."""

from typing import Any

import pytest

from ningju.kernel.errors import NotFound, RuleViolation
from ningju.rooms.care.models import CarePair, CareRecord
from ningju.rooms.care.services import correct_care, find_by_phone, read_own
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.care.cast import BACKUP, PHONE, WORDS, join

NEW = "13777770000"


def test_a_new_number_is_found_and_the_old_one_no_more(record: CareRecord, worker: Actor) -> None:
    correct_care(record=record, changes={"phone": NEW}, by=ANYBODY)

    assert read_own(CareRecord.objects.get()) == {"phone": NEW, "words": WORDS, "backup": BACKUP}
    assert find_by_phone(phone=NEW, by=worker) == [record]
    with pytest.raises(NotFound):
        find_by_phone(phone=PHONE, by=worker)


def test_what_is_emptied_is_gone_and_the_rest_stays(record: CareRecord) -> None:
    correct_care(record=record, changes={"words": "", "themes": ["meals"]}, by=ANYBODY)

    changed = CareRecord.objects.get()
    assert "words" not in read_own(changed)
    assert changed.themes == ["meals"]
    assert changed.nickname == "阿婆"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"way": "visit"}, "address"),
        ({"nickname": ""}, "nickname"),
        ({"themes": []}, "themes"),
        ({"words": "长" * 1001}, "words"),
    ],
)
def test_nobody_becomes_unreachable_or_nameless(
    record: CareRecord, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        correct_care(record=record, changes=changes, by=ANYBODY)

    assert refusal.value.field == field
    assert read_own(CareRecord.objects.get())["phone"] == PHONE


def test_the_yearly_message_follows_the_new_number_and_ends_with_none(unit: Organisation) -> None:
    record = join(unit, wants_reminder=True, way="visit", address="武夷路 99 弄")
    old = record.reminder
    assert old is not None

    moved = correct_care(record=record, changes={"phone": NEW}, by=ANYBODY)
    old.refresh_from_db()
    assert old.is_forgotten
    assert moved.reminder is not None
    assert moved.reminder != old

    assert correct_care(record=moved, changes={"phone": ""}, by=ANYBODY).reminder is None


def test_saving_the_same_number_again_proposes_nothing_new(unit: Organisation, record: CareRecord) -> None:
    other = join(unit, nickname="老头子")
    for one in (record, other, record):
        correct_care(record=one, changes={"phone": PHONE}, by=ANYBODY)

    assert CarePair.objects.count() == 1


def test_p27_staff_put_it_right_at_the_persons_word_and_others_cannot(
    record: CareRecord, worker: Actor, stranger: Actor
) -> None:
    with pytest.raises(NotFound):
        correct_care(record=record, changes={"nickname": "别人"}, by=stranger)

    correct_care(record=record, changes={"nickname": "李婆婆"}, by=worker)

    assert record.events.get(verb="correct").is_by_proxy is True
    assert CareRecord.objects.get().nickname == "李婆婆"
