"""The demo neighbourhood, loaded once for all tests of this file."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.load import LoadReport, count_rows, load_pack
from ningju.rooms.cases.kinds import KINDS
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.models import Block, Community
from ningju.rooms.needs.models import Need, Pairing, Resource
from ningju.rooms.organisations.models import Membership
from ningju.rooms.places.models import Place
from tests.conftest import make_community
from tests.jobs.packs.conftest import PACKS
from tests.jobs.packs.tables import dump

ANCHOR = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)  # a Thursday, three in the afternoon in Shanghai

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[LoadReport]:
    """Load the pack for this file's tests and forget it afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_pack(PACKS / "huayang", now=ANCHOR)
        transaction.set_rollback(True)


@pytest.fixture
def there(loaded: LoadReport, db: None) -> Iterator[Community]:
    """Stand in the loaded neighbourhood."""
    community = Community.objects.get(slug="huayang")
    with in_community(community.pk):
        yield community


def test_the_quantities_are_those_of_the_design(there: Community) -> None:
    levels = Counter(Place.objects.filter(kind="station").values_list("level", flat=True))
    kinds = Counter(Place.objects.values_list("kind", flat=True))

    assert levels == {"central": 1, "hub": 1, "grid": 4, "micro": 12}
    assert (kinds["dispatch_site"], kinds["building"], kinds["counter"]) == (13, 8, 3)
    assert (kinds["lunch_point"], Place.objects.filter(is_model=True).count()) == (4, 1)
    assert Block.objects.count() == 5
    assert Case.objects.filter(kind="hazard").count() == 60
    assert (Need.objects.count(), Resource.objects.count()) == (20, 20)
    assert Pairing.objects.joined().count() >= 5


def test_cases_stand_in_every_state_that_their_kind_declares(there: Community) -> None:
    for kind in KINDS.values():
        states = set(Case.objects.filter(kind=kind.name).values_list("state", flat=True))
        assert states == set(kind.waiting)


def test_a_story_is_told_at_its_own_times(there: Community) -> None:
    case = Case.objects.get(words__startswith="长宁路弄堂口井盖松了")
    claimed = CaseEvent.objects.filter(verb="claim").earliest("at")

    assert case.opened_at == ANCHOR - timedelta(hours=3)
    assert claimed.at < ANCHOR
    assert not CaseEvent.objects.filter(at__gt=ANCHOR).exists()


def test_moves_are_made_by_staff_of_the_unit_and_answers_by_nobody_else(there: Community) -> None:
    answered = CaseEvent.objects.filter(verb__in=("answer", "decline"))
    confirmed = CaseEvent.objects.filter(verb="confirm")

    assert answered
    assert all(event.by == "staff" and event.by_unit_id for event in answered)
    assert all(event.by == "asker" and event.by_user_id is None for event in confirmed)
    assert not Case.objects.filter(closed_at__isnull=False, answer="").exists()


def test_nothing_takes_more_of_an_offer_than_there_is(there: Community) -> None:
    for resource in Resource.objects.all():
        assert resource.taken == resource.pairings.filter(state="joined").count() <= resource.capacity


def test_every_role_has_a_demo_door_of_its_own(there: Community) -> None:
    members = Membership.objects.select_related("user")

    assert {member.role for member in members} == set(Membership.Role.values)
    assert all(member.user.is_demo and member.user.username.endswith("-huayang") for member in members)
    assert not any(member.user.has_usable_password() for member in members)


def test_loading_again_changes_nothing_whenever_it_is(there: Community) -> None:
    before = dump("huayang")

    again = load_pack(PACKS / "huayang", now=timezone.now())

    assert not again.is_new
    assert not again.is_change
    assert again.anchor == ANCHOR
    assert dump("huayang") == before


def test_another_community_sees_nothing_of_it(there: Community) -> None:
    other = make_community("elsewhere", "别处", "Elsewhere")

    with in_community(other.pk):
        assert not any(count_rows().values())
