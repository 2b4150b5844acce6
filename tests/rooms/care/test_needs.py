"""Care by stated need: asked, planned, helped, closed; the person reads every step."""

import pytest

from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.services import ask_for_help, move_need, withdraw_care
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import make_actor


def test_b29_a_need_goes_from_asked_to_done_and_the_person_reads_each_step(
    record: CareRecord, worker: Actor
) -> None:
    need = ask_for_help(record=record, theme="repairs", words="灯坏了", by=ANYBODY)
    move_need(need=need, verb="plan", words="周三下午师傅来", by=worker)
    move_need(need=need, verb="step", words="来看过，要换灯座", by=worker)
    closed = move_need(need=need, verb="met", words="换好了", by=worker)

    assert (closed.state, closed.is_open) == ("met", False)
    told = [(line.verb, line.words) for line in need.events.order_by("id")]
    assert told == [
        ("ask", ""), ("plan", "周三下午师傅来"), ("step", "来看过，要换灯座"), ("met", "换好了"),
    ]  # fmt: skip


def test_nothing_is_closed_without_words_for_the_person(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="clinic", by=ANYBODY)

    with pytest.raises(RuleViolation) as refusal:
        move_need(need=need, verb="cannot", words="  ", by=worker)

    need.refresh_from_db()
    assert refusal.value.field == "words"
    assert need.state == "open"


def test_a_closed_need_stays_closed(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="clinic", by=ANYBODY)
    move_need(need=need, verb="cannot", words="这周没有人手，下周一起去", by=worker)

    with pytest.raises(Conflict):
        move_need(need=need, verb="step", words="又来了", by=worker)


def test_t5_the_words_of_a_step_pass_the_detector(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="meals", by=ANYBODY)

    with pytest.raises(RuleViolation):
        move_need(need=need, verb="plan", words="藏族老人，送饭", by=worker)

    assert need.events.count() == 1


def test_something_else_needs_a_few_words(record: CareRecord) -> None:
    with pytest.raises(RuleViolation) as refusal:
        ask_for_help(record=record, theme="other", by=ANYBODY)

    assert refusal.value.field == "words"


def test_five_open_needs_are_enough(record: CareRecord) -> None:
    for _turn in range(5):
        ask_for_help(record=record, theme="talk", by=ANYBODY)

    with pytest.raises(RuleViolation):
        ask_for_help(record=record, theme="talk", by=ANYBODY)


@pytest.mark.parametrize("role", ["keeper", "partner", "leader", "auditor", "admin"])
def test_no_other_role_moves_a_need(record: CareRecord, unit: Organisation, role: str) -> None:
    need = ask_for_help(record=record, theme="meals", by=ANYBODY)

    with pytest.raises(NotAllowed):
        move_need(need=need, verb="met", words="送到了", by=make_actor(role, unit))


def test_the_person_alone_cannot_close_and_strangers_find_nothing(
    record: CareRecord, stranger: Actor
) -> None:
    need = ask_for_help(record=record, theme="meals", by=ANYBODY)

    with pytest.raises(NotAllowed):
        move_need(need=need, verb="met", words="送到了", by=ANYBODY)
    with pytest.raises(NotFound):
        move_need(need=need, verb="met", words="送到了", by=stranger)


def test_nothing_can_be_asked_of_a_record_that_is_gone(record: CareRecord, worker: Actor) -> None:
    need = ask_for_help(record=record, theme="meals", by=ANYBODY)
    withdraw_care(record=record, by=ANYBODY)

    with pytest.raises(NotFound):
        ask_for_help(record=record, theme="meals", by=ANYBODY)
    with pytest.raises(NotFound):
        move_need(need=need, verb="met", words="送到了", by=worker)
