"""What changed is told where the asker wished, in codes; a danger is told to the staff's bots."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import NotAllowed, NotFound, RuleViolation
from ningju.rooms.cases import services
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import send_due
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import entries_about, receipts_of
from tests.rooms.cases.cases import make_actor, make_case, make_category
from tests.rooms.messages.conftest import Clock, Gateway, clock, gateway

__all__ = ["clock", "gateway"]

LEFT: dict[str, Any] = {"address": "138 0013 8000", "language": "zh"}
BOT = "json://127.0.0.1:1/secret"


@pytest.fixture
def reachable(clock: Clock, hazard: Case) -> Case:
    """Return a case whose asker left a number."""
    services.leave_contact(case=hazard, **LEFT)
    return Case.objects.get(pk=hazard.pk)


def texts(community: Community, gateway: Gateway) -> list[str]:
    """Send what is due and return every text that went out."""
    send_due(community_id=community.pk)
    return [text for _id, _address, text, _title in gateway.sent]


def test_an_answer_is_told_with_code_and_link_and_without_a_word_of_it(
    community: Community, reachable: Case, worker: Actor, gateway: Gateway
) -> None:
    services.answer_case(case=reachable, words="井盖换好了", by=worker, note="账单随后")

    [text] = texts(community, gateway)
    assert reachable.shown_code in text
    assert f"/k/{secret_of(reachable.public_id)}" in text
    for private in ("井盖换好了", "账单随后", reachable.words):
        assert private not in text


def test_a_question_and_a_hand_over_are_told_and_nothing_else_is(
    community: Community, reachable: Case, worker: Actor, other_unit: Organisation, gateway: Gateway
) -> None:
    case = services.claim_case(case=reachable, by=worker)
    case = services.note_case(case=case, note="x", by=worker)
    case = services.ask_back(case=case, words="圆的还是方的？", by=worker)
    case = services.add_words(case=case, words="圆的")
    services.hand_over_case(case=case, to_unit=other_unit, words="归他们", by=worker)

    sent = texts(community, gateway)
    assert list(Message.objects.order_by("id").values_list("occasion", flat=True)) == [
        "case_asked_back",
        "case_handed_over",
    ]
    assert not any("圆" in text or "归他们" in text for text in sent)


def test_a_second_answer_is_told_again(
    community: Community, reachable: Case, worker: Actor, gateway: Gateway
) -> None:
    case = services.answer_case(case=reachable, words="好了", by=worker)
    case = services.reopen_case(case=case)
    services.answer_case(case=case, words="真好了", by=worker)

    assert len(texts(community, gateway)) == 2


def test_without_a_number_nothing_is_queued(hazard: Case, worker: Actor) -> None:
    services.answer_case(case=hazard, words="好了", by=worker)

    assert Message.objects.count() == 0


def test_a_new_number_erases_the_one_before(reachable: Case) -> None:
    former = reachable.contact
    services.leave_contact(case=reachable, address="li@example.org", language="zh")

    assert former is not None
    assert Contact.objects.get(pk=former.pk).is_forgotten
    assert Contact.objects.exclude(pk=former.pk).get().channel == "email"


def test_an_answered_case_takes_no_number(hazard: Case, worker: Actor) -> None:
    services.answer_case(case=hazard, words="好了", by=worker)

    with pytest.raises(RuleViolation):
        services.leave_contact(case=hazard, **LEFT)


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin"])
def test_staff_who_write_for_nobody_leave_and_take_back_nothing(
    hazard: Case, unit: Organisation, role: str
) -> None:
    other = make_actor(role, unit)

    with pytest.raises(NotAllowed):
        services.leave_contact(case=hazard, by=other, **LEFT)
    with pytest.raises(NotAllowed):
        services.take_back_contact(case=hazard, by=other)


def test_p13_whoever_works_for_two_units_is_logged_for_the_one_whose_matter_it_is(
    reachable: Case, unit: Organisation, other_unit: Organisation, worker: Actor
) -> None:
    both = make_actor("worker", unit, other_unit)
    services.open_contact(case=reachable, by=both)
    services.hand_over_case(case=reachable, to_unit=other_unit, words="归他们", by=worker)
    services.open_contact(case=Case.objects.get(pk=reachable.pk), by=both)

    assert reachable.contact is not None
    told = [entry.unit_id for entry in entries_about(reachable.contact.record_id)]
    assert told == [other_unit.pk, unit.pk]


def test_p9_what_was_left_a_moment_ago_is_what_is_taken_back(reachable: Case) -> None:
    page_of_before = Case.objects.select_related("contact").get(pk=reachable.pk)
    services.leave_contact(case=reachable, address="li@example.org", language="zh")

    services.take_back_contact(case=page_of_before)

    assert all(contact.is_forgotten for contact in Contact.objects.all())


def test_p9_taking_back_leaves_the_case_as_it_was(reachable: Case) -> None:
    services.take_back_contact(case=reachable)

    after = Case.objects.get(pk=reachable.pk)
    assert (after.version, after.state, after.words) == (reachable.version, reachable.state, reachable.words)
    assert after.contact is not None
    assert receipts_of(after.contact.record_id)[0].ending == "withdrawn"


def test_another_community_sees_no_number(reachable: Case, other_community: Community) -> None:
    with in_community(other_community.pk):
        assert Contact.objects.count() == Message.objects.count() == 0


@pytest.fixture
def danger(unit: Organisation) -> Any:
    """Return the category of what is dangerous."""
    return make_category(unit, slug="live-wire", name_zh="电线垂落", is_danger=True, clock="every_hour")


def test_a_new_danger_is_told_to_the_bots_in_code_and_category(
    community: Community, danger: Any, gateway: Gateway, settings: Settings
) -> None:
    settings.NINGJU_STAFF_BOTS = {"huayang": [BOT]}

    case = make_case(category=danger, words="电线垂到二楼窗口了")

    [text] = texts(community, gateway)
    assert case.shown_code in text
    assert "电线垂落" in text
    assert f"/zh/huayang/desk/cases/{case.code}/" in text
    assert "二楼窗口" not in text


def test_a_danger_loaded_from_a_pack_and_a_plain_hazard_are_no_news(
    danger: Any, category: Any, settings: Settings
) -> None:
    settings.NINGJU_STAFF_BOTS = {"huayang": [BOT]}

    make_case(category=danger, at=timezone.now() - timedelta(days=3))
    make_case(category=category)

    assert Message.objects.count() == 0


def test_a_danger_past_its_time_is_told_once(community: Community, danger: Any, settings: Settings) -> None:
    case = make_case(category=danger)
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - timedelta(minutes=5))
    make_case(category=danger)
    settings.NINGJU_STAFF_BOTS = {"huayang": [BOT]}

    for _twice in range(2):
        assert services.tell_overdue_dangers(now=timezone.now()) == 1

    message = Message.objects.get()
    assert (message.occasion, message.fields["code"]) == ("staff_danger_overdue", case.shown_code)


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin"])
def test_p10_the_room_itself_opens_nothing_for_another_role(
    reachable: Case, unit: Organisation, role: str
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.open_contact(case=reachable, by=make_actor(role, unit))

    assert refusal.type is NotAllowed  # before the vault was even asked


def test_the_room_itself_opens_nothing_for_a_worker_of_another_unit(reachable: Case, stranger: Actor) -> None:
    with pytest.raises(NotFound):
        services.open_contact(case=reachable, by=stranger)


def test_nobody_without_a_role_opens_anything(reachable: Case) -> None:
    with pytest.raises(NotAllowed):
        services.open_contact(case=reachable, by=ANYBODY)
