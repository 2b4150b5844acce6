"""Break-glass on the page: asked, agreed to by a second person, read, told; by everybody else not."""

import pytest
from django.test import Client

from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact, take_back_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Message
from ningju.rooms.privacy.access import entries_about
from ningju.rooms.privacy.models import AccessEntry, Glass
from tests.pages.my.test_held import page_of
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_case, make_category, make_unit

PAGE = "/zh/huayang/desk/glass/"
REASON = "没有应门,屋里有煤气味"
PHONE = "13800138000"


@pytest.fixture
def case(community: Community) -> Case:
    made = make_case(category=make_category(make_unit()), words="弄口的灯不亮")
    leave_contact(case=made, address=PHONE, language="zh")
    return made


@pytest.fixture
def keeper(case: Case) -> Client:
    return staff_client("wang", "keeper")


@pytest.fixture
def leader(case: Case) -> Client:
    return staff_client("li", "leader")


def ask(keeper: Client, case: Case, reason: str = REASON) -> Glass:
    answer = keeper.post(f"{PAGE}ask/", {"code": case.shown_code, "reason": reason}, follow=True)
    assert REASON in answer.content.decode()
    return Glass.objects.get()


def test_p15_one_asks_another_agrees_the_first_reads_and_the_person_is_told(
    keeper: Client, leader: Client, rider: Client, case: Case
) -> None:
    glass = ask(keeper, case)
    own = keeper.post(f"{PAGE}{glass.public_id}/agree/")
    assert own.status_code == 403
    assert keeper.post(f"{PAGE}{glass.public_id}/open/").status_code == 403
    assert REASON in leader.get(PAGE).content.decode()

    leader.post(f"{PAGE}{glass.public_id}/agree/")

    opened = keeper.post(f"{PAGE}{glass.public_id}/open/")
    assert 'href="tel:+8613800138000"' in opened.content.decode()
    assert opened["Cache-Control"].startswith("max-age=0")
    assert leader.post(f"{PAGE}{glass.public_id}/open/").status_code == 403
    message = Message.objects.get(occasion="break_glass_told")
    glass.refresh_from_db()
    assert glass.until_at is not None
    assert message.not_before_at >= glass.until_at
    held = rider.get(page_of(case)).content.decode()
    assert REASON in held
    assert "紧急查阅" in held
    asker = rider.get(page_of(case).removesuffix("held/")).content.decode()
    assert [asker.count(act) for act in ("请求紧急查阅", "同意紧急查阅", "打开过<")] == [1, 1, 1]
    contact = Case.objects.get(pk=case.pk).contact
    assert contact is not None
    acts = [entry.act for entry in reversed(entries_about(contact.record_id))]
    assert acts == ["glass_asked", "refused", "glass_broken", "opened", "refused"]


def test_p15_without_a_reason_or_a_matter_nothing_is_asked(keeper: Client, case: Case) -> None:
    short = keeper.post(f"{PAGE}ask/", {"code": case.shown_code, "reason": "急"})
    nowhere = keeper.post(f"{PAGE}ask/", {"code": "H000000000", "reason": REASON})

    assert (short.status_code, nowhere.status_code) == (422, 422)
    assert "急" in short.content.decode()
    assert Glass.objects.count() == 0


def test_p4_a_reason_about_who_somebody_is_is_refused_and_not_logged(keeper: Client, case: Case) -> None:
    answer = keeper.post(f"{PAGE}ask/", {"code": case.shown_code, "reason": "藏族老人没有应门,屋里有煤气味"})

    assert answer.status_code == 422
    assert "从不记录" in answer.content.decode()
    assert answer["Cache-Control"].count("no-store") == 1
    assert Glass.objects.count() == 0
    assert AccessEntry.objects.count() == 0


@pytest.mark.parametrize("role", ["partner", "auditor"])
def test_p15_partner_and_auditor_see_no_glass(keeper: Client, case: Case, role: str) -> None:
    glass = ask(keeper, case)
    stranger = staff_client("zhao", role)

    assert stranger.get(PAGE).status_code == 403
    assert stranger.post(f"{PAGE}{glass.public_id}/agree/").status_code == 403
    assert stranger.post(f"{PAGE}{glass.public_id}/open/").status_code == 403


def test_p15_what_was_erased_meanwhile_opens_no_more(keeper: Client, leader: Client, case: Case) -> None:
    glass = ask(keeper, case)
    leader.post(f"{PAGE}{glass.public_id}/agree/")
    take_back_contact(case=Case.objects.get(pk=case.pk))

    assert keeper.post(f"{PAGE}{glass.public_id}/open/").status_code == 404
