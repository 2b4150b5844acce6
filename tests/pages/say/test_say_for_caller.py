"""Phone and paper: staff write down what a caller says, with the same consent, marked as by proxy."""

from typing import Any

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import receipts_of
from ningju.rooms.privacy.purposes import PURPOSES
from tests.pages.say.test_say import kinds
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_unit

__all__ = ["kinds"]

CALL = "/zh/huayang/desk/say/"


@pytest.fixture
def desk(kinds: list[Category]) -> Client:
    """Return the browser of a worker of the unit."""
    return staff_client("wang", "worker", Organisation.objects.get())


def heard(**more: Any) -> dict[str, Any]:
    """Return what a worker types while somebody speaks."""
    form = {"form_key": new_form_key(), "words": "弄口井盖松了", "where": "长宁路1027弄", "via": "phone"}
    return form | {"category": "loose-cover", "language": "zh"} | more


def test_p27_a_call_becomes_a_case_by_proxy_with_the_same_consent_end_to_end(
    desk: Client, rider: Client
) -> None:
    form = desk.get(CALL).content.decode()
    page = desk.post(CALL, heard(address="13800138000", consent="on"), follow=True).content.decode()

    case = Case.objects.get()
    assert str(PURPOSES["callback"].text) in form
    assert "念给对方听" in form
    assert (case.via, case.is_by_proxy, CaseEvent.objects.get().is_by_proxy) == ("phone", True, True)
    assert case.shown_code in page
    [receipt] = receipts_of(Contact.objects.get().record_id)
    assert (receipt.via, receipt.is_by_proxy, receipt.is_given) == ("phone", True, True)
    asker = rider.get(f"/zh/huayang/k/{secret_of(case.public_id)}/").content.decode()
    assert "你留了电话号码" in asker
    by_code = rider.get(f"/zh/huayang/c/{case.code}/").content.decode()
    assert case.words not in by_code
    assert "13800138000" not in page + asker + by_code


def test_p27_paper_too_and_the_language_they_read(desk: Client) -> None:
    desk.post(CALL, heard(via="paper", language="en", address="li@example.org", consent="on"))

    assert Case.objects.get().via == "paper"
    assert Contact.objects.get().language == "en"


def test_p27_a_caller_who_leaves_nothing_gets_the_same(desk: Client) -> None:
    assert desk.post(CALL, heard()).status_code == 302

    assert Case.objects.get().contact is None


def test_p8_staff_cannot_keep_a_number_without_the_callers_yes(desk: Client) -> None:
    answer = desk.post(CALL, heard(address="13800138000"))

    assert answer.status_code == 422
    assert "13800138000" in answer.content.decode()
    assert Case.objects.count() == Contact.objects.count() == 0


def test_without_a_kind_one_is_suggested_first(desk: Client) -> None:
    answer = desk.post(CALL, heard(category=""))

    assert answer.status_code == 200
    assert "井盖松动" in answer.content.decode()
    assert Case.objects.count() == 0


def test_the_double_tap_writes_it_down_once(desk: Client) -> None:
    form = heard()

    assert [desk.post(CALL, form).status_code for _twice in range(2)] == [302, 302]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("change", [{"via": "web"}, {"via": "fax"}, {"language": "fr"}, {"words": ""}])
def test_what_is_no_call_is_refused(desk: Client, change: dict[str, str]) -> None:
    assert desk.post(CALL, heard(**change)).status_code == 422
    assert Case.objects.count() == 0


def test_a_matter_of_another_unit_leads_back_to_the_inbox_with_its_code(
    kinds: list[Category], community: Community
) -> None:
    elsewhere = staff_client("li", "worker", make_unit("road-works", "养护三班", "Road Works"))

    answer = elsewhere.post(CALL, heard(), follow=True)

    assert answer.redirect_chain == [("/zh/huayang/desk/", 302)]
    assert Case.objects.get().shown_code in answer.content.decode()


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin"])
def test_nobody_else_writes_for_callers(kinds: list[Category], role: str) -> None:
    other = staff_client("chen", role, Organisation.objects.get())

    assert other.get(CALL).status_code == 403
    assert other.post(CALL, heard()).status_code == 403
    assert Case.objects.count() == 0
