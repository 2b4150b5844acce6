"""The desk of the register: only what is due, each look logged, everything by phone too."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.rooms.care import services
from ningju.rooms.care.access import keepers
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareEnding, CarePair, CareRecord
from ningju.rooms.care.web.urls import urlpatterns
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import entries_about, receipts_of
from ningju.rooms.privacy.models import AccessEntry
from tests.rooms.accounts.people import make_staff, sign_in, staff_client
from tests.rooms.care.cast import BACKUP, PHONE, WORDS, join
from tests.rooms.queries import count_queries

DESK = "/zh/huayang/desk/care/"
SEEN = ("阿婆", PHONE, WORDS, BACKUP)


@pytest.fixture
def lin(unit: Organisation) -> Client:
    """Return the browser of a worker of the unit."""
    return staff_client("lin", "worker", unit)


def told(**more: Any) -> dict[str, Any]:
    """Return what a worker types for a caller."""
    form = {
        "nickname": "周老师", "themes": ["errands"], "words": "", "way": "phone", "phone": "138 1111 2222",
        "address": "", "rhythm": "quarterly", "backup": "", "unit": "office", "via": "phone",
        "is_of_age": "on", "consent": "on",
    }  # fmt: skip
    return form | more


def test_the_desk_shows_who_is_due_and_nobody_else(
    lin: Client, unit: Organisation, record: CareRecord
) -> None:
    join(unit, nickname="刚来的", phone="13811112222", at=timezone.now())

    page = lin.get(DESK).content.decode()

    assert "阿婆" in page
    assert "刚来的" not in page
    assert PHONE not in page
    assert WORDS not in page


def test_an_empty_desk_says_why(lin: Client) -> None:
    assert 'class="empty"' in lin.get(DESK).content.decode()


def test_t8_no_address_of_the_room_takes_an_attribute_of_a_person() -> None:
    taken = {name for pattern in urlpatterns for name in pattern.pattern.converters}

    assert taken == {"secret", "form", "code", "public_id", "verb"}


@pytest.mark.parametrize("query", ["sort=nickname", "group=theme", "theme=talk", "rhythm=none", "q=阿婆"])
def test_t8_nothing_sorts_groups_or_searches_by_what_a_person_said(
    lin: Client, unit: Organisation, record: CareRecord, query: str
) -> None:
    join(unit, nickname="老王", themes=["meals"], phone="13811112222")

    plain, asked = lin.get(DESK).content.decode(), lin.get(f"{DESK}?{query}").content.decode()

    order = re.findall(r"desk/care/(G\w{9})/", plain)
    assert len(order) == 2
    assert re.findall(r"desk/care/(G\w{9})/", asked) == order


def test_a_worker_opens_the_contact_and_the_person_sees_it_at_once(
    lin: Client, rider: Client, record: CareRecord
) -> None:
    before = lin.get(f"{DESK}{record.code}/").content.decode()
    opened = lin.post(f"{DESK}{record.code}/open/")
    own = rider.get(f"/zh/huayang/care/my/{secret_of(record.record_id)}/").content.decode()

    assert PHONE not in before
    assert PHONE in opened.content.decode()
    assert BACKUP not in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    looks = own[own.index('id="looks"') :]
    assert "社区服务办公室" in looks[: looks.index("</section>")]
    assert "社区工作者" in looks[: looks.index("</section>")]


def test_somebody_else_to_call_is_opened_only_when_asked_for(lin: Client, record: CareRecord) -> None:
    page = lin.post(f"{DESK}{record.code}/open/", {"backup": "1"}).content.decode()

    assert BACKUP in page
    assert PHONE not in page


def test_t10_the_second_contact_is_refused_on_the_page_too(lin: Client, record: CareRecord) -> None:
    assert lin.post(f"{DESK}{record.code}/contacted/", {"outcome": "reached"}).status_code == 302

    again = lin.post(f"{DESK}{record.code}/contacted/", {"outcome": "reached"})

    today = timezone.localdate()
    assert again.status_code == 409
    assert str(today.year) in again.content.decode()
    assert record.contacts.done().count() == 1
    page = lin.get(f"{DESK}{record.code}/").content.decode()
    assert 'action="/zh/huayang/desk/care/' + record.code + '/contacted/"' not in page
    assert lin.post(f"{DESK}{record.code}/open/").status_code == 409


def test_t5_a_refused_note_comes_back_with_the_reason(lin: Client, record: CareRecord) -> None:
    page = lin.post(f"{DESK}{record.code}/contacted/", {"outcome": "reached", "note": "老党员，常联系"})

    assert page.status_code == 422
    assert "老党员，常联系" in page.content.decode()
    assert not record.contacts.done().exists()


def test_b29_a_need_is_opened_planned_and_done(lin: Client, record: CareRecord) -> None:
    need = services.ask_for_help(record=record, theme="repairs", words="水管漏水", by=ANYBODY)
    address = f"{DESK}needs/{need.public_id}/"

    assert "水管漏水" not in lin.get(f"{DESK}{record.code}/").content.decode()
    assert "水管漏水" in lin.post(address + "open/").content.decode()
    assert lin.post(address + "plan/", {"words": "周三师傅来"}).status_code == 302
    assert lin.post(address + "met/", {"words": ""}).status_code == 422
    assert lin.post(address + "met/", {"words": "修好了"}).status_code == 302
    assert lin.post(address + "nothing/", {"words": "？"}).status_code == 422
    need.refresh_from_db()
    assert need.state == "met"


def test_p27_end_to_end_by_phone(lin: Client, rider: Client, unit: Organisation) -> None:
    """Read the consent, write down, hand over code and slip, call, help, keep on, and leave: no screen."""
    page = lin.get(f"{DESK}new/").content.decode()
    assert 'id="purpose"' in page
    assert " checked" not in page
    assert lin.post(f"{DESK}new/", told(consent="")).status_code == 422

    made = lin.post(f"{DESK}new/", told())
    record = CareRecord.objects.get()
    assert made["Location"] == f"{DESK}{record.code}/"
    assert (record.status, record.via, record.is_by_proxy) == ("invited", "phone", True)
    assert receipts_of(record.record_id)[0].is_by_proxy is True

    slip = lin.post(f"{DESK}{record.code}/slip/").content.decode()
    assert f"{record.code[:3]}-{record.code[3:6]}-{record.code[6:]}" in slip
    assert "<svg" in slip
    found = lin.post(f"{DESK}phone/", {"phone": "13811112222"})
    assert found["Location"] == f"{DESK}{record.code}/"
    by_code = lin.get(f"{DESK}find/", {"code": record.code.lower()})
    assert by_code["Location"] == f"{DESK}{record.code}/"

    acts = {
        "help": {"theme": "meals"}, "rhythm": {"rhythm": "yearly"},
        "details": {"nickname": "周老"}, "stay": {},
    }  # fmt: skip
    for verb, form in acts.items():
        assert lin.post(f"{DESK}{record.code}/for-them/{verb}/", form).status_code == 302
    record.refresh_from_db()
    assert (record.status, record.rhythm, record.nickname) == ("active", "yearly", "周老")
    assert record.needs.count() == 1
    assert all(line.is_by_proxy for line in record.events.exclude(verb="slip"))
    assert lin.post(f"{DESK}{record.code}/slip/").status_code == 409  # confirmed: the link is theirs alone

    assert lin.post(f"{DESK}{record.code}/for-them/leave/")["Location"] == DESK
    assert CareEnding.objects.get().is_by_proxy is True
    gone = rider.get(f"/zh/huayang/care/my/{secret_of(record.record_id)}/")
    assert gone.status_code == 410


def test_what_is_not_one_of_the_acts_is_not_found(lin: Client, record: CareRecord) -> None:
    assert lin.post(f"{DESK}{record.code}/for-them/anything/").status_code == 404
    assert lin.post(f"{DESK}{record.code}/for-them/help/", {"theme": ""}).status_code == 422


def test_p5_an_unknown_number_and_a_code_that_is_none_say_what_to_do(lin: Client, record: CareRecord) -> None:
    assert lin.post(f"{DESK}phone/", {"phone": "13900009999"}).status_code == 404
    assert lin.post(f"{DESK}phone/", {"phone": ""}).status_code == 422
    assert lin.get(f"{DESK}find/", {"code": "G12"}).status_code == 422
    assert lin.get(f"{DESK}G00000000Z/").status_code == 404


def test_p5_the_twenty_first_look_up_is_refused_and_logged(lin: Client, record: CareRecord) -> None:
    answers = [lin.post(f"{DESK}phone/", {"phone": PHONE}).status_code for _turn in range(21)]

    assert answers == [302] * 20 + [403]
    assert AccessEntry.objects.filter(act="refused").count() == 1


def test_b27_a_coordinator_sees_codes_only_and_keeps_both(
    unit: Organisation, lin: Client, record: CareRecord
) -> None:
    join(unit, nickname="老头子", phone=PHONE, at=timezone.now())
    pair = CarePair.objects.get()
    boss = staff_client("chen", "coordinator", unit)

    page = boss.get(DESK).content.decode()
    part = page[page.index('id="pairs"') :]
    part = part[: part.index("</section>")]
    assert pair.earlier.code in part
    assert pair.later.code in part
    assert "老头子" not in part
    assert PHONE not in part
    assert 'id="pairs"' not in lin.get(DESK).content.decode()

    assert boss.post(f"{DESK}pairs/{pair.public_id}/keep/", {"because": ""}).status_code == 422
    boss.post(f"{DESK}pairs/{pair.public_id}/keep/", {"because": "夫妻两人"})
    assert 'id="pairs"' not in boss.get(DESK).content.decode()


def test_two_records_with_one_number_are_a_choice_of_codes(
    unit: Organisation, lin: Client, record: CareRecord
) -> None:
    other = join(unit, nickname="老头子", phone=PHONE)

    page = lin.post(f"{DESK}phone/", {"phone": PHONE}).content.decode()

    assert record.code[6:] in page
    assert other.code[6:] in page


@pytest.mark.parametrize("role", ["keeper", "partner", "leader", "auditor", "admin"])
def test_other_roles_of_the_same_unit_see_nothing(unit: Organisation, record: CareRecord, role: str) -> None:
    client = staff_client("somebody", role, unit)

    for address in (DESK, f"{DESK}{record.code}/", f"{DESK}new/", f"{DESK}find/?code={record.code}"):
        page = client.get(address)
        assert page.status_code == 403, address
        assert not [word for word in SEEN if word in page.content.decode()]


def test_a_worker_of_another_unit_sees_nothing(other_unit: Organisation, record: CareRecord) -> None:
    client = staff_client("wu", "worker", other_unit)

    assert not [word for word in SEEN if word in client.get(DESK).content.decode()]
    for address in ("", "open/", "contacted/", "slip/", "for-them/leave/"):
        act = client.post if address else client.get
        page = act(f"{DESK}{record.code}/{address}", {"outcome": "reached"})
        assert page.status_code == 404, address
        assert not [word for word in SEEN if word in page.content.decode()]
    assert CareRecord.objects.exists()
    assert entries_about(record.record_id) == []


def test_a_worker_of_another_community_sees_nothing(
    community: Community, other_community: Community, record: CareRecord
) -> None:
    with in_community(other_community.pk):
        client = sign_in(Client(), make_staff("wu", "worker"))

    assert client.get(f"{DESK}{record.code}/").status_code == 403
    there = client.get(f"/zh/liuqiao/desk/care/{record.code}/")
    assert there.status_code == 404
    assert not [word for word in SEEN if word in there.content.decode()]


def test_a_neighbour_without_an_account_is_led_to_sign_in(rider: Client, record: CareRecord) -> None:
    assert rider.get(f"{DESK}{record.code}/")["Location"].startswith("/zh/account/login/")


def test_an_administrator_chooses_who_keeps_the_register(unit: Organisation) -> None:
    admin = staff_client("an", "admin", unit)

    admin.post(f"{DESK}keepers/", {"units": []})
    assert not keepers().exists()

    admin.post(f"{DESK}keepers/", {"units": ["office"]})
    assert list(keepers()) == [unit]


def test_the_desk_costs_the_same_for_one_task_and_for_many(
    lin: Client, unit: Organisation, record: CareRecord
) -> None:
    lin.get(DESK)  # what is kept in memory is kept from here on
    with count_queries() as one:
        lin.get(DESK)
    for number in range(10):
        join(unit, nickname=f"邻居{number}", phone=f"1380000{number:04}")
    with count_queries() as many:
        lin.get(DESK)

    assert len(one) == len(many)


def test_a_contact_overdue_says_since_when(lin: Client, record: CareRecord) -> None:
    record.contacts.planned().update(planned_on=timezone.localdate() - timedelta(days=3))

    assert 'class="way"' in lin.get(DESK).content.decode()
