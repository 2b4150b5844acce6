"""A way to reach somebody, in the one form: optional, sealed, with a tick of its own, and not asked twice."""

import hashlib
import itertools
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ningju.ground.models import FormKey
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.access import reader_of, receipts_of
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.services import open_sealed
from tests.pages.say.test_say import SAY, kinds, told

__all__ = ["kinds"]

NUMBER = "138 0013 8000"
WORKER = Actor(7, "Wang", frozenset({"worker"}), frozenset({3}))


def reached(**more: Any) -> dict[str, Any]:
    """Return what somebody types who leaves a number."""
    left = {"address": NUMBER, "call_when": "下午三点后", "private_words": "女儿接电话", "consent": "on"}
    return told(**(left | more))


def fold(page: str) -> str:
    """Return the part of the page that asks for a number, or nothing."""
    found = re.search(r"<details[^>]*><summary>可以打电话.*?</details>", page, re.DOTALL)
    return found[0] if found else ""


def test_p8_nothing_is_ticked_beforehand_and_the_boxes_are_folded(
    rider: Client, kinds: list[Category]
) -> None:
    part = fold(rider.get(SAY).content.decode())

    assert part
    assert "checked" not in part
    assert not part.startswith('<details class="more" open')
    assert str(PURPOSES["callback"].text) in part


def test_p8_each_box_says_who_sees_it(rider: Client, kinds: list[Category]) -> None:
    part = fold(rider.get(SAY).content.decode())

    assert part.count("谁看得到") == 3


def test_p8_without_a_number_everything_works(rider: Client, kinds: list[Category]) -> None:
    page = rider.post(SAY, told(), follow=True).content.decode()

    assert Case.objects.get().shown_code in page
    assert Contact.objects.count() == ConsentReceipt.objects.count() == 0
    assert "怎么联系您" not in page


def test_a_number_is_sealed_with_the_case_and_opens_for_a_call(rider: Client, kinds: list[Category]) -> None:
    page = rider.post(SAY, reached(), follow=True).content.decode()

    contact = Case.objects.get().contact
    assert contact is not None
    opened = open_sealed(contact, purpose="callback", reader=reader_of(WORKER))
    assert (opened["address"], opened["call_when"], opened["private_words"]) == (
        "+8613800138000",
        "下午三点后",
        "女儿接电话",
    )
    assert (contact.channel, contact.language) == ("sms", "zh")
    assert "13800138000" not in page.replace(" ", "")
    assert "你留了电话号码" in page


@pytest.mark.parametrize(
    ("change", "channel"),
    [
        ({"only_call": "on"}, "none"),
        ({"address": "021-6252 0000"}, "none"),
        ({"address": "li@example.org"}, "email"),
        ({"address": "+852 2345 6789"}, "sms"),
    ],
)
def test_how_to_reach_them_is_read_from_what_they_typed(
    rider: Client, kinds: list[Category], change: dict[str, str], channel: str
) -> None:
    assert rider.post(SAY, reached(**change)).status_code == 302

    assert Contact.objects.get().channel == channel


def test_p8_one_receipt_for_one_purpose(rider: Client, kinds: list[Category]) -> None:
    rider.post(SAY, reached())

    contact = Contact.objects.get()
    [receipt] = receipts_of(contact.record_id)
    assert (receipt.purpose, receipt.via, receipt.is_by_proxy) == ("callback", "web", False)
    assert receipt.version == PURPOSES["callback"].version


def test_p8_a_number_without_the_tick_is_asked_for_it_and_nothing_typed_is_lost(
    rider: Client, kinds: list[Category]
) -> None:
    response = rider.post(SAY, reached(consent=""))

    page = response.content.decode()
    assert response.status_code == 422
    for typed in ("弄口井盖松了", NUMBER, "下午三点后", "女儿接电话"):
        assert typed in page
    assert "同意我们用你留的联系方式，请打勾" in page
    assert fold(page).startswith('<details class="more" open')
    assert Case.objects.count() == Contact.objects.count() == 0


def test_p8_a_tick_without_a_number_is_nothing(rider: Client, kinds: list[Category]) -> None:
    assert rider.post(SAY, told(consent="on")).status_code == 302

    assert ConsentReceipt.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"address": "1380013"}, "认不出来"),
        ({"address": "li@nowhere"}, "不像邮箱"),
        ({"address": ""}, "请在这里写电话或邮箱"),
        ({"private_words": "话" * 1001}, "1000"),
        ({"address": "1" * 301}, "300"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_box(
    rider: Client, kinds: list[Category], change: dict[str, str], says: str
) -> None:
    response = rider.post(SAY, reached(**change))

    assert response.status_code == 422
    assert says in fold(response.content.decode())
    assert Case.objects.count() == Contact.objects.count() == 0


def test_the_double_tap_leaves_one_number(rider: Client, kinds: list[Category]) -> None:
    form = reached()

    first, again = rider.post(SAY, form), rider.post(SAY, form)

    assert first["Location"] == again["Location"]
    assert Contact.objects.count() == ConsentReceipt.objects.count() == 1


def test_no_table_gives_the_number_away_not_even_by_trying_all(
    rider: Client, kinds: list[Category], app_sql: Any
) -> None:
    form = reached()
    rider.post(SAY, form)

    tables = app_sql("select tablename from pg_tables where schemaname = 'public'")
    held = "".join(str(app_sql(f'select to_jsonb(t)::text from "{table}" t')) for (table,) in tables)
    for planted in ("13800138000", "女儿接电话", "下午三点后"):
        assert planted not in held
        assert planted.encode().hex() not in held
    kept = bytes(FormKey.objects.get().body_hash)
    guesses = itertools.chain([form["address"].encode(), b"+8613800138000"], candidate_bodies(form))
    assert all(hashlib.sha256(guess).digest() != kept for guess in guesses)


def candidate_bodies(form: dict[str, Any]) -> list[bytes]:
    """Return the body of the form as it was compared, which somebody could write down for each number."""
    from django.http import QueryDict

    from ningju.pages.say.forms import SayForm

    data = QueryDict(mutable=True)
    data.update(form)
    return [SayForm(data, modules=["issues", "needs"]).body()]


def test_p8_who_says_dont_ask_is_not_asked_on_this_device_for_180_days(
    rider: Client, kinds: list[Category], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = rider.post(SAY, told(no_contact="1", category=""))

    cookie = answer.cookies["no_contact_since"]
    today = timezone.localdate()
    assert cookie.value == today.isoformat()
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 24 * 3600)
    assert answer.status_code == 200
    assert "弄口井盖松了" in answer.content.decode()
    assert fold(answer.content.decode()) == ""
    assert fold(rider.get(SAY).content.decode()) == ""
    monkeypatch.setattr(timezone, "localdate", lambda *_at: today + timedelta(days=179))
    assert fold(rider.get(SAY).content.decode()) == ""
    monkeypatch.setattr(timezone, "localdate", lambda *_at: today + timedelta(days=180))
    assert fold(rider.get(SAY).content.decode())


def test_p8_who_is_not_asked_can_say_everything_and_leave_a_number_after_all(
    rider: Client, kinds: list[Category]
) -> None:
    rider.post(SAY, told(no_contact="1"))
    assert Case.objects.count() == 0

    asked = rider.post(SAY, told(contact="1"))
    sent = rider.post(SAY, told())

    assert fold(asked.content.decode())
    assert "弄口井盖松了" in asked.content.decode()
    assert sent.status_code == 302


@pytest.mark.parametrize("value", ["", "x", "9999-99-99", "2026-13-01"])
def test_a_cookie_that_holds_something_else_is_no_answer(
    rider: Client, kinds: list[Category], value: str
) -> None:
    rider.cookies["no_contact_since"] = value

    assert fold(rider.get(SAY).content.decode())


def test_who_says_dont_ask_before_typing_is_not_asked_for_a_kind(
    rider: Client, kinds: list[Category]
) -> None:
    page = rider.post(SAY, told(no_contact="1", category="", words="")).content.decode()

    assert "看不出是哪一类" not in page
    assert 'name="category"' not in page
    assert "看不出是哪一类" in rider.post(SAY, told(category="", words="不知道怎么说")).content.decode()
