"""My page: a number is proved by a code; then everything under it is shown, taken along, erased."""

import json
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ningju.ground.public_post import new_form_key
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import forget_contact, keep_contact
from ningju.rooms.privacy import holdings
from ningju.rooms.privacy.access import THE_PERSON
from ningju.rooms.privacy.holdings import Erasure, Finder, Holding
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.privacy.models import LookUpCode, RecordKey
from ningju.rooms.privacy.services import open_sealed
from ningju.rooms.privacy.services.look_up_codes import MOST_A_DAY, MOST_AN_HOUR
from tests.rooms.queries import count_queries

PAGE = "/zh/huayang/my/"
PHONE = "138 0013 8000"
PRIVATE = "只给回电的人看的话"


def find(digest: bytes) -> list[Holding]:
    """Find contacts by themselves: a room of these tests."""
    return [
        Holding(
            key=f"test:{contact.record_id}",
            kind="测试事项",
            name="T123",
            facts=(("电话", open_sealed(contact, purpose="self", reader=THE_PERSON)["address"]),),
            life="九十天",
            record_ids=(contact.record_id,),
            erase=Erasure(partial(forget_contact, contact=contact)),
        )
        for contact in Contact.objects.filter(address_index=digest)
    ]


def knows(digest: bytes) -> bool:
    """Say whether there is such a contact."""
    return Contact.objects.filter(address_index=digest).exists()


@pytest.fixture(autouse=True)
def one_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "FINDERS", {"test": Finder(find, knows)})


@pytest.fixture
def contact(community: Community) -> Contact:
    return keep_contact(
        purpose="callback", channel="sms", address=PHONE, language="zh", private_words=PRIVATE
    )


def ask(rider: Client, phone: str = PHONE) -> Any:
    return rider.post(f"{PAGE}code/", {"form_key": new_form_key(), "phone": phone})


def asked_in(page: str) -> str:
    found = re.search(r'name="asked" value="([-0-9a-f]{36})"', page)
    assert found
    return found[1]


def enter(rider: Client, asked: str, code: str) -> Any:
    return rider.post(f"{PAGE}enter/", {"form_key": new_form_key(), "asked": asked, "code": code})


def prove(rider: Client) -> str:
    """Prove the number as its owner does, and return the page."""
    asked = asked_in(ask(rider).content.decode())
    assert enter(rider, asked, Message.objects.latest("id").fields["code"])["Location"] == PAGE
    return str(rider.get(PAGE).content.decode())


def test_p13_the_code_opens_everything_under_the_number(rider: Client, contact: Contact) -> None:
    page = prove(rider)

    for told in ("测试事项", "T123", "+8613800138000", "九十天", "为这件事给你回电", "还没有人打开过"):
        assert told in page
    assert rider.get(PAGE).content.decode().count("T123") == page.count("T123"), "looking changes nothing"
    assert rider.get(PAGE)["Cache-Control"] == "no-store"


def test_an_unknown_number_gets_the_same_page_and_no_message(rider: Client, contact: Contact) -> None:
    known = ask(rider).content.decode()
    sent = Message.objects.count()

    unknown = ask(rider, "13900139000").content.decode()

    def without_secrets(page: str) -> str:
        return re.sub(r'value="[^"]*"', "", page)

    assert without_secrets(known) == without_secrets(unknown)
    assert Message.objects.count() == sent
    assert LookUpCode.objects.count() == 2


def test_p5_a_known_and_an_unknown_number_cost_the_same_work(rider: Client, contact: Contact) -> None:
    keep_contact(purpose="callback", channel="sms", address=PHONE, language="zh", private_words=PRIVATE)
    with count_queries() as known:
        ask(rider)

    with count_queries() as unknown:
        ask(rider, "13900139000")

    assert [sql.split("(")[0] for sql in known] == [sql.split("(")[0] for sql in unknown]
    assert any("messages_message" in sql for sql in unknown)
    assert LookUpCode.objects.count() == 2
    assert Message.objects.count() == 1
    assert RecordKey.objects.count() == 3, "two contacts, one number for one message"


@pytest.mark.parametrize("phone", [PHONE, "13900139000"])
def test_nobody_makes_a_phone_ring_all_night(contact: Contact, phone: str) -> None:
    for _time in range(MOST_AN_HOUR):
        assert ask(Client(), phone).status_code == 200

    refused = ask(Client(), phone)

    assert refused.status_code == 422
    assert "这个号码刚才要过好几次验证码" in refused.content.decode()
    assert LookUpCode.objects.count() == MOST_AN_HOUR
    assert ask(Client(), "13700137000").status_code == 200, "another number has its own count"


def test_an_hour_later_a_number_gets_codes_again_but_not_all_day(
    contact: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = timezone.now()
    answers = []
    for hour in range(4):
        monkeypatch.setattr(timezone, "now", lambda hour=hour: began + timedelta(hours=hour, minutes=hour))
        answers += [ask(Client()).status_code for _time in range(MOST_AN_HOUR)]

    assert answers == [200] * MOST_A_DAY + [422] * (4 * MOST_AN_HOUR - MOST_A_DAY)


def test_whoever_proves_the_number_may_ask_again(contact: Contact) -> None:
    pages = [prove(Client()) for _time in range(MOST_AN_HOUR + 1)]

    assert all("T123" in page for page in pages)


def test_five_wrong_codes_end_it(rider: Client, contact: Contact) -> None:
    asked = asked_in(ask(rider).content.decode())
    code = Message.objects.latest("id").fields["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    answers = [enter(rider, asked, wrong).status_code for _ in range(5)]

    assert answers == [422] * 5
    assert enter(rider, asked, code).status_code == 422
    assert "my-huayang" not in rider.cookies


def test_a_code_works_once_and_for_ten_minutes(rider: Client, contact: Contact) -> None:
    asked = asked_in(ask(rider).content.decode())
    code = Message.objects.latest("id").fields["code"]
    assert enter(rider, asked, f" {code[:3]} {code[3:]} ").status_code == 302
    assert enter(Client(), asked, code).status_code == 422
    late = asked_in(ask(rider).content.decode())
    LookUpCode.objects.update(until_at="2020-01-01T00:00:00Z")

    assert enter(Client(), late, Message.objects.latest("id").fields["code"]).status_code == 422


def test_p5_without_a_proof_nothing_is_shown_handed_over_or_erased(rider: Client, contact: Contact) -> None:
    rider.cookies["my-huayang"] = "forged:1:x"

    assert "T123" not in rider.get(PAGE).content.decode()
    assert rider.get(f"{PAGE}file/json/").status_code == 404
    told = {"form_key": new_form_key(), "key": f"test:{contact.record_id}"}
    assert rider.post(f"{PAGE}erase/", told).status_code == 404
    contact.refresh_from_db()
    assert not contact.is_forgotten


def test_p28_a_proof_counts_in_its_own_community_only(
    rider: Client, contact: Contact, other_community: Community
) -> None:
    prove(rider)
    rider.cookies["my-liuqiao"] = rider.cookies["my-huayang"].value

    assert "T123" not in rider.get("/zh/liuqiao/my/").content.decode()


@pytest.mark.parametrize("form", ["json", "html"])
def test_the_copy_holds_everything(rider: Client, contact: Contact, form: str) -> None:
    prove(rider)

    answer = rider.get(f"{PAGE}file/{form}/")

    body = answer.content.decode()
    assert "+8613800138000" in body
    assert f"ningju-my-page.{form}" in answer["Content-Disposition"]
    if form == "json":
        (held,) = json.loads(body)["held"]
        assert held["name"] == "T123"
        assert [consent["answer"] for consent in held["consents"]] == ["yes"]
        assert held["looks"] == []


def test_p9_two_taps_erase_it_at_once_and_say_so(rider: Client, contact: Contact) -> None:
    page = prove(rider)
    assert page.count("<summary>") == 1
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key

    told = {"form_key": new_form_key(), "key": key[1]}
    answer = rider.post(f"{PAGE}erase/", told, follow=True).content.decode()

    contact.refresh_from_db()
    assert contact.is_forgotten
    assert "已清除" in answer
    assert "+8613800138000" not in answer


def test_the_page_is_closed_by_one_tap(rider: Client, contact: Contact) -> None:
    prove(rider)

    answer = rider.post(f"{PAGE}leave/", {"form_key": new_form_key()}, follow=True).content.decode()

    assert "T123" not in answer


def test_p11_codes_that_are_over_are_forgotten(community: Community, rider: Client) -> None:
    ask(rider)
    LookUpCode.objects.update(until_at="2020-01-01T00:00:00Z")
    assert LIFETIMES["look_up_code"].erase(timezone.now()) == 1
    assert LookUpCode.objects.count() == 0


def test_a_buttons_address_opened_by_itself_leads_to_the_page_above(community: Community) -> None:
    answer = Client().get("/en/huayang/my/code/")

    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert (answer.status_code, answer["Allow"], answer["Cache-Control"]) == (405, "POST", "no-store")
    assert "Only a button leads here" in main
    assert 'href="/en/huayang/my/"' in main
