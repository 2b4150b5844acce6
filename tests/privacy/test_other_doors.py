"""Each address that opens, changes or erases something personal, tried by those with no business there."""

import uuid

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.rooms.care.links import secret_of as care_secret
from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.services import ask_for_help, let_keep_register
from ningju.rooms.cases.links import secret_of as case_secret
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.models import AccessEntry, Glass, RecordKey
from ningju.rooms.privacy.services.glass import ask_for_glass, break_glass
from tests.rooms.accounts.people import make_staff, make_user, sign_in
from tests.rooms.care.cast import BACKUP, PHONE, WORDS, join
from tests.rooms.cases.cases import make_case, make_category, make_unit

NEED, PRIVATE = "水管在漏水已经两天", "门铃坏了请敲窗"
SEALED = (PHONE, WORDS, BACKUP, NEED, PRIVATE, "+8613800138000", "13800138000")
ROLES = ["worker", "coordinator", "keeper", "leader", "auditor", "admin", "partner"]


@pytest.fixture
def doors(community: Community) -> dict[str, str]:
    """Return what each place in an address is filled with: things of the first neighbourhood."""
    unit = make_unit("office", "社区服务办公室", "Community Services Office")
    let_keep_register(unit=unit, by_name="the test")
    record = join(unit)
    need = ask_for_help(record=record, theme="repairs", words=NEED, by=ANYBODY)
    case = make_case(category=make_category(unit))
    contact = leave_contact(case=case, address="13800138000", language="zh", private_words=PRIVATE)
    asker, second = make_user("asker"), make_user("second")
    first = Actor(asker.pk, "asker", frozenset({"leader"}), frozenset())
    glass = ask_for_glass(record=contact, subject=case.shown_code, reason="敲门没有人应有煤气味", by=first)
    break_glass(glass=glass, by=Actor(second.pk, "second", frozenset({"leader"}), frozenset()))
    return {
        "care": record.code,
        "need": str(need.public_id),
        "case": case.code,
        "glass": str(glass.public_id),
        "held": case_secret(case.public_id),
        "own": care_secret(record.record_id),
        "any": str(uuid.uuid4()),
    }


DESK = [f"desk/{path}" for path in (
    "care/{care}/", "care/{care}/open/", "care/{care}/contacted/", "care/{care}/slip/",
    "care/{care}/for-them/leave/", "care/{care}/for-them/details/", "care/needs/{need}/open/",
    "care/needs/{need}/met/", "care/pairs/{any}/keep/", "cases/{case}/", "cases/{case}/contact/",
    "cases/{case}/contact/erase/", "cases/{case}/answer/", "glass/{glass}/agree/", "glass/{glass}/open/",
    "referral/next/", "referral/{any}/have/", "log/",
)]  # fmt: skip
LINKS = [
    "k/{held}/", "k/{held}/held/", "k/{held}/held/json/", "k/{held}/held/erase/", "k/{held}/take-back/",
    "k/{held}/device/", "care/my/{own}/", "care/my/{own}/file.json", "care/my/{own}/leave/",
    "care/my/{own}/correct/",
]  # fmt: skip


def try_everything(client: Client, slug: str, paths: list[str], doors: dict[str, str]) -> dict[str, int]:
    """Read and post each address; return the statuses, having seen that no answer tells anything."""
    statuses = {}
    told = {"form_key": new_form_key(), "consent": "on", "outcome": "reached", "words": "x", "version": 1}
    for path in paths:
        address = f"/zh/{slug}/{path.format(**doors)}"
        for answer in (client.get(address), client.post(address, told)):
            body = answer.content.decode()
            assert not [words for words in SEALED if words in body], f"{path} tells"
            statuses[f"{answer.request['REQUEST_METHOD']} {path}"] = answer.status_code
    return statuses


def nothing_happened(community: Community) -> bool:
    """Say whether everything is still there and nobody has opened it."""
    with in_community(community.pk):
        contact = Case.objects.get().contact
        assert contact is not None
        return (
            CareRecord.objects.count() == 1
            and not contact.is_forgotten
            and RecordKey.objects.count() == 3
            and Glass.objects.count() == 1
            and not AccessEntry.objects.filter(act=AccessEntry.Act.OPENED).exists()
        )


@pytest.mark.parametrize("role", ROLES)
def test_p28_staff_of_another_community_open_change_and_erase_nothing(
    community: Community, other_community: Community, doors: dict[str, str], role: str
) -> None:
    with in_community(other_community.pk):
        stranger = sign_in(Client(), make_staff("zhao", role))

    there = try_everything(stranger, "huayang", DESK, doors)
    with in_community(other_community.pk):
        at_home = try_everything(stranger, "liuqiao", DESK + LINKS, doors)

    assert set(there.values()) <= {403, 404, 405}
    theirs = {"GET desk/log/", "POST desk/log/", "GET desk/referral/next/"}
    assert {at_home[path] for path in at_home if path not in theirs} <= {403, 404, 405}
    assert nothing_happened(community)


def test_p5_somebody_without_an_account_opens_nothing_at_the_desk(
    community: Community, doors: dict[str, str], rider: Client
) -> None:
    statuses = try_everything(rider, "huayang", DESK, doors)

    assert {k: v for k, v in statuses.items() if v not in (302, 405)} == {}
    assert nothing_happened(community)


def test_p5_a_password_without_the_second_factor_opens_nothing(
    community: Community, doors: dict[str, str]
) -> None:
    half = sign_in(Client(), make_staff("zhao", "coordinator"), second_factor=False)

    statuses = try_everything(half, "huayang", DESK, doors)

    assert {k: v for k, v in statuses.items() if v not in (302, 405)} == {}
    assert nothing_happened(community)


@pytest.mark.parametrize("role", ["leader", "auditor", "admin", "partner", "keeper"])
def test_p10_other_roles_of_the_same_unit_open_and_erase_nothing(
    community: Community, doors: dict[str, str], role: str
) -> None:
    other = sign_in(Client(), make_staff("zhao", role, Organisation.objects.get(slug="office")))
    paths = [path for path in DESK if path.startswith(("desk/care/", "desk/referral/"))]
    paths += [] if role == "keeper" else ["desk/cases/{case}/contact/", "desk/cases/{case}/contact/erase/"]
    paths += ["desk/glass/{glass}/open/"]

    statuses = try_everything(other, "huayang", paths, doors)

    assert set(statuses.values()) <= {403, 404, 405}
    assert nothing_happened(community)


@pytest.mark.parametrize("end", ["A", "=", "%20", "/..", "x" * 3000])
def test_a_link_that_is_nearly_right_opens_nothing(
    community: Community, doors: dict[str, str], rider: Client, end: str
) -> None:
    for path in ("k/{held}" + end + "/held/", "care/my/{own}" + end + "/"):
        answer = rider.get(f"/zh/huayang/{path.format(**doors)}")
        assert answer.status_code == 404
        assert answer["Cache-Control"] == "no-store"
