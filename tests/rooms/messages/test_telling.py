"""What there is to tell is queued once, for the right moment, with nothing in it but codes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from ningju.ground.tenancy import current_community_id
from ningju.kernel.clock import SHANGHAI
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.links import declare_link
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import forget_contact, keep_contact, tell, tell_staff
from tests.rooms.messages.conftest import NINE_AT_NIGHT, Clock, told

ANSWERED: dict[str, Any] = {
    "occasion": "case_answered",
    "key": "H7K294QX8A:3",
    "fields": {"code": "H7K-294-QX8A", "link": "page:/c/H7K294QX8A"},
}


def jobs() -> list[Any]:
    """Return the arguments of the jobs that wait."""
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'messages.send_message'")
        return [arguments for (arguments,) in cursor.fetchall()]


def test_it_is_queued_and_a_job_with_ids_alone_will_send_it(contact: Contact, clock: Clock) -> None:
    message = tell(contact=contact, **ANSWERED)

    assert (message.state, message.next_try_at, message.language) == ("queued", clock.at, "zh")
    assert str({"community_id": current_community_id(), "message_id": message.pk}.keys())
    assert len(jobs()) == 1


def test_the_same_is_told_once(contact: Contact) -> None:
    first = tell(contact=contact, **ANSWERED)
    again = tell(contact=contact, **ANSWERED)

    assert first.pk == again.pk
    assert Message.objects.count() == len(jobs()) == 1


def test_the_next_answer_is_told_again_and_so_is_somebody_else(contact: Contact) -> None:
    tell(contact=contact, **ANSWERED)
    tell(contact=contact, **(ANSWERED | {"key": "H7K294QX8A:7"}))
    tell(contact=keep_contact(**told()), **ANSWERED)

    assert Message.objects.count() == 3


def test_at_night_it_waits_for_the_morning_and_no_job_is_queued(contact: Contact, clock: Clock) -> None:
    clock.at = NINE_AT_NIGHT

    message = tell(contact=contact, **ANSWERED)

    assert message.next_try_at == datetime(2026, 11, 25, 8, tzinfo=SHANGHAI)
    assert jobs() == []


def test_what_is_urgent_goes_at_night(contact: Contact, clock: Clock) -> None:
    clock.at = NINE_AT_NIGHT

    message = tell(
        contact=contact, occasion="look_up_code", key="1", fields={"code": "481516"}, is_urgent=True
    )

    assert message.next_try_at == NINE_AT_NIGHT
    assert len(jobs()) == 1


def test_a_wished_day_is_waited_for(contact: Contact, clock: Clock) -> None:
    wished = clock.at + timedelta(days=3, hours=2)

    message = tell(contact=contact, not_before_at=wished, **ANSWERED)

    assert message.next_try_at == datetime(2026, 11, 27, 13, 30, tzinfo=SHANGHAI)


def test_a_transaction_that_fails_tells_nobody(contact: Contact) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(contact=contact, **ANSWERED)
        raise ZeroDivisionError

    assert Message.objects.count() == len(jobs()) == 0


def test_who_wants_to_be_phoned_gets_no_message_and_staff_see_whom_to_phone(
    community: Community, clock: Clock
) -> None:
    caller = keep_contact(**told(channel="none", address="021-6252 0000"))

    message = tell(contact=caller, **ANSWERED)

    assert (message.state, message.last_error) == ("failed", "wants a call")
    assert jobs() == []


def test_a_forgotten_contact_is_told_nothing(contact: Contact) -> None:
    forgotten = forget_contact(contact=contact)

    message = tell(contact=forgotten, **ANSWERED)

    assert message.state == "gone"
    assert jobs() == []


@pytest.mark.parametrize(
    "change",
    [
        {"occasion": "case_praised"},
        {"occasion": "staff_new_danger"},
        {"fields": {"code": "H7K-294-QX8A"}},
        {"fields": {"code": "H7K-294-QX8A", "link": "page:/", "words": "井盖松了"}},
        {"fields": {"code": "字" * 81, "link": "page:/"}},
        {"fields": {"code": "two\nlines", "link": "page:/"}},
        {"fields": {"code": "H7K-294-QX8A", "link": "https://evil.example/"}},
    ],
)
def test_anything_but_codes_and_declared_links_is_a_mistake(contact: Contact, change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tell(contact=contact, **(ANSWERED | change))

    assert Message.objects.count() == 0


def test_the_link_itself_is_never_kept(contact: Contact, app_sql: Any) -> None:
    declare_link("tests-secret", lambda thing: f"/k/opens-{thing}")

    tell(contact=contact, **(ANSWERED | {"fields": {"code": "H7K", "link": "tests-secret:7"}}))

    [(row,)] = app_sql("select to_jsonb(m)::text from messages_message m")
    assert "opens-7" not in row


def test_each_bot_of_the_community_is_told_of_a_danger_once(
    community: Community, other_community: Community, settings: Settings, clock: Clock
) -> None:
    clock.at = NINE_AT_NIGHT
    settings.NINGJU_STAFF_BOTS = {
        "huayang": ["json://127.0.0.1:1/secret", "json://127.0.0.1:2/secret"],
        "liuqiao": ["json://127.0.0.1:3/secret"],
    }
    danger = {"code": "H7K", "category": "井盖松动", "due": "23:00", "link": "page:/desk/"}

    for _twice in range(2):
        told_ = tell_staff(occasion="staff_new_danger", key="H7K", fields=danger)

    assert len(told_) == Message.objects.count() == 2
    assert {one.next_try_at for one in told_} == {NINE_AT_NIGHT}
    assert not Message.objects.filter(bot__contains="secret").exists()


def test_without_bots_nobody_is_told(community: Community) -> None:
    danger = {"code": "H7K", "category": "井盖松动", "due": "23:00", "link": "page:/desk/"}

    assert tell_staff(occasion="staff_new_danger", key="H7K", fields=danger) == []
