"""Who may say what state a place is in."""

import pytest

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import NotAllowed, NotFound
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import grant_role, put_organisation
from ningju.rooms.places.access import access_kept_places, access_place, access_place_to_keep
from ningju.rooms.places.models import Place
from tests.rooms.accounts.people import make_staff


def actor_for(role: str, organisation: Organisation) -> Actor:
    user = make_staff(f"{role}-{organisation.slug}", role, organisation)
    return Actor(user.pk, "Somebody", frozenset({role}), frozenset({organisation.pk}))


def test_the_hosts_keeper_keeps_the_place(hub: Place, host: Organisation) -> None:
    assert access_place_to_keep(actor_for("keeper", host), "hub") == hub


@pytest.mark.parametrize("role", ["partner", "leader", "auditor"])
def test_other_roles_of_the_host_do_not(hub: Place, host: Organisation, role: str) -> None:
    with pytest.raises(NotAllowed):
        access_place_to_keep(actor_for(role, host), "hub")


@pytest.mark.parametrize("role", ["worker", "coordinator", "admin"])
def test_the_communitys_own_staff_keep_every_place(hub: Place, role: str) -> None:
    unit = put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))

    assert access_place_to_keep(actor_for(role, unit), "hub") == hub


def test_a_keeper_elsewhere_who_is_a_partner_of_the_host_does_not(hub: Place, host: Organisation) -> None:
    elsewhere = put_organisation(slug="other", kind="host", name=Bilingual("别家", "Other"))
    user = make_staff("both", "keeper", elsewhere)
    grant_role(user=user, organisation=host, role="partner", by_name="the test")
    both = Actor(user.pk, "", frozenset({"keeper", "partner"}), frozenset({elsewhere.pk, host.pk}))

    with pytest.raises(NotAllowed):
        access_place_to_keep(both, "hub")
    assert list(access_kept_places(both)) == []


@pytest.mark.usefixtures("hub")
def test_nobody_without_an_account_keeps_anything() -> None:
    with pytest.raises(NotAllowed):
        access_place_to_keep(ANYBODY, "hub")
    with pytest.raises(NotAllowed):
        access_kept_places(ANYBODY)


@pytest.mark.usefixtures("hub")
def test_another_neighbourhoods_place_is_as_absent_as_none(other_community: Community) -> None:
    with in_community(other_community.pk), pytest.raises(NotFound) as hidden:
        access_place("hub")
    with pytest.raises(NotFound) as absent:
        access_place("no-such-place")

    assert hidden.value.message == absent.value.message
