"""Organisations put twice, roles given and taken, each with one line of history."""

import pytest
from django.test import Client

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Membership, MembershipChange, Organisation
from ningju.rooms.organisations.services import (
    add_staff,
    grant_role,
    put_demo_staff,
    put_organisation,
    restart_sign_in,
    revoke_role,
)
from tests.rooms.accounts.people import make_user

NAME = Bilingual("城运中心", "Operations Centre")


@pytest.fixture
def unit(community: Community) -> Organisation:
    return put_organisation(slug="operations", kind="unit", name=NAME, handles_cases=True)


def history() -> list[tuple[str, str, str, str]]:
    """Return the history of roles, oldest first."""
    lines = MembershipChange.objects.order_by("pk")
    return list(lines.values_list("act", "user__username", "role", "by_name"))


def content_version(community: Community) -> int:
    """Return how often the public content changed."""
    return Community.objects.get(pk=community.pk).content_version


def test_putting_an_organisation_twice_changes_nothing(community: Community, unit: Organisation) -> None:
    version = content_version(community)

    again = put_organisation(slug="operations", kind="unit", name=NAME, handles_cases=True)

    assert again.pk == unit.pk
    assert Organisation.objects.count() == 1
    assert content_version(community) == version


def test_putting_an_organisation_with_other_words_mends_it(community: Community, unit: Organisation) -> None:
    version = content_version(community)

    put_organisation(slug="operations", kind="unit", name=NAME, phone="12345", is_invented=True)

    unit.refresh_from_db()
    assert (unit.phone, unit.is_invented, unit.handles_cases) == ("12345", True, False)
    assert content_version(community) > version


def test_an_unknown_kind_is_refused(community: Community) -> None:
    with pytest.raises(RuleViolation) as refusal:
        put_organisation(slug="x", kind="party", name=NAME)

    assert refusal.value.field == "kind"
    assert not Organisation.objects.exists()


def test_a_role_is_given_once_with_one_line_of_history(community: Community, unit: Organisation) -> None:
    user = make_user("lin")

    for _ in range(2):
        grant_role(user=user, organisation=unit, role="worker", by_name="周宁")

    assert Membership.objects.count() == 1
    assert history() == [("granted", "lin", "worker", "周宁")]
    assert User.objects.get(username="lin").desks == [community.pk]


def test_an_unknown_role_is_refused(unit: Organisation) -> None:
    with pytest.raises(RuleViolation):
        grant_role(user=make_user("lin"), organisation=unit, role="boss", by_name="x")

    assert history() == []


def test_a_desk_stays_signposted_until_the_last_role_is_gone(
    community: Community, unit: Organisation
) -> None:
    user = make_user("lin")
    for role in ("worker", "auditor"):
        grant_role(user=user, organisation=unit, role=role, by_name="x")

    revoke_role(user=user, organisation=unit, role="worker", by_name="y")
    after_one = User.objects.get(pk=user.pk).desks
    revoke_role(user=user, organisation=unit, role="auditor", by_name="y")

    assert after_one == [community.pk]
    assert User.objects.get(pk=user.pk).desks == []
    assert history()[2:] == [("revoked", "lin", "worker", "y"), ("revoked", "lin", "auditor", "y")]


def test_a_role_nobody_holds_cannot_be_taken(unit: Organisation) -> None:
    with pytest.raises(NotFound):
        revoke_role(user=make_user("lin"), organisation=unit, role="worker", by_name="x")

    assert history() == []


def test_new_staff_get_a_one_time_link(unit: Organisation, rider: Client) -> None:
    path = add_staff(username="lin", nickname="林青", role="worker", organisation=unit, by_name="x")

    assert path.startswith("/zh/account/welcome/lin/")
    assert rider.get(path).status_code == 200
    assert not User.objects.get(username="lin").has_usable_password()


def test_somebody_who_has_an_account_just_gets_the_role(
    unit: Organisation, other_community: Community, community: Community
) -> None:
    add_staff(username="lin", nickname="林青", role="worker", organisation=unit, by_name="x")
    with in_community(other_community.pk):
        theirs = put_organisation(slug="unit", kind="unit", name=NAME)
        link = add_staff(username="lin", nickname="别名", role="auditor", organisation=theirs, by_name="x")

    assert link == ""
    assert User.objects.get(username="lin").nickname == "林青"
    assert User.objects.get(username="lin").desks == sorted([community.pk, other_community.pk])
    assert list(Membership.objects.values_list("role", flat=True)) == ["worker"]


def test_who_lost_everything_gets_a_new_link(unit: Organisation) -> None:
    add_staff(username="lin", nickname="林青", role="worker", organisation=unit, by_name="x")

    path = restart_sign_in(username="lin", by_name="周宁")

    assert path.startswith("/zh/account/welcome/lin/")
    assert history()[-1] == ("started_over", "lin", "", "周宁")


@pytest.mark.parametrize("who", ["nobody", "elsewhere", "demo"])
def test_only_real_staff_of_this_neighbourhood_can_be_started_over(
    unit: Organisation, other_community: Community, who: str
) -> None:
    put_demo_staff(username="demo", nickname="演示", role="worker", organisation=unit)
    with in_community(other_community.pk):
        theirs = put_organisation(slug="unit", kind="unit", name=NAME)
        add_staff(username="elsewhere", nickname="别处", role="worker", organisation=theirs, by_name="x")

    with pytest.raises(NotFound):
        restart_sign_in(username=who, by_name="x")


def test_demo_staff_put_twice_are_one(unit: Organisation) -> None:
    for _ in range(2):
        user = put_demo_staff(username="demo-worker", nickname="小林", role="worker", organisation=unit)

    assert user.is_demo
    assert not user.has_usable_password()
    assert Membership.objects.count() == 1
    assert len(history()) == 1


def test_demo_staff_never_take_the_name_of_somebody_real(unit: Organisation) -> None:
    make_user("lin")

    with pytest.raises(Conflict):
        put_demo_staff(username="lin", nickname="小林", role="admin", organisation=unit)

    assert not Membership.objects.exists()
    assert not User.objects.get(username="lin").is_demo
