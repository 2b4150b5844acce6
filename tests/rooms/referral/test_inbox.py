"""Who holds the inbox, and what a new holder or a new key ends."""

import pytest
from django.test import Client
from django.utils import timezone

from ningju.kernel.errors import NotAllowed, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import grant_role, put_organisation, revoke_role
from ningju.rooms.referral.access import is_holder, key_in_use, next_note, require_holder
from ningju.rooms.referral.models import ReferralChange, ReferralInbox, ReferralKey, SealedNote
from ningju.rooms.referral.services import make_key, name_holder, put_centre
from tests.rooms.accounts.people import make_staff, make_user
from tests.rooms.referral.conftest import send
from tests.rooms.referral.sealing import HolderKey, to_text


def verbs() -> list[str]:
    return list(ReferralChange.objects.order_by("id").values_list("verb", flat=True))


def unit() -> Organisation:
    return put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))


def test_a_holder_is_named_once_and_history_says_by_whom(mei: User) -> None:
    name_holder(username="mei", by_name="admin")

    assert verbs() == ["centre_put", "holder_named"]
    named = ReferralChange.objects.get(verb="holder_named")
    assert (named.by_name, named.words) == ("admin", "mei")


@pytest.mark.parametrize("role", ["partner", "leader", "auditor", "admin"])
def test_p24_whoever_sets_roles_leads_audits_or_is_a_partner_cannot_hold_it(
    community: Community, role: str
) -> None:
    make_staff("lin", role)

    with pytest.raises(RuleViolation) as refusal:
        name_holder(username="lin", by_name="admin")

    assert refusal.value.field == "username"
    assert not ReferralInbox.objects.exists()


@pytest.mark.parametrize("username", ["nobody", "zhou"])
def test_nobody_and_somebody_without_a_role_read_alike(community: Community, username: str) -> None:
    make_user("zhou")

    with pytest.raises(RuleViolation, match=r"signs in here|登录名"):
        name_holder(username=username, by_name="admin")


def test_p24_a_holder_who_becomes_admin_holds_no_longer(mei: User, holder: Actor) -> None:
    both = Actor(holder.user_id, "mei", frozenset({"worker", "admin"}), frozenset())

    assert is_holder(holder)
    assert not is_holder(both)
    with pytest.raises(NotAllowed):
        require_holder(both)


def test_p24_a_holder_whose_role_was_taken_holds_no_longer(mei: User, holder: Actor) -> None:
    revoke_role(user=mei, organisation=unit(), role="worker", by_name="admin")

    with pytest.raises(NotAllowed):
        require_holder(Actor(holder.user_id, "mei", frozenset(), frozenset()))


def test_p24_another_holder_ends_the_key_and_what_was_sealed_to_it(
    rider: Client, key: HolderKey, holder: Actor
) -> None:
    send(rider, key)
    lan = make_staff("lan", "keeper")

    name_holder(username="lan", by_name="admin")

    assert SealedNote.objects.count() == 0
    assert key_in_use() is None
    assert verbs()[-2:] == ["key_retired", "holder_named"]
    with pytest.raises(NotAllowed):
        next_note(holder, timezone.localdate())
    assert require_holder(Actor(lan.pk, "lan", frozenset({"keeper"}), frozenset()))


def test_p24_a_new_key_ends_the_old_one_and_its_notes(rider: Client, key: HolderKey, holder: Actor) -> None:
    send(rider, key)
    new = HolderKey.make()

    make_key(actor=holder, x=new.x, y=new.y)

    in_use = key_in_use()
    assert in_use is not None
    assert in_use.key_id == new.key_id
    assert SealedNote.objects.count() == 0
    assert ReferralKey.objects.get(key_id=key.key_id).retired_at is not None


def test_the_key_in_use_sent_again_changes_nothing(rider: Client, key: HolderKey, holder: Actor) -> None:
    send(rider, key)
    before = verbs()

    make_key(actor=holder, x=key.x, y=key.y)

    assert verbs() == before
    assert SealedNote.objects.count() == 1


def test_a_key_that_ended_is_not_taken_again(key: HolderKey, holder: Actor) -> None:
    new = HolderKey.make()
    make_key(actor=holder, x=new.x, y=new.y)

    with pytest.raises(RuleViolation):
        make_key(actor=holder, x=key.x, y=key.y)


def test_p24_a_key_that_is_not_on_the_curve_is_refused(holder: Actor) -> None:
    good = HolderKey.make()
    off = (int.from_bytes(good.point[33:], "big") ^ 1).to_bytes(32, "big")

    for x, y in (
        (good.x, to_text(off)),
        (good.x, good.y[:-1]),
        ("", ""),
        ("A" * 43, "A" * 43),
        ("!" * 43, good.y),
    ):
        with pytest.raises(RuleViolation):
            make_key(actor=holder, x=x, y=y)
    assert ReferralKey.objects.count() == 0


def test_p24_nobody_but_the_holder_makes_a_key(mei: User) -> None:
    made = HolderKey.make()

    for role in ("admin", "worker", "coordinator", "keeper"):
        with pytest.raises(NotAllowed):
            make_key(actor=Actor(10**9, "x", frozenset({role}), frozenset()), x=made.x, y=made.y)


@pytest.mark.parametrize("phone", ["", "  ", "call me", "1"])
def test_a_number_to_phone_is_required(community: Community, phone: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        put_centre(place=None, phone=phone, by_name="admin")

    assert refusal.value.field == "phone"


def test_the_same_centre_again_writes_nothing(community: Community) -> None:
    for _ in range(2):
        put_centre(place=None, phone="12345", by_name="admin")

    assert verbs() == ["centre_put"]


def test_p24_a_community_begins_without_the_module() -> None:
    assert Community(slug="new").modules == []


def test_a_role_added_later_may_still_hold(mei: User) -> None:
    grant_role(user=mei, organisation=unit(), role="coordinator", by_name="admin")

    name_holder(username="mei", by_name="admin")

    assert verbs().count("holder_named") == 1
