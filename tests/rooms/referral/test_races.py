"""A note that arrives while its key ends: it is erased with the key, or told about the new one."""

from collections.abc import Callable
from itertools import pairwise

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral import services
from ningju.rooms.referral.access import key_in_use
from ningju.rooms.referral.models import SealedNote
from tests.conftest import make_community
from tests.rooms.accounts.people import make_staff
from tests.rooms.cases.test_races import at_once
from tests.rooms.referral.sealing import HolderKey

ROUNDS = 5


def test_p24_no_note_outlives_the_key_it_was_sealed_to(committed_db: None) -> None:
    here = make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    keys = [HolderKey.make() for _ in range(ROUNDS + 1)]
    with in_community(here.pk):
        user = make_staff("mei", "worker")
        holder = Actor(user.pk, "mei", frozenset({"worker"}), frozenset())
        services.name_holder(username="mei", by_name="admin")
        services.make_key(actor=holder, x=keys[0].x, y=keys[0].y)

    for number, (old, new) in enumerate(pairwise(keys)):
        outcomes = at_once(
            [sending(here, old, f"{number}-{n}") for n in range(3)] + [renewing(here, holder, new)]
        )

        assert set(outcomes) <= {"sent", "conflict", "renewed"}
        with in_community(here.pk):
            in_use = key_in_use()
            assert in_use is not None
            assert in_use.key_id == new.key_id
            assert SealedNote.objects.count() == 0


def sending(here: Community, key: HolderKey, secret: str) -> Callable[[], str]:
    """Return the act of sending a note sealed to a key."""

    def act() -> str:
        with in_community(here.pk):
            services.send_note(key_id=key.key_id, sealed=key.seal("1"), secret=secret)
        return "sent"

    return act


def renewing(here: Community, holder: Actor, key: HolderKey) -> Callable[[], str]:
    """Return the act of taking a new key into use."""

    def act() -> str:
        with in_community(here.pk):
            services.make_key(actor=holder, x=key.x, y=key.y)
        return "renewed"

    return act
