"""What is held about one matter: by its link, or under the number that was left with it."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.rooms.care.services import let_keep_register
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import add_words, leave_contact, open_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Message
from ningju.rooms.organisations.access import Actor
from tests.rooms.accounts.people import make_user
from tests.rooms.care.cast import join
from tests.rooms.cases.cases import make_case, make_category, make_unit

PHONE, PRIVATE = "13800138000", "请别在白天打,孩子在睡"


@pytest.fixture
def case(community: Community) -> Case:
    made = make_case(category=make_category(make_unit()), words="弄口的灯不亮")
    leave_contact(case=made, address=PHONE, language="zh", private_words=PRIVATE)
    return add_words(case=made, words="昨天也不亮")


def page_of(case: Case) -> str:
    return f"/zh/huayang/k/{secret_of(case.public_id)}/held/"


def test_p13_the_link_shows_every_word_and_every_look(rider: Client, case: Case) -> None:
    user = make_user("wang")
    worker = Actor(user.pk, "wang", frozenset({"worker"}), frozenset({case.unit_id or 0}))
    open_contact(case=case, by=worker)

    page = rider.get(page_of(case)).content.decode()

    for told in ("弄口的灯不亮", "昨天也不亮", "138 0013 8000", PRIVATE, "为这件事给你回电", "打开过"):
        assert told in page
    assert "wang" not in page
    assert "T" in page
    assert f"/k/{secret_of(case.public_id)}/held/" in rider.get(page_of(case)[:-5]).content.decode()


@pytest.mark.parametrize("form", ["json", "html"])
def test_the_copy_of_a_matter_holds_every_word(rider: Client, case: Case, form: str) -> None:
    body = rider.get(f"{page_of(case)}{form}/").content.decode()

    for told in ("弄口的灯不亮", "昨天也不亮", "138 0013 8000", PRIVATE):
        assert told in body
    if form == "json":
        assert json.loads(body)["held"][0]["name"] == case.shown_code


def test_a_copy_of_another_kind_is_not_found(rider: Client, case: Case) -> None:
    assert rider.get(f"{page_of(case)}xml/").status_code == 404


def test_p9_two_taps_on_the_link_erase_what_is_personal(rider: Client, case: Case) -> None:
    page = rider.get(page_of(case)).content.decode()
    assert page.count("<summary>") == 1

    answer = rider.post(f"{page_of(case)}erase/", {"form_key": new_form_key()}, follow=True).content.decode()

    assert "已清除" in answer
    assert PRIVATE not in answer
    assert "13800138000" not in answer
    assert "弄口的灯不亮" in answer
    case.refresh_from_db()
    assert case.contact is not None
    assert case.contact.is_forgotten


def test_the_number_finds_its_matters_and_no_others(rider: Client, case: Case) -> None:
    other = make_case(category=case.category, words="别人的事")
    leave_contact(case=other, address="13900139000", language="zh")
    asked = rider.post("/zh/huayang/my/code/", {"form_key": new_form_key(), "phone": PHONE})
    found = re.search(r'name="asked" value="([^"]+)"', asked.content.decode())
    assert found
    code = Message.objects.filter(occasion="look_up_code").latest("id").fields["code"]

    told: dict[str, Any] = {"form_key": new_form_key(), "asked": found[1], "code": code}
    page = rider.post("/zh/huayang/my/enter/", told, follow=True).content.decode()

    assert case.shown_code in page
    assert other.shown_code not in page


def test_p28_the_link_opens_nothing_in_another_community(
    rider: Client, case: Case, other_community: Community
) -> None:
    with in_community(other_community.pk):
        assert rider.get(page_of(case).replace("huayang", "liuqiao")).status_code == 404
    assert rider.get(page_of(case)[:-20] + "AAAAAAAAAAAAAA/held/").status_code == 404


def test_a_number_on_the_care_register_alone_gets_its_code_too(rider: Client, community: Community) -> None:
    unit = make_unit()
    let_keep_register(unit=unit, by_name="the test")
    join(unit, phone="13700137000")

    rider.post("/zh/huayang/my/code/", {"form_key": new_form_key(), "phone": "137 0013 7000"})

    message = Message.objects.get(occasion="look_up_code")
    assert message.contact is not None
    assert message.contact.address_index is None, "nothing finds it by its number"
