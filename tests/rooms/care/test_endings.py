"""The end of a record: at its person's word, or when a year's silence is not broken; then it is gone."""

from datetime import datetime, timedelta

import pytest

from ningju.kernel.clock import SHANGHAI
from ningju.kernel.errors import NotFound
from ningju.rooms.care.access import own_record, record_by_secret
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareContact, CareEnding, CareEvent, CareNeed, CareRecord
from ningju.rooms.care.services import (
    ask_for_help,
    confirm_care,
    end_due,
    erase_old_words,
    move_need,
    open_contact,
    read_own,
    record_contact,
    withdraw_care,
)
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import entries_about, receipts_of
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.privacy.models import RecordKey
from tests.rooms.care.cast import JOINED, join
from tests.rooms.privacy.lifetimes import erase_due

YEAR_LATER = datetime(2027, 3, 10, 9, tzinfo=SHANGHAI)
DUE = JOINED + timedelta(days=7)


def keys() -> int:
    """Count the record keys that are there."""
    return RecordKey.objects.count()


def test_p9_withdrawing_erases_at_once_and_leaves_a_receipt(record: CareRecord) -> None:
    ask_for_help(record=record, theme="meals", words="想吃软一点", by=ANYBODY)
    withdraw_care(record=record, by=ANYBODY)

    (receipt,) = receipts_of(record.record_id)
    assert not CareRecord.objects.exists()
    assert not CareNeed.objects.exists()
    assert not CareEvent.objects.exists()
    assert not CareContact.objects.exists()
    assert keys() == 0
    assert receipt.ending == "withdrawn"
    assert receipt.ended_at is not None


def test_p9_the_link_then_says_that_it_is_gone_and_when(record: CareRecord) -> None:
    secret = secret_of(record.record_id)
    withdraw_care(record=record, by=ANYBODY, at=DUE)

    gone = record_by_secret(secret)
    assert isinstance(gone, CareEnding)
    assert (gone.how, gone.ended_at) == ("withdrawn", DUE)
    with pytest.raises(NotFound):
        own_record(secret)


def test_p27_somebody_can_leave_by_phone_and_it_is_marked_by_proxy(
    record: CareRecord, worker: Actor, stranger: Actor
) -> None:
    with pytest.raises(NotFound):
        withdraw_care(record=record, by=stranger)

    assert withdraw_care(record=record, by=worker).is_by_proxy is True
    assert not CareRecord.objects.exists()


def test_a_year_after_the_last_word_the_person_is_asked(record: CareRecord) -> None:
    assert end_due(YEAR_LATER - timedelta(days=1)) == 0
    record.refresh_from_db()
    assert record.status == "active"

    assert end_due(YEAR_LATER) == 0

    record.refresh_from_db()
    assert (record.status, str(record.confirm_by_on)) == ("confirm_due", "2027-04-09")
    assert record.events.get(verb="ask_again").by == "service"


def test_t11_a_record_that_nobody_confirms_is_erased_after_thirty_days(record: CareRecord) -> None:
    end_due(YEAR_LATER)
    assert end_due(YEAR_LATER + timedelta(days=30)) == 0

    assert end_due(YEAR_LATER + timedelta(days=31)) == 1

    assert not CareRecord.objects.exists()
    assert keys() == 0
    assert CareEnding.objects.get().how == "lapsed"
    assert receipts_of(record.record_id)[0].ending == "erased"


def test_p11_erase_due_runs_the_lifetime_of_the_register(record: CareRecord) -> None:
    assert {"care_record", "care_need"} <= set(LIFETIMES)
    erase_due(YEAR_LATER)

    assert erase_due(YEAR_LATER + timedelta(days=31))["care_record"] == 1


def test_nobody_is_erased_without_having_been_asked_thirty_days_before(record: CareRecord) -> None:
    """A server that stood still for years does not forget people overnight."""
    assert end_due(YEAR_LATER + timedelta(days=800)) == 0

    assert CareRecord.objects.get().status == "confirm_due"


def test_the_person_s_word_keeps_it_for_another_year(record: CareRecord) -> None:
    end_due(YEAR_LATER)
    confirm_care(record=record, by=ANYBODY, at=YEAR_LATER + timedelta(days=10))

    end_due(YEAR_LATER + timedelta(days=31))

    kept = CareRecord.objects.get()
    assert (kept.status, str(kept.confirmed_on), kept.confirm_by_on) == ("active", "2027-03-20", None)


def test_p27_the_word_given_on_the_phone_counts_by_proxy(record: CareRecord, worker: Actor) -> None:
    end_due(YEAR_LATER)
    confirm_care(record=record, by=worker, at=YEAR_LATER)

    assert record.events.get(verb="confirm").is_by_proxy is True


def test_t12_the_persons_own_log_shows_the_re_check(unit: Organisation, worker: Actor) -> None:
    record = join(unit, rhythm="yearly")
    record_contact(record=record, outcome="reached", by=worker, at=DUE)
    end_due(YEAR_LATER)
    a_week_on = YEAR_LATER + timedelta(days=8)
    record.contacts.planned().update(planned_on=JOINED.date())  # due on the test's own day
    open_contact(record=record, by=worker)
    record.contacts.planned().update(planned_on=a_week_on.date())
    record_contact(record=record, outcome="reached", by=worker, wishes_to_stay=True, at=a_week_on)

    looks = [(entry.act, entry.purpose, entry.role) for entry in entries_about(record.record_id)]
    assert looks == [("opened", "care", "worker"), ("rechecked", "care", "")]
    assert [line.verb for line in record.events.all()][:3] == ["confirm", "contact", "ask_again"]


def test_p11_the_words_of_a_need_go_ninety_days_after_it_is_closed(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="meals", words="想吃软一点", by=ANYBODY, at=JOINED)
    move_need(need=need, verb="met", words="换成软食了", by=worker, at=DUE)
    assert erase_old_words(DUE + timedelta(days=89)) == 0

    assert erase_old_words(DUE + timedelta(days=90)) > 0

    left = CareNeed.objects.get()
    assert read_own(left) == {}
    assert (left.theme, left.state, left.closed_at) == ("meals", "met", DUE)
    assert not left.events.exclude(words="").exists()
    assert keys() == 1  # the record's own


def test_p11_what_staff_wrote_is_gone_after_a_year(record: CareRecord, worker: Actor) -> None:
    record_contact(record=record, outcome="reached", by=worker, note="想学用手机", at=DUE)
    erase_old_words(DUE + timedelta(days=364))
    assert record.contacts.done().get().note == "想学用手机"

    erase_old_words(DUE + timedelta(days=365))

    assert record.contacts.done().get().note == ""
    assert not record.events.exclude(words="").exists()


def test_p11_what_stays_of_an_erased_record_is_forgotten_after_a_year(record: CareRecord) -> None:
    withdraw_care(record=record, by=ANYBODY, at=DUE)
    end_due(DUE + timedelta(days=364))
    assert CareEnding.objects.exists()

    end_due(DUE + timedelta(days=365))

    with pytest.raises(NotFound):
        record_by_secret(secret_of(record.record_id))


def test_many_lapse_in_batches(unit: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ningju.rooms.care.services.endings.BATCH", 2)
    for number in range(5):
        join(unit, nickname=f"邻居{number}", phone=f"1390000{number:04}")
    end_due(YEAR_LATER)

    assert end_due(YEAR_LATER + timedelta(days=31)) == 5
