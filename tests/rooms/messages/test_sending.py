"""What is due goes out once, under one id; what fails waits, and is given up for staff to see."""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.communities.models import Community
from ningju.rooms.messages import access
from ningju.rooms.messages.channels.gateway import Permanent, Temporary
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import forget_contact, keep_contact, send_due, tell, tell_staff
from ningju.rooms.messages.services.sending import LEASE, settle, take_up
from ningju.rooms.messages.tasks import send_due as send_due_task
from ningju.rooms.messages.tasks import send_message as send_message_task
from ningju.rooms.privacy.access import entries_about
from tests.rooms.messages.conftest import NINE_AT_NIGHT, PLAIN, TEN_IN_THE_MORNING, Clock, Gateway, told
from tests.rooms.messages.test_telling import ANSWERED


@pytest.fixture
def message(contact: Contact) -> Message:
    """Return a message that is due."""
    return tell(contact=contact, **ANSWERED)


def sweep(community: Community) -> int:
    """Send what is due."""
    return send_due(community_id=community.pk)


def as_it_stands(message: Message) -> Message:
    """Return a message as the database has it."""
    return Message.objects.get(pk=message.pk)


def test_a_job_sends_it_and_leaves_nothing_of_what_it_said(
    community: Community, message: Message, gateway: Gateway, settings: Settings
) -> None:
    settings.NINGJU_PUBLIC_URL = "https://ningju.example"

    send_message_task(community_id=community.pk, message_id=message.pk)

    [(message_id, address, text, title)] = gateway.sent
    assert (message_id, address, title) == (message.public_id, PLAIN, "华阳路街道")
    assert "H7K-294-QX8A" in text
    assert "https://ningju.example/c/H7K294QX8A" in text
    assert "021-0000 0000" in text
    sent = as_it_stands(message)
    assert (sent.state, sent.sent_at, sent.attempts, sent.fields) == ("sent", TEN_IN_THE_MORNING, 1, {})


def test_a_message_is_written_in_the_language_of_its_reader(
    community: Community, clock: Clock, gateway: Gateway
) -> None:
    tell(contact=keep_contact(**told(language="en")), **ANSWERED)

    sweep(community)

    assert "has its answer" in gateway.sent[0][2]


def test_what_was_sent_is_not_sent_again(community: Community, message: Message, gateway: Gateway) -> None:
    send_message_task(community_id=community.pk, message_id=message.pk)
    send_message_task(community_id=community.pk, message_id=message.pk)
    send_due_task(community_id=community.pk)

    assert len(gateway.sent) == 1


def test_p13_the_person_sees_that_the_service_opened_the_address(
    community: Community, contact: Contact, message: Message, gateway: Gateway
) -> None:
    sweep(community)

    [entry] = entries_about(contact.record_id)
    assert (entry.reader, entry.purpose, entry.fields) == ("messages", "tell", ["address"])


def test_a_failure_waits_and_is_tried_again_under_the_same_id(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    gateway.troubles = [Temporary("http 503"), Temporary("http 503")]

    for minutes in (0, 1, 2, 5):
        clock.at = TEN_IN_THE_MORNING + timedelta(minutes=minutes)
        sweep(community)

    assert [sent[0] for sent in gateway.sent] == [message.public_id]
    assert as_it_stands(message).attempts == 3


def test_before_its_time_it_is_not_tried(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    gateway.troubles = [Temporary("http 503")]
    sweep(community)

    clock.at += timedelta(seconds=59)

    assert sweep(community) == 0
    assert as_it_stands(message).last_error == "http 503"


def test_a_refusal_is_shown_to_staff_without_the_address(
    community: Community, contact: Contact, message: Message, gateway: Gateway
) -> None:
    gateway.troubles = [Permanent("http 422")]

    sweep(community)

    [failed] = access.untold(contact)
    assert (failed.pk, failed.last_error, failed.settled_at) == (message.pk, "http 422", TEN_IN_THE_MORNING)
    assert PLAIN[3:] not in str(vars(failed))
    assert access.untold_among([contact.pk]) == {contact.pk}
    assert access.untold(None) == []


def test_after_three_days_it_is_given_up(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    tries = 0
    while as_it_stands(message).state == "queued":
        gateway.troubles = [Temporary("no answer")]
        clock.at = max(clock.at, as_it_stands(message).next_try_at)
        tries += sweep(community)

    assert as_it_stands(message).state == "failed"
    assert timedelta(days=2, hours=12) < clock.at - TEN_IN_THE_MORNING <= timedelta(days=3)
    assert 10 < tries < 40


def test_a_worker_that_slept_for_a_week_sends_no_old_news(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    clock.at += timedelta(days=7)

    sweep(community)

    assert gateway.sent == []
    assert as_it_stands(message).state == "failed"


def test_a_code_for_ten_minutes_is_not_sent_after_eleven(
    community: Community, contact: Contact, gateway: Gateway, clock: Clock
) -> None:
    message = tell(
        contact=contact, occasion="look_up_code", key="1", fields={"code": "481516"}, is_urgent=True
    )
    clock.at += timedelta(minutes=11)

    sweep(community)

    assert gateway.sent == []
    assert as_it_stands(message).fields == {}
    assert access.untold(contact) == []


def test_at_night_only_what_is_urgent_goes(
    community: Community, contact: Contact, message: Message, gateway: Gateway, clock: Clock
) -> None:
    clock.at = NINE_AT_NIGHT
    urgent = tell(
        contact=contact, occasion="look_up_code", key="1", fields={"code": "481516"}, is_urgent=True
    )

    sweep(community)
    assert [sent[0] for sent in gateway.sent] == [urgent.public_id]

    clock.at = datetime(2026, 11, 25, 8, tzinfo=SHANGHAI)
    sweep(community)
    assert [sent[0] for sent in gateway.sent] == [urgent.public_id, message.public_id]


def test_what_fails_before_the_peak_is_tried_after_it(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    clock.at = datetime(2026, 11, 24, 10, 59, 30, tzinfo=SHANGHAI)
    gateway.troubles = [Temporary("http 503")]

    sweep(community)

    assert as_it_stands(message).next_try_at == datetime(2026, 11, 24, 13, 30, tzinfo=SHANGHAI)


def test_a_message_under_way_is_nobody_elses_until_its_lease_is_over(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    first = take_up(message.pk, clock.at)

    assert first is not None
    assert take_up(message.pk, clock.at) is None
    assert sweep(community) == 0
    clock.at += LEASE
    assert sweep(community) == 1
    assert gateway.sent[0][0] == first.message_id


def test_who_comes_late_with_a_failure_changes_nothing(
    community: Community, message: Message, gateway: Gateway, clock: Clock
) -> None:
    late = take_up(message.pk, clock.at)
    assert late is not None
    clock.at += LEASE
    sweep(community)

    settle(late, Permanent("http 422"), clock.at)

    assert as_it_stands(message).state == "sent"


def test_a_contact_taken_back_while_its_message_waits_is_told_nothing(
    community: Community, contact: Contact, message: Message, gateway: Gateway
) -> None:
    forget_contact(contact=contact)

    assert sweep(community) == 0
    assert gateway.sent == []


def test_a_contact_whose_key_alone_is_gone_is_told_nothing(
    community: Community, contact: Contact, message: Message, gateway: Gateway, app_sql: Any
) -> None:
    app_sql('delete from "keys"."record_key" where record_id = %s', contact.record_id)

    sweep(community)

    assert gateway.sent == []
    assert as_it_stands(message).state == "gone"


def test_an_occasion_of_another_version_is_given_up_and_the_rest_goes_on(
    community: Community, contact: Contact, message: Message, gateway: Gateway
) -> None:
    odd = [tell(contact=contact, **(ANSWERED | {"key": key})) for key in "abc"]
    Message.objects.filter(pk=odd[0].pk).update(occasion="unheard_of")
    Message.objects.filter(pk=odd[1].pk).update(fields={"code": "x"})
    Message.objects.filter(pk=odd[2].pk).update(fields={"code": "x", "link": "unheard-of:7"})

    sweep(community)

    assert [sent[0] for sent in gateway.sent] == [message.public_id]
    assert {as_it_stands(one).state for one in odd} == {"failed"}


@pytest.mark.parametrize("trouble", [ValueError(f"cannot reach {PLAIN}"), Temporary("http 503")])
def test_the_address_is_in_no_log_and_in_no_exception(
    community: Community,
    contact: Contact,
    message: Message,
    gateway: Gateway,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.troubles = [trouble]

    sweep(community)

    formatter = logging.Formatter()
    said = " ".join(formatter.format(record) for record in caplog.records)
    assert str(message.public_id) in said
    assert "13800138000" not in said
    assert as_it_stands(message).state == "queued"
    assert "13800138000" not in as_it_stands(message).last_error


def test_a_letter_prints_neither_address_nor_words(message: Message, clock: Clock) -> None:
    letter = take_up(message.pk, clock.at)

    assert letter is not None
    assert "13800138000" in letter.address
    assert "13800138000" not in repr(letter)
    assert "H7K" not in repr(letter)


def test_a_bot_is_told_in_codes_alone(
    community: Community, gateway: Gateway, settings: Settings, clock: Clock
) -> None:
    settings.NINGJU_STAFF_BOTS = {"huayang": ["json://127.0.0.1:1/secret"]}
    danger = {"code": "H7K-294-QX8A", "category": "井盖松动", "due": "今天11:00", "link": "page:/desk/"}
    tell_staff(occasion="staff_new_danger", key="H7K", fields=danger)

    sweep(community)

    [(_id, address, text, _title)] = gateway.sent
    assert address == "json://127.0.0.1:1/secret"
    assert "H7K-294-QX8A（井盖松动）" in text


def test_a_bot_that_is_set_no_more_is_told_nothing(
    community: Community, gateway: Gateway, settings: Settings, clock: Clock
) -> None:
    settings.NINGJU_STAFF_BOTS = {"huayang": ["json://127.0.0.1:1/secret"]}
    danger = {"code": "H7K", "category": "井盖松动", "due": "今天11:00", "link": "page:/desk/"}
    [message] = tell_staff(occasion="staff_new_danger", key="H7K", fields=danger)
    settings.NINGJU_STAFF_BOTS = {}

    sweep(community)

    assert gateway.sent == []
    assert as_it_stands(message).state == "gone"


def test_a_job_for_what_is_not_there_does_nothing(community: Community, gateway: Gateway) -> None:
    send_message_task(community_id=community.pk, message_id=7)

    assert gateway.sent == []
    assert uuid.UUID(int=0) not in [sent[0] for sent in gateway.sent]


def test_a_job_of_another_community_sends_nothing(
    other_community: Community, message: Message, gateway: Gateway
) -> None:
    send_message_task(community_id=other_community.pk, message_id=message.pk)

    assert gateway.sent == []
    assert as_it_stands(message).state == "queued"


def test_a_try_that_fails_late_takes_nothing_from_the_try_that_came_after_it(
    message: Message, clock: Clock
) -> None:
    first = take_up(message.pk, TEN_IN_THE_MORNING)
    second = take_up(message.pk, TEN_IN_THE_MORNING + LEASE)
    assert first is not None
    assert second is not None

    settle(first, Permanent("too late to say so"), TEN_IN_THE_MORNING + LEASE)

    assert as_it_stands(message).state == "sending"
