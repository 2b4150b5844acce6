"""Somebody without an account joins the register, reads the whole file, and leaves it again."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareContact, CareRecord
from ningju.rooms.care.web.forms import DetailsForm, HelpForm, JoinForm, ProxyDetailsForm, ProxyJoinForm
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.models import ConsentReceipt, RecordKey
from tests.rooms.accounts.people import staff_client
from tests.rooms.care.cast import PHONE, WORDS

JOIN = "/zh/huayang/care/"


def told(**more: Any) -> dict[str, Any]:
    """Return what somebody sends from the page."""
    form = {
        "form_key": new_form_key(), "nickname": "阿婆", "themes": ["talk", "meals"], "words": WORDS,
        "way": "phone", "phone": PHONE, "address": "", "rhythm": "quarterly", "backup": "",
        "unit": "office", "is_of_age": "on", "consent": "on",
    }  # fmt: skip
    return form | more


def own_page(record: CareRecord) -> str:
    """Return the address of a person's own page."""
    return f"/zh/huayang/care/my/{secret_of(record.record_id)}/"


def test_b27_a_local_elder_joins_and_gets_a_page_and_a_code(rider: Client, unit: Organisation) -> None:
    page = rider.post(JOIN, told(), follow=True)

    record = CareRecord.objects.get()
    assert page.redirect_chain[0][0] == own_page(record) + "?said=join"
    body = page.content.decode()
    assert f"{record.code[:3]}-{record.code[3:6]}-{record.code[6:]}" in body
    assert PHONE in body
    assert WORDS in body
    assert page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"]


def test_p7_the_forms_ask_for_exactly_this_and_nothing_of_origin_or_language() -> None:
    """Whoever adds a question has to change this list, in front of everybody."""
    asked = {
        "nickname",
        "themes",
        "words",
        "way",
        "phone",
        "address",
        "rhythm",
        "backup",
        "unit",
        "wants_reminder",
    }

    assert set(JoinForm.base_fields) == asked | {"is_of_age", "consent", "form_key"}
    assert set(ProxyJoinForm.base_fields) == asked | {"is_of_age", "consent", "via"}
    details = {"nickname", "themes", "words", "way", "phone", "address", "backup"}
    assert set(DetailsForm.base_fields) == details | {"form_key"}
    assert set(ProxyDetailsForm.base_fields) == details
    assert set(HelpForm.base_fields) == {"theme", "words", "form_key"}


@pytest.mark.parametrize("address", ["", "paper/"])
def test_p7_no_page_of_joining_mentions_where_somebody_comes_from(
    rider: Client, unit: Organisation, address: str
) -> None:
    page = rider.get(JOIN + address).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    for word in ("民族", "籍贯", "宗教", "信仰", "政治面貌", "身份证", "出生", "语言", "党员"):
        assert word not in main


def test_p8_the_consent_is_separate_not_ticked_and_shown_whole(rider: Client, unit: Organisation) -> None:
    page = rider.get(JOIN).content.decode()

    tick = re.search(r'<input type="checkbox" name="consent"[^>]*>', page)
    assert tick is not None
    assert " checked" not in page  # nothing is chosen for anybody
    assert len(re.findall(r'id="purpose"', page)) == 1


def test_p8_a_no_keeps_nothing_and_the_page_stays_usable(rider: Client, unit: Organisation) -> None:
    answer = told()
    del answer["consent"]
    page = rider.post(JOIN, answer)

    assert page.status_code == 422
    assert "阿婆" in page.content.decode()
    assert not CareRecord.objects.exists()
    assert not ConsentReceipt.objects.exists()
    assert rider.get("/zh/huayang/").status_code == 200


def test_p25_without_the_tick_that_one_is_fourteen_nothing_is_kept(rider: Client, unit: Organisation) -> None:
    answer = told()
    del answer["is_of_age"]

    assert rider.post(JOIN, answer).status_code == 422
    assert not CareRecord.objects.exists()


def test_the_double_tap_joins_once(rider: Client, unit: Organisation) -> None:
    form = told()

    assert rider.post(JOIN, form)["Location"] == rider.post(JOIN, form)["Location"]
    assert CareRecord.objects.count() == 1


def test_one_form_sent_with_other_choices_is_not_taken_for_the_first(
    rider: Client, unit: Organisation
) -> None:
    form = told()
    rider.post(JOIN, form)

    assert rider.post(JOIN, form | {"themes": ["repairs", "meals"]}).status_code == 409


def test_several_units_are_offered_and_the_person_chooses(
    rider: Client, unit: Organisation, other_unit: Organisation
) -> None:
    assert "邻里站" in rider.get(JOIN).content.decode()
    rider.post(JOIN, told(unit="station"))

    assert CareRecord.objects.get().unit == other_unit


def test_where_nobody_keeps_the_register_the_page_says_what_to_do(
    rider: Client, community: Community
) -> None:
    page = rider.get(JOIN)

    assert page.status_code == 200
    assert '<form method="post"' not in page.content.decode()
    assert "021-0000 0000" in page.content.decode()


def test_where_the_module_is_off_there_is_no_such_page(
    rider: Client, community: Community, record: CareRecord
) -> None:
    Community.objects.filter(pk=community.pk).update(modules=["issues"])

    assert rider.get(JOIN).status_code == 404
    assert rider.get(own_page(record)).status_code == 404


def test_p27_the_paper_form_has_the_same_fields_and_the_same_consent(
    rider: Client, unit: Organisation
) -> None:
    paper = rider.get(JOIN + "paper/").content.decode()
    screen = rider.get(JOIN).content.decode()

    labels = re.findall(r'<(?:label for="id_\w+"|legend class="label")>([^<]+)', screen)
    assert len(labels) >= 8
    for label in labels:
        assert label.strip() in paper, label
    consent = re.search(r'id="purpose">[^<]*</h2>\s*<p>([^<]+)</p>', screen)
    assert consent is not None
    assert consent[1] in paper


def test_p9_leaving_takes_two_taps_and_the_page_then_says_that_it_is_gone(
    rider: Client, record: CareRecord
) -> None:
    page = rider.get(own_page(record)).content.decode()
    form = re.search(r'<details[^>]*><summary>[^<]*</summary>(?:(?!</details>).)*leave/"', page, re.DOTALL)
    assert form is not None  # one tap opens it, the second erases

    gone = rider.post(own_page(record) + "leave/", {"form_key": new_form_key()}, follow=True)

    receipt = ConsentReceipt.objects.get()
    assert gone.status_code == 410
    assert str(receipt.public_id) in gone.content.decode()
    assert PHONE not in gone.content.decode()
    assert "阿婆" not in gone.content.decode()
    assert not CareRecord.objects.exists()
    assert not RecordKey.objects.exists()


def test_leaving_twice_shows_the_same_receipt(rider: Client, record: CareRecord) -> None:
    for _turn in range(2):
        gone = rider.post(own_page(record) + "leave/", {"form_key": new_form_key()}, follow=True)

    assert gone.status_code == 410


@pytest.mark.parametrize("verb", ["stay/", "rhythm/", "correct/", "help/", "file.json", "file.html"])
def test_after_leaving_nothing_can_be_done_with_the_link(
    rider: Client, record: CareRecord, verb: str
) -> None:
    address = own_page(record)
    rider.post(address + "leave/", {"form_key": new_form_key()})
    act = rider.get if verb.startswith("file") else rider.post

    assert act(address + verb, {"form_key": new_form_key(), "rhythm": "none"}).status_code == 404


def test_a_wrong_link_opens_nothing(rider: Client, record: CareRecord) -> None:
    assert rider.get("/zh/huayang/care/my/" + "A" * 32 + "/").status_code == 404


def test_another_community_knows_no_such_link(
    rider: Client, record: CareRecord, other_community: Community
) -> None:
    assert rider.get(own_page(record).replace("huayang", "liuqiao")).status_code == 404


def test_staff_who_are_signed_in_cannot_read_through_somebodys_link(
    record: CareRecord, unit: Organisation
) -> None:
    """At the desk each look is logged; a link read by staff would not be."""
    page = staff_client("lin", "worker", unit).get(own_page(record))

    assert page.status_code == 403
    assert PHONE not in page.content.decode()


def test_the_person_changes_the_rhythm_and_asks_for_something(rider: Client, record: CareRecord) -> None:
    rider.post(own_page(record) + "rhythm/", {"form_key": new_form_key(), "rhythm": "none"})
    page = rider.post(
        own_page(record) + "help/",
        {"form_key": new_form_key(), "theme": "repairs", "words": "水管漏水"},
        follow=True,
    )

    record.refresh_from_db()
    assert record.rhythm == "none"
    assert not CareContact.objects.exists()
    assert "水管漏水" in page.content.decode()


def test_the_person_puts_right_what_is_held(rider: Client, record: CareRecord) -> None:
    assert f'value="{PHONE}"' in rider.get(own_page(record)).content.decode()
    form = {
        "form_key": new_form_key(), "nickname": "李婆婆", "themes": ["meals"], "words": "", "way": "phone",
        "phone": "13899990000", "address": "", "backup": "",
    }  # fmt: skip
    after = rider.post(own_page(record) + "correct/", form, follow=True).content.decode()

    assert "13899990000" in after
    assert "李婆婆" in after
    assert PHONE not in after
    assert WORDS not in after


def test_what_cannot_be_right_comes_back_as_typed(rider: Client, record: CareRecord) -> None:
    form = {
        "form_key": new_form_key(),
        "nickname": "李婆婆",
        "themes": ["meals"],
        "way": "phone",
        "phone": "12",
    }
    page = rider.post(own_page(record) + "correct/", form)

    assert page.status_code == 422
    assert 'value="李婆婆"' in page.content.decode()
    assert CareRecord.objects.get().nickname == "阿婆"


def test_asking_twice_with_one_form_asks_once(rider: Client, record: CareRecord) -> None:
    form = {"form_key": new_form_key(), "theme": "repairs", "words": "水管漏水"}
    for _turn in range(2):
        rider.post(own_page(record) + "help/", form)

    assert record.needs.count() == 1


def test_a_need_without_a_theme_keeps_what_was_typed(rider: Client, record: CareRecord) -> None:
    page = rider.post(own_page(record) + "help/", {"form_key": new_form_key(), "words": "水管漏水"})

    assert page.status_code == 422
    assert "水管漏水" in page.content.decode()


def test_the_download_holds_everything_as_data_and_to_read(rider: Client, record: CareRecord) -> None:
    data = rider.get(own_page(record) + "file.json")
    page = rider.get(own_page(record) + "file.html")

    file = json.loads(data.content)
    assert (file["nickname"], file["phone"], file["words"]) == ("阿婆", PHONE, WORDS)
    assert file["consents"][0]["is_given"] is True
    assert "attachment" in data["Content-Disposition"]
    assert "attachment" in page["Content-Disposition"]
    assert PHONE in page.content.decode()
    assert "<script" not in page.content.decode()
    assert rider.get(own_page(record) + "file.exe").status_code == 404


def test_the_file_comes_in_english_too(rider: Client, record: CareRecord) -> None:
    page = rider.get(own_page(record).replace("/zh/", "/en/")).content.decode()

    assert "Your entry" in page
    assert "Every three months" in page
