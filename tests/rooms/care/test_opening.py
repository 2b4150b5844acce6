"""Opening what is sealed: for a task only, by those of the unit, and the person reads who did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, NotAllowed, NotFound
from ningju.rooms.care.access import record_at_desk
from ningju.rooms.care.models import CareNeed, CareRecord
from ningju.rooms.care.services import (
    ask_for_help,
    find_by_phone,
    move_need,
    open_contact,
    open_need,
    record_contact,
)
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import AccessRefused, entries_about, reader_of
from ningju.rooms.privacy.services import open_sealed
from tests.rooms.care.cast import BACKUP, PHONE, WORDS, join
from tests.rooms.cases.cases import make_actor

ROLES = ["keeper", "partner", "leader", "auditor", "admin"]


def test_b29_the_person_reads_who_opened_what_when_and_why(record: CareRecord, worker: Actor) -> None:
    opened = open_contact(record=record, by=worker)

    (entry,) = entries_about(record.record_id)
    assert dict(opened) == {"phone": PHONE, "words": WORDS}
    assert (entry.purpose, entry.role, list(entry.fields)) == ("care", "worker", ["phone", "words"])
    assert timezone.now() - entry.at < timedelta(minutes=1)


def test_p13_whoever_works_for_two_units_is_logged_for_the_one_that_keeps_the_record(
    unit: Organisation, other_unit: Organisation
) -> None:
    both = make_actor("worker", unit, other_unit)

    for keeper in (unit, other_unit):
        kept = join(keeper)
        open_contact(record=kept, by=both)
        open_need(need=ask_for_help(record=kept, theme="talk", words="x", by=ANYBODY), by=both)

        (entry,) = entries_about(kept.record_id)
        (need,) = kept.needs.all()
        (look,) = entries_about(need.record_id)
        assert (entry.unit_id, look.unit_id) == (keeper.pk, keeper.pk)


def test_only_what_the_chosen_way_needs_is_opened(unit: Organisation, worker: Actor) -> None:
    visit = join(unit, way="visit", address="武夷路 99 弄")

    assert "backup" not in open_contact(record=visit, by=worker)
    assert open_contact(record=visit, by=worker)["address"] == "武夷路 99 弄"
    assert dict(open_contact(record=visit, by=worker, with_backup=True)) == {"backup": BACKUP}


def test_p10_a_reader_of_care_with_the_purpose_statistics_is_denied(
    record: CareRecord, worker: Actor
) -> None:
    with pytest.raises(AccessRefused):
        open_sealed(record, purpose="statistics", reader=reader_of(worker), fields=["phone"])


@pytest.mark.parametrize("role", ROLES)
def test_p10_no_other_role_opens_for_care(record: CareRecord, unit: Organisation, role: str) -> None:
    actor = make_actor(role, unit)

    with pytest.raises(NotAllowed):
        open_contact(record=record, by=actor)
    with pytest.raises(AccessRefused):
        open_sealed(record, purpose="care", reader=reader_of(actor), fields=["phone"])


def test_nobody_opens_without_something_to_do(unit: Organisation, worker: Actor) -> None:
    now = timezone.now()
    record = join(unit, at=now - timedelta(days=8))
    record_contact(record=record, outcome="reached", by=worker, at=now)

    with pytest.raises(Conflict):
        open_contact(record=record, by=worker)
    assert entries_about(record.record_id) == []


def test_an_open_need_is_something_to_do_even_if_nobody_is_to_call(unit: Organisation, worker: Actor) -> None:
    quiet = join(unit, rhythm="none")
    with pytest.raises(Conflict):
        open_contact(record=quiet, by=worker)

    ask_for_help(record=quiet, theme="meals", by=ANYBODY)

    assert open_contact(record=quiet, by=worker)["phone"] == PHONE


def test_the_words_of_a_need_are_opened_for_it_and_logged(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="repairs", words="水管漏水", by=ANYBODY)

    assert open_need(need=need, by=worker)["words"] == "水管漏水"
    assert [entry.purpose for entry in entries_about(need.record_id)] == ["care"]


def test_another_units_worker_opens_nothing_and_finds_nothing(record: CareRecord, stranger: Actor) -> None:
    need = ask_for_help(record=record, theme="repairs", words="水管漏水", by=ANYBODY)

    with pytest.raises(NotFound):
        record_at_desk(stranger, record.code)
    with pytest.raises(NotFound):
        open_contact(record=record, by=stranger)
    with pytest.raises(NotFound):
        open_need(need=need, by=stranger)
    with pytest.raises(NotFound):
        find_by_phone(phone=PHONE, by=stranger)


def test_hidden_and_absent_read_alike(record: CareRecord, worker: Actor, stranger: Actor) -> None:
    with pytest.raises(NotFound) as hidden:
        record_at_desk(stranger, record.code)
    with pytest.raises(NotFound) as absent:
        record_at_desk(worker, "G00000000Z")

    assert str(hidden.value) == str(absent.value)


def test_another_communitys_worker_finds_no_such_record(
    record: CareRecord, worker: Actor, other_community: Community
) -> None:
    with in_community(other_community.pk), pytest.raises(NotFound):
        record_at_desk(worker, record.code)
    with in_community(other_community.pk):
        assert CareRecord.objects.count() == CareNeed.objects.count() == 0


def test_p5_the_phone_a_caller_says_finds_exactly_their_record(record: CareRecord, worker: Actor) -> None:
    assert find_by_phone(phone="+86 13900001234", by=worker) == [record]
    with pytest.raises(NotFound):
        find_by_phone(phone="13900001235", by=worker)


def test_p5_the_twenty_first_look_up_of_a_day_is_refused(record: CareRecord, worker: Actor) -> None:
    for _turn in range(20):
        find_by_phone(phone=PHONE, by=worker)

    with pytest.raises(AccessRefused):
        find_by_phone(phone=PHONE, by=worker)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_looks_up_a_phone(record: CareRecord, unit: Organisation, role: str) -> None:
    with pytest.raises(NotAllowed):
        find_by_phone(phone=PHONE, by=make_actor(role, unit))


def test_the_words_of_a_need_that_is_closed_are_not_opened(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="meals", words="x", by=ANYBODY)
    closed = move_need(need=need, verb="met", words="送到了", by=worker)

    with pytest.raises(Conflict):
        open_need(need=closed, by=worker)
    assert entries_about(need.record_id) == []
