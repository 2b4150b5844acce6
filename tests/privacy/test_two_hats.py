"""Somebody with one role here and another there has neither in the other's place."""

import pytest
from django.test import Client

from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.services import let_keep_register
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import grant_role
from tests.rooms.accounts.people import make_user, sign_in
from tests.rooms.care.cast import PHONE, join
from tests.rooms.cases.cases import make_case, make_category, make_unit

DESK = "/zh/huayang/desk/"


@pytest.fixture
def office(community: Community) -> Organisation:
    unit = make_unit("office", "社区服务办公室", "Community Services Office")
    let_keep_register(unit=unit, by_name="the test")
    return unit


@pytest.fixture
def station(community: Community) -> Organisation:
    return make_unit("station", "邻里站", "Neighbour Station")


@pytest.fixture
def record(office: Organisation) -> CareRecord:
    return join(office)


@pytest.fixture
def case(office: Organisation) -> Case:
    made = make_case(category=make_category(office))
    leave_contact(case=made, address=PHONE, language="zh")
    return made


def both(*hats: tuple[str, Organisation]) -> Client:
    """Return the browser of somebody who wears several hats."""
    user = make_user("zhao")
    for role, body in hats:
        grant_role(user=user, organisation=body, role=role, by_name="the test")
    return sign_in(Client(headers={"accept-language": "zh-CN"}), user)


@pytest.mark.parametrize("role", ["keeper", "partner"])
def test_p10_a_worker_elsewhere_who_is_something_else_here_reads_no_care_record(
    record: CareRecord, office: Organisation, station: Organisation, role: str
) -> None:
    zhao = both(("worker", station), (role, office))

    assert record.nickname not in zhao.get(f"{DESK}care/").content.decode()
    assert zhao.get(f"{DESK}care/{record.code}/").status_code == 404
    assert zhao.post(f"{DESK}care/{record.code}/open/").status_code == 404
    assert zhao.post(f"{DESK}care/{record.code}/for-them/leave/").status_code == 404
    assert zhao.post(f"{DESK}care/phone/", {"phone": PHONE}).status_code == 404
    assert CareRecord.objects.count() == 1


@pytest.mark.parametrize("role", ["leader", "admin", "partner"])
def test_p10_a_keeper_elsewhere_who_leads_or_is_a_partner_here_opens_and_erases_no_contact(
    case: Case, office: Organisation, station: Organisation, role: str
) -> None:
    zhao = both(("keeper", station), (role, office))

    opened = zhao.post(f"{DESK}cases/{case.code}/contact/")
    erased = zhao.post(f"{DESK}cases/{case.code}/contact/erase/")

    assert opened.status_code == 404
    assert erased.status_code == 403
    assert PHONE not in opened.content.decode()
    case.refresh_from_db()
    assert case.contact is not None
    assert not case.contact.is_forgotten


@pytest.mark.parametrize("role", ["leader", "admin"])
def test_a_keeper_elsewhere_who_only_reads_here_changes_no_case(
    case: Case, office: Organisation, station: Organisation, role: str
) -> None:
    zhao = both(("keeper", station), (role, office))

    answer = zhao.post(f"{DESK}cases/{case.code}/answer/", {"version": case.version, "words": "好了"})

    assert zhao.get(f"{DESK}cases/{case.code}/").status_code == 200
    assert answer.status_code == 403
    case.refresh_from_db()
    assert case.is_open


def test_a_worker_of_the_unit_with_another_hat_elsewhere_still_works(
    case: Case, record: CareRecord, office: Organisation, station: Organisation
) -> None:
    zhao = both(("worker", office), ("partner", station))

    assert zhao.post(f"{DESK}cases/{case.code}/contact/").status_code == 200
    assert zhao.get(f"{DESK}care/{record.code}/").status_code == 200
