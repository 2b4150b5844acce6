"""How to reach somebody: sealed with their consent, opened for one purpose, and forgotten."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.addresses import read_phone
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import forget_contact, keep_contact, take_back_contact, tell
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.privacy.access import THE_PERSON, AccessRefused, machine, receipts_of
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.services import open_sealed, phone_digest
from ningju.rooms.privacy.vault.keys import Erased
from tests.conftest import Rows
from tests.rooms.messages.conftest import NUMBER, PLAIN, TEN_IN_THE_MORNING, Clock, told
from tests.rooms.privacy.records import staff


def all_columns(app_sql: Any) -> str:
    """Return everything the two tables hold, as text."""
    rows: Rows = app_sql("select to_jsonb(c)::text from messages_contact c")
    rows += app_sql("select to_jsonb(m)::text from messages_message m")
    return " ".join(text for (text,) in rows)


def test_a_contact_is_sealed_and_opens_for_its_purpose(contact: Contact) -> None:
    opened = open_sealed(contact, purpose="callback", reader=staff("worker"), words="H7K")

    assert opened["address"] == PLAIN
    assert contact.gets_messages


def test_no_column_and_no_print_shows_what_was_left(community: Community, app_sql: Any) -> None:
    made = keep_contact(**told(call_when="下午三点", private_words="女儿接电话"))

    shown = f"{made!r} {made} {made.address!r} {vars(made)} {all_columns(app_sql)}"
    for planted in (PLAIN, "13800138000", "下午三点", "女儿接电话"):
        assert planted not in shown
        assert planted.encode().hex() not in shown


def test_p8_keeping_a_contact_leaves_a_receipt_for_one_purpose(contact: Contact) -> None:
    [receipt] = receipts_of(contact.record_id)

    assert (receipt.purpose, receipt.is_given, receipt.via, receipt.is_by_proxy) == (
        "callback",
        True,
        "web",
        False,
    )


def test_p27_what_staff_write_for_a_caller_is_marked(community: Community, clock: Clock) -> None:
    wang = Actor(7, "Wang", frozenset({"worker"}), frozenset({3}))

    made = keep_contact(**told(via="phone", by=wang))

    [receipt] = receipts_of(made.record_id)
    assert (receipt.via, receipt.is_by_proxy, receipt.by_user_id) == ("phone", True, 7)


@pytest.mark.parametrize("purpose", ["care", "statistics", "life_in_danger"])
def test_p10_another_purpose_opens_nothing(contact: Contact, purpose: str) -> None:
    with pytest.raises(AccessRefused):
        open_sealed(contact, purpose=purpose, reader=staff("worker"))


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin", ""])
def test_p10_another_role_opens_nothing(contact: Contact, role: str) -> None:
    with pytest.raises(AccessRefused):
        open_sealed(contact, purpose="callback", reader=staff(*filter(None, [role])))


def test_p10_the_service_opens_to_tell_and_for_nothing_else(contact: Contact) -> None:
    assert open_sealed(contact, purpose="tell", reader=machine("messages"))["address"] == PLAIN
    with pytest.raises(AccessRefused):
        open_sealed(contact, purpose="callback", reader=machine("messages"))
    with pytest.raises(AccessRefused):
        open_sealed(contact, purpose="tell", reader=staff("worker"))


def test_p5_a_number_is_found_exactly_however_it_was_typed(contact: Contact) -> None:
    def found(typed: str) -> int:
        return Contact.objects.filter(address_index=phone_digest(read_phone(typed))).count()

    assert [found(NUMBER), found("＋８６１３８００１３８０００"), found("13800138001")] == [1, 1, 0]


def test_a_mail_address_has_no_index(community: Community) -> None:
    made = keep_contact(**told(channel="email", address="li@example.org"))

    assert made.address_index is None


def test_p28_the_same_number_has_another_index_in_another_community(
    contact: Contact, other_community: Community
) -> None:
    with in_community(other_community.pk):
        theirs = keep_contact(**told())
        assert Contact.objects.count() == 1

    assert theirs.address_index != contact.address_index


@pytest.mark.parametrize(
    ("change", "field"),
    [({"address": "123"}, "address"), ({"channel": "fax"}, "channel"),
     ({"call_when": "x" * 201}, "call_when"), ({"private_words": "x" * 1001}, "private_words")],
)  # fmt: skip
def test_what_cannot_be_kept_leaves_nothing(community: Community, change: dict[str, str], field: str) -> None:
    with pytest.raises(RuleViolation) as refusal, transaction.atomic():
        keep_contact(**told(**change))

    assert refusal.value.field == field
    assert Contact.objects.count() == ConsentReceipt.objects.count() == 0


def test_p9_taking_back_erases_at_once_and_leaves_a_receipt(contact: Contact, app_sql: Any) -> None:
    receipt = take_back_contact(contact=contact, purpose="callback")

    contact.refresh_from_db()
    assert receipt.ending == "withdrawn"
    assert receipt.ended_at == TEN_IN_THE_MORNING
    assert (bool(contact.address), contact.address_index, contact.channel) == (False, None, "none")
    assert contact.forgotten_at == TEN_IN_THE_MORNING
    with pytest.raises((AccessRefused, Erased)):
        open_sealed(contact, purpose="callback", reader=staff("worker"))
    with pytest.raises(Erased):
        open_sealed(contact, purpose="self", reader=THE_PERSON)


def test_p9_taking_back_twice_is_said(contact: Contact) -> None:
    take_back_contact(contact=contact, purpose="callback")

    with pytest.raises(Conflict):
        take_back_contact(contact=contact, purpose="callback")


def test_what_was_never_agreed_to_cannot_be_taken_back(contact: Contact) -> None:
    with pytest.raises(RuleViolation):
        take_back_contact(contact=contact, purpose="care")


def test_forgetting_lets_go_of_what_is_on_its_way(contact: Contact) -> None:
    message = tell(contact=contact, occasion="look_up_code", key="1", fields={"code": "481516"})

    forget_contact(contact=contact)
    forget_contact(contact=contact)

    message.refresh_from_db()
    assert (message.state, message.fields) == (Message.State.GONE, {})


def test_the_database_keeps_no_half_forgotten_contact(contact: Contact) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(forgotten_at=TEN_IN_THE_MORNING)


def test_somebody_of_another_community_sees_no_contact_at_all(
    contact: Contact, other_community: Community
) -> None:
    with in_community(other_community.pk), connection.cursor() as cursor:
        cursor.execute("select count(*) from messages_contact")
        assert cursor.fetchone() == (0,)
    assert ANYBODY.roles == frozenset()
