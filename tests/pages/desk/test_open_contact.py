"""The desk reaches the asker: one button, one look, one line the asker sees; others see nothing."""

import pytest
from django.test import Client

from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact, take_back_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import tell
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import entries_about, receipts_of
from tests.rooms.accounts.people import make_user, sign_in, staff_client

PHONE = "+8613800138000"


@pytest.fixture
def reachable(hazard: Case) -> Case:
    """Return a case whose asker left a number."""
    leave_contact(
        case=hazard,
        address="138 0013 8000",
        language="zh",
        call_when="after three",
        private_words="my daughter answers",
    )
    return hazard


@pytest.fixture
def desk(unit: Organisation) -> Client:
    """Return the browser of a worker of the unit."""
    return staff_client("wang", "worker", unit)


def at(case: Case, act: str = "") -> str:
    return f"/en/huayang/desk/cases/{case.code}/{act}"


def contact_of(case: Case) -> Contact:
    found: Contact | None = Case.objects.get(pk=case.pk).contact
    assert found is not None
    return found


def test_the_case_says_that_there_is_a_number_and_not_which(desk: Client, reachable: Case) -> None:
    page = desk.get(at(reachable)).content.decode()

    assert "They left a mobile number." in page
    assert "There is a word for the one who calls." in page
    for hidden in ("13800138000", "after three", "my daughter answers"):
        assert hidden not in page
    assert entries_about(contact_of(reachable).record_id) == []


def test_p13_a_worker_opens_it_once_and_the_asker_sees_who_at_once(
    desk: Client, rider: Client, reachable: Case
) -> None:
    answer = desk.post(at(reachable, "contact/"))

    page = answer.content.decode()
    assert answer.status_code == 200
    for shown in (f'href="tel:{PHONE}"', "138 0013 8000", "after three", "my daughter answers"):
        assert shown in page
    assert "no-store" in answer["Cache-Control"]
    seen = rider.get(f"/en/huayang/k/{secret_of(reachable.public_id)}/").content.decode()
    for told in ("Community worker · City Care Office", "Why: Calling you back about this matter"):
        assert told in seen
    assert "Wang" not in seen
    assert "13800138000" not in seen


def test_p13_each_look_is_a_line_of_its_own(desk: Client, reachable: Case) -> None:
    for _twice in range(2):
        desk.post(at(reachable, "contact/"))

    entries = entries_about(contact_of(reachable).record_id)
    assert [(entry.purpose, entry.role, entry.words) for entry in entries] == [
        ("callback", "worker", reachable.shown_code)
    ] * 2


def test_a_link_or_a_reload_opens_nothing(desk: Client, reachable: Case) -> None:
    assert desk.get(at(reachable, "contact/")).status_code == 405
    assert entries_about(contact_of(reachable).record_id) == []


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin"])
@pytest.mark.parametrize("act", ["contact/", "contact/erase/"])
def test_p10_another_role_opens_and_erases_nothing(
    reachable: Case, unit: Organisation, role: str, act: str
) -> None:
    other = staff_client("chen", role, unit)

    answer = other.post(at(reachable, act))

    assert answer.status_code == 403
    assert "13800138000" not in answer.content.decode()
    assert not contact_of(reachable).is_forgotten


@pytest.mark.parametrize("role", ["partner", "leader", "admin"])
def test_another_role_does_not_even_see_that_there_is_a_number(
    reachable: Case, unit: Organisation, role: str
) -> None:
    page = staff_client("chen", role, unit).get(at(reachable)).content.decode()

    assert reachable.words in page
    assert "Reach the asker" not in page


@pytest.mark.parametrize("act", ["contact/", "contact/erase/"])
def test_a_worker_of_another_unit_sees_nothing(reachable: Case, other_unit: Organisation, act: str) -> None:
    elsewhere = staff_client("li", "worker", other_unit)

    assert elsewhere.post(at(reachable, act)).status_code == 404
    assert not contact_of(reachable).is_forgotten


@pytest.mark.parametrize("act", ["contact/", "contact/erase/"])
def test_staff_of_another_community_and_visitors_see_nothing(
    desk: Client, rider: Client, reachable: Case, other_community: Community, act: str
) -> None:
    visitor = sign_in(Client(), make_user("visitor"))

    assert desk.post(f"/en/liuqiao/desk/cases/{reachable.code}/{act}").status_code == 403
    for browser in (rider, visitor):
        answer = browser.post(at(reachable, act))
        assert answer.status_code in (302, 403)
        assert "13800138000" not in answer.content.decode()
    assert entries_about(contact_of(reachable).record_id) == []


def test_other_residents_with_the_code_see_nothing(rider: Client, desk: Client, reachable: Case) -> None:
    desk.post(at(reachable, "contact/"))

    page = rider.get(f"/en/huayang/c/{reachable.code}/").content.decode()

    assert "How to reach you" not in page
    assert "opened it" not in page


def test_p9_the_caller_has_it_erased_by_phone(desk: Client, reachable: Case) -> None:
    answer = desk.post(at(reachable, "contact/erase/"), follow=True)

    contact = contact_of(reachable)
    assert "Erased, as they asked." in answer.content.decode()
    assert contact.is_forgotten
    assert receipts_of(contact.record_id)[0].ending == "withdrawn"
    assert "Reach the asker" not in answer.content.decode()


def test_what_was_taken_back_cannot_be_opened(desk: Client, reachable: Case) -> None:
    take_back_contact(case=reachable)

    assert desk.post(at(reachable, "contact/")).status_code == 404


def test_a_case_without_a_number_opens_nothing(desk: Client, hazard: Case) -> None:
    assert desk.post(at(hazard, "contact/")).status_code == 404
    assert "Reach the asker" not in desk.get(at(hazard)).content.decode()


def test_staff_see_whom_a_message_did_not_reach_and_no_number(desk: Client, reachable: Case) -> None:
    tell(
        contact=contact_of(reachable),
        occasion="case_answered",
        key="x",
        fields={"code": "H7K", "link": "page:/"},
    )
    Message.objects.update(state="failed", settled_at="2026-11-24T10:00:00Z", last_error="http 422")

    page = desk.get(at(reachable)).content.decode()

    assert "Could not be told by message. Please phone them." in page
    assert "13800138000" not in page
