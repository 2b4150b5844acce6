"""Ninety days after a case is closed contact and private words are gone; kind, unit, times stay."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ningju.rooms.cases import services
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.privacy.models import RecordKey
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_case
from tests.rooms.privacy.lifetimes import erase_due

PLANTED = ("想学工伤怎么报", "周四两点半来", "他老乡介绍的", "桥头三号门")


@pytest.fixture
def closed(unit: Organisation, worker: Actor) -> Case:
    """Return a need that was asked with a number, answered, and found solved."""
    need = make_case(kind="need", words=PLANTED[0], unit=unit, where=PLANTED[3], lat_deg=31.2, lon_deg=121.4)
    services.leave_contact(case=need, address="13800138000", language="zh", private_words="女儿接")
    answered = services.answer_case(
        case=Case.objects.get(pk=need.pk), words=PLANTED[1], note=PLANTED[2], by=worker
    )
    return services.confirm_case(case=answered)


def days_after(case: Case, days: float) -> Any:
    """Return a moment some days after a case was closed."""
    assert case.closed_at is not None
    return case.closed_at + timedelta(days=days)


def held(app_sql: Any) -> str:
    """Return everything the tables of cases and messages hold, as text."""
    tables = ("cases_case", "cases_caseevent", "messages_contact")
    return "".join(str(app_sql(f"select to_jsonb(t)::text from {table} t")) for table in tables)


def test_p11_contact_and_private_words_are_kept_for_ninety_days_and_then_gone(
    closed: Case, app_sql: Any
) -> None:
    early = erase_due(days_after(closed, 89.9))
    before = held(app_sql)
    late = erase_due(days_after(closed, 90.1))
    after = held(app_sql)

    assert (early["case_contact"], early["case_words"]) == (0, 0)
    assert (late["case_contact"], late["case_words"]) == (1, 1)
    assert all(words in before for words in PLANTED)
    assert not any(words in after for words in PLANTED)
    contact = Contact.objects.get()
    assert contact.is_forgotten
    assert not RecordKey.objects.filter(record_id=contact.record_id).exists()


def test_p11_kind_unit_times_and_verdicts_stay(closed: Case) -> None:
    erase_due(days_after(closed, 91))

    after = Case.objects.get(pk=closed.pk)
    for name in ("kind", "code", "unit_id", "opened_at", "answered_at", "closed_at", "used", "state"):
        assert getattr(after, name) == getattr(closed, name), name
    assert (after.unit_verdict, after.asker_verdict) == ("met", "solved")
    assert list(
        CaseEvent.objects.filter(case=closed).order_by("at", "id").values_list("verb", flat=True)
    ) == [
        "open",
        "answer",
        "confirm",
    ]
    assert (after.where, after.lat_deg, after.lon_deg) == ("", None, None)


def test_p11_the_words_of_a_hazard_stay_and_its_contact_goes(hazard: Case, worker: Actor) -> None:
    services.leave_contact(case=hazard, address="13800138000", language="zh")
    closed = services.answer_case(case=hazard, words="换好了", by=worker)

    counts = erase_due(days_after(closed, 91))

    after = Case.objects.get(pk=hazard.pk)
    assert (counts["case_contact"], counts["case_words"]) == (1, 0)
    assert (after.words, after.answer) == (hazard.words, "换好了")


def test_what_is_open_or_open_again_is_not_erased(need: Case, worker: Actor) -> None:
    answered = services.answer_case(case=need, words="好了", by=worker)
    services.reopen_case(case=answered)

    assert LIFETIMES["case_words"].erase(timezone.now() + timedelta(days=400)) == 0
    assert Case.objects.get(pk=need.pk).words == need.words


def test_erasing_twice_erases_once(closed: Case) -> None:
    now = days_after(closed, 91)

    assert [LIFETIMES[name].erase(now) for name in ("case_contact", "case_words")] == [1, 1]
    assert [LIFETIMES[name].erase(now) for name in ("case_contact", "case_words")] == [0, 0]


def test_the_askers_page_and_the_desk_say_that_the_words_were_erased(
    rider: Client, closed: Case, unit: Organisation
) -> None:
    erase_due(days_after(closed, 91))

    page = rider.get(f"/en/huayang/k/{secret_of(closed.public_id)}/").content.decode()
    desk = staff_client("wang", "worker", unit).get(f"/en/huayang/desk/cases/{closed.code}/").content.decode()

    assert "were erased" in page
    assert "How to reach you" in page
    assert "The words were erased 90 days after" in desk
    assert not any(words in page + desk for words in PLANTED)


def test_published_words_leave_the_public_pages_with_their_erasing(
    unit: Organisation, worker: Actor, rider: Client
) -> None:
    need = make_case(kind="need", words=PLANTED[0], unit=unit)
    published = services.publish_case(case=need, by=worker)
    closed = services.answer_case(case=published, words="好了", by=worker)

    erase_due(days_after(closed, 91))

    assert not Case.objects.get(pk=need.pk).is_published
    assert PLANTED[0] not in rider.get(f"/en/huayang/c/{closed.code}/").content.decode()
