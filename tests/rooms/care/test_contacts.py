"""Contacts by the rhythm a person chose: one an interval; the room and the database refuse a second."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from ningju.kernel.clock import SHANGHAI
from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.care.access import contacts_due
from ningju.rooms.care.models import CareContact, CareRecord
from ningju.rooms.care.services import change_rhythm, plan_contact, record_contact
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.care.cast import JOINED, join
from tests.rooms.cases.cases import make_actor

DUE = JOINED + timedelta(days=7)


def day(month: int, number: int, year: int = 2026) -> date:
    """Return a day of the test's year."""
    return date(year, month, number)


def test_a_contact_made_plans_the_next_by_the_rhythm(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, note="聊了一会儿", at=DUE)

    assert record.contacts.done().get().done_on == day(3, 17)
    assert record.contacts.planned().get().planned_on == day(6, 17)
    assert record.events.first().verb == "contact"  # type: ignore[union-attr]


def test_t10_a_second_contact_inside_the_interval_is_refused_and_says_when_they_were_asked(
    record: CareRecord, worker: Actor
) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)

    with translation.override("en"), pytest.raises(Conflict) as refusal:
        record_contact(record=record, outcome="reached", by=worker, at=DUE + timedelta(days=40))

    assert str(refusal.value) == "Asked already on 17 March 2026. Nobody asks again before 17 June 2026."
    assert record.contacts.done().count() == 1


def test_t10_a_second_task_inside_the_interval_cannot_be_planned(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)

    with pytest.raises(Conflict):
        plan_contact(record=record, on=day(5, 1))


def test_t10_the_database_itself_refuses_two_contacts_that_overlap(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)

    with pytest.raises(IntegrityError, match="carecontact_once_an_interval"), transaction.atomic():
        CareContact.objects.create(
            record=record,
            planned_on=day(5, 1),
            done_on=day(5, 1),
            outcome="reached",
            period=DateRange(day(5, 1), day(6, 1)),
        )


def test_on_the_first_day_after_the_interval_one_may_ask_again(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)
    record_contact(record=record, outcome="reached", by=worker, at=datetime(2026, 6, 17, 9, tzinfo=SHANGHAI))

    assert [contact.done_on for contact in record.contacts.done()] == [day(6, 17), day(3, 17)]


def test_other_peoples_intervals_do_not_meet(unit: Organisation, record: CareRecord, worker: Actor) -> None:
    other = join(unit, nickname="老王", phone="13811112222")
    record_contact(record=record, outcome="reached", by=worker, at=DUE)

    assert record_contact(record=other, outcome="reached", by=worker, at=DUE).done_on == day(3, 17)


def test_b28_before_it_is_due_nobody_contacts(record: CareRecord, worker: Actor) -> None:
    with translation.override("en"), pytest.raises(Conflict) as refusal:
        record_contact(record=record, outcome="reached", by=worker, at=DUE - timedelta(days=1))

    assert "planned for 17 March 2026" in str(refusal.value)


def test_b28_with_rhythm_none_nobody_contacts(unit: Organisation, worker: Actor) -> None:
    quiet = join(unit, rhythm="none")

    with pytest.raises(RuleViolation):
        plan_contact(record=quiet, on=DUE.date())
    with pytest.raises(Conflict):
        record_contact(record=quiet, outcome="reached", by=worker, at=DUE)


def test_who_is_not_reached_is_tried_three_times_and_then_left_in_peace(
    record: CareRecord, worker: Actor
) -> None:
    for days in (0, 3, 6):
        record_contact(record=record, outcome="not_reached", by=worker, at=DUE + timedelta(days=days))

    assert record.contacts.done().get().outcome == "not_reached"
    assert record.contacts.planned().get().planned_on == day(6, 23)
    assert [line.verb for line in record.events.all()][:3] == ["try", "try", "try"]


def test_asking_for_something_opens_a_need(record: CareRecord, worker: Actor) -> None:
    record_contact(
        record=record, outcome="asks_for", by=worker, theme="repairs", asked_words="灯坏了", at=DUE
    )

    need = record.needs.get()
    assert (need.theme, need.state, need.is_by_proxy) == ("repairs", "open", True)


def test_the_wish_to_stay_said_on_the_phone_holds_for_a_year_by_proxy(
    unit: Organisation, worker: Actor
) -> None:
    record = join(unit, via="phone", by=worker)
    record_contact(record=record, outcome="reached", by=worker, wishes_to_stay=True, at=DUE)

    record.refresh_from_db()
    assert (record.status, record.confirmed_on) == ("active", day(3, 17))
    assert record.events.get(verb="confirm").is_by_proxy is True


@pytest.mark.parametrize("note", ["她是回族，逢年过节要去看", "老党员，优先联系", "Muslim family"])
def test_t5_a_note_with_what_is_never_stored_is_refused(record: CareRecord, worker: Actor, note: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        record_contact(record=record, outcome="reached", by=worker, note=note, at=DUE)

    assert refusal.value.field == "note"
    assert not record.contacts.done().exists()


def test_a_shorter_rhythm_counts_from_the_last_contact(record: CareRecord, worker: Actor) -> None:
    change_rhythm(record=record, rhythm="yearly", by=ANYBODY, at=JOINED)
    record_contact(record=CareRecord.objects.get(), outcome="reached", by=worker, at=DUE)
    change_rhythm(record=record, rhythm="quarterly", by=ANYBODY, at=DUE + timedelta(days=30))

    assert record.contacts.planned().get().planned_on == day(6, 17)


def test_a_longer_rhythm_leaves_them_in_peace_for_longer(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)
    change_rhythm(record=record, rhythm="yearly", by=ANYBODY, at=DUE + timedelta(days=30))

    assert record.contacts.planned().get().planned_on == day(3, 17, 2027)


def test_changing_to_no_calls_takes_the_planned_one_away(record: CareRecord) -> None:
    changed = change_rhythm(record=record, rhythm="none", by=ANYBODY, at=JOINED)

    assert changed.rhythm == "none"
    assert not record.contacts.exists()


def test_switching_there_and_back_does_not_bring_a_second_call(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, at=DUE)
    change_rhythm(record=record, rhythm="none", by=ANYBODY, at=DUE + timedelta(days=1))
    change_rhythm(record=record, rhythm="quarterly", by=ANYBODY, at=DUE + timedelta(days=2))

    assert record.contacts.planned().get().planned_on == day(6, 17)


def test_only_what_is_due_and_ones_own_units_is_on_the_desk(
    record: CareRecord, worker: Actor, stranger: Actor
) -> None:
    assert not contacts_due(worker, day(3, 16)).exists()
    assert [contact.record for contact in contacts_due(worker, day(3, 17))] == [record]
    assert not contacts_due(stranger, day(3, 17)).exists()


@pytest.mark.parametrize("role", ["keeper", "partner", "leader", "auditor", "admin"])
def test_no_other_role_sees_a_task_or_makes_a_contact(
    record: CareRecord, unit: Organisation, role: str
) -> None:
    actor = make_actor(role, unit)

    with pytest.raises(NotAllowed):
        contacts_due(actor, DUE.date())
    with pytest.raises(NotAllowed):
        record_contact(record=record, outcome="reached", by=actor, at=DUE)


def test_another_units_worker_makes_no_contact(record: CareRecord, stranger: Actor) -> None:
    with pytest.raises(NotFound):
        record_contact(record=record, outcome="reached", by=stranger, at=DUE)
