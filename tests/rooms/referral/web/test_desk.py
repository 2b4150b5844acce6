"""An admin sets the inbox up without opening it; the register of stickers knows numbers and no names."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ningju.kernel.errors import Conflict, NotAllowed, RuleViolation
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral import services
from ningju.rooms.referral.models import ReferralChange, ReferralInbox, VehicleSticker
from ningju.rooms.referral.services.stickers import in_ranges
from tests.rooms.accounts.people import make_staff, staff_client
from tests.rooms.referral.sealing import HolderKey

SET_UP = "/zh/huayang/desk/referral/set-up/"
STICKERS = "/zh/huayang/desk/stickers/"
TODAY = date(2026, 11, 24)


@pytest.fixture
def lin() -> Actor:
    return Actor(1, "林", frozenset({"coordinator"}), frozenset())


def test_an_admin_names_the_holder(community: Community) -> None:
    admin, mei = staff_client("admin", "admin"), make_staff("mei", "worker")

    answer = admin.post(SET_UP, {"place": "", "phone": "12345", "username": "mei"})

    assert answer["Location"] == SET_UP
    assert ReferralInbox.objects.get().holder_id == mei.pk
    assert 'value="mei"' in admin.get(SET_UP).content.decode()


def test_a_name_that_fits_nobody_keeps_what_was_typed_and_changes_nothing(community: Community) -> None:
    admin = staff_client("admin", "admin")

    answer = admin.post(SET_UP, {"place": "", "phone": "12345", "username": "admin"})

    assert answer.status_code == 422
    assert 'value="12345"' in answer.content.decode()
    assert not ReferralInbox.objects.filter(phone="12345").exists()


def test_p24_the_admins_page_does_not_say_whether_anybody_wrote(rider: Client, key: HolderKey) -> None:
    from tests.rooms.referral.conftest import send

    admin = staff_client("admin", "admin")
    before = admin.get(SET_UP).content
    send(rider, key)
    after = admin.get(SET_UP).content

    def without_token(page: bytes) -> str:
        text = page.decode()
        return "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)

    assert without_token(before) == without_token(after)


def test_c15_stickers_go_out_and_come_back_without_a_name(lin: Actor, community: Community) -> None:
    services.issue_stickers(first=1, last=5, actor=lin, on=TODAY)
    services.return_stickers(first=3, last=3, actor=lin, on=TODAY)

    assert sorted(VehicleSticker.objects.out().values_list("number", flat=True)) == [1, 2, 4, 5]
    assert {field.name for field in VehicleSticker._meta.local_fields} == {
        "id", "community", "number", "issued_on", "returned_on",
    }  # fmt: skip
    told = list(ReferralChange.objects.order_by("id").values_list("verb", "by_name", "words"))
    assert told == [("stickers_issued", "林", "1–5"), ("stickers_returned", "林", "3")]


def test_c15_a_number_that_came_back_goes_out_again(lin: Actor, community: Community) -> None:
    services.issue_stickers(first=1, last=1, actor=lin, on=TODAY)
    services.return_stickers(first=1, last=1, actor=lin, on=TODAY)

    services.issue_stickers(first=1, last=1, actor=lin, on=TODAY)

    assert VehicleSticker.objects.filter(number=1).count() == 2


def test_c15_a_number_is_out_once(lin: Actor, community: Community) -> None:
    services.issue_stickers(first=3, last=4, actor=lin, on=TODAY)

    with pytest.raises(Conflict, match="3–4"):
        services.issue_stickers(first=1, last=9, actor=lin, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        VehicleSticker.objects.create(number=3, issued_on=TODAY)
    assert VehicleSticker.objects.count() == 2


def test_c15_what_is_not_out_cannot_come_back(lin: Actor, community: Community) -> None:
    services.issue_stickers(first=1, last=2, actor=lin, on=TODAY)

    with pytest.raises(Conflict, match="3"):
        services.return_stickers(first=1, last=3, actor=lin, on=TODAY)
    assert VehicleSticker.objects.out().count() == 2


@pytest.mark.parametrize(("first", "last"), [(0, 3), (5, 4), (1, 501), (99_999, 100_000)])
def test_c15_no_range_is_refused(lin: Actor, community: Community, first: int, last: int) -> None:
    with pytest.raises(RuleViolation):
        services.issue_stickers(first=first, last=last, actor=lin, on=TODAY)
    assert VehicleSticker.objects.count() == 0


@pytest.mark.parametrize("role", ["keeper", "partner", "leader", "auditor", "admin"])
def test_c15_other_roles_hand_out_nothing(community: Community, role: str) -> None:
    somebody = Actor(1, "x", frozenset({role}), frozenset())

    with pytest.raises(NotAllowed):
        services.issue_stickers(first=1, last=1, actor=somebody, on=TODAY)
    with pytest.raises(NotAllowed):
        services.return_stickers(first=1, last=1, actor=somebody, on=TODAY)
    assert staff_client("x", role).get(STICKERS).status_code == 403


def test_c15_the_page_shows_ranges_and_keeps_what_was_typed(community: Community) -> None:
    desk = staff_client("lin", "worker")
    desk.post(f"{STICKERS}issue/", {"issue-first": "1", "issue-last": "20"})
    desk.post(f"{STICKERS}return/", {"back-first": "7", "back-last": "7"})

    page = desk.get(STICKERS).content.decode()
    refused = desk.post(f"{STICKERS}issue/", {"issue-first": "20", "issue-last": "30"})

    assert "1–6, 8–20" in page
    assert refused.status_code == 422
    assert 'value="30"' in refused.content.decode()
    assert VehicleSticker.objects.count() == 20


def test_c15_another_community_has_its_own_numbers(
    lin: Actor, community: Community, other_community: Community
) -> None:
    from ningju.ground.tenancy import in_community

    services.issue_stickers(first=1, last=2, actor=lin, on=TODAY)
    with in_community(other_community.pk):
        services.issue_stickers(first=1, last=1, actor=lin, on=TODAY)
        assert VehicleSticker.objects.count() == 1


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([4], "4"), ([1, 2], "1–2"), ([1, 3, 4, 5, 9], "1, 3–5, 9")]
)
def test_runs_are_drawn_together(numbers: list[int], words: str) -> None:
    assert in_ranges(numbers) == words
