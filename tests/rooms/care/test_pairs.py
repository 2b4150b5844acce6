"""Two records with one number: a proposal with its reason; a person decides, nothing is merged."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.care.access import pair_at_desk, pairs_open
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CarePair, CareRecord
from ningju.rooms.care.services import keep_both, withdraw_care
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.holdings import held_under
from ningju.rooms.privacy.services import phone_digest
from tests.rooms.care.cast import join
from tests.rooms.cases.cases import make_actor


@pytest.fixture
def pair(unit: Organisation, record: CareRecord) -> CarePair:
    """Return what is proposed when a second person joins with the first one's number."""
    join(unit, nickname="老头子", phone="+86 139-0000-1234")
    return CarePair.objects.get()


def test_b27_the_same_number_makes_a_proposal_with_its_reason_and_refuses_nobody(pair: CarePair) -> None:
    assert (pair.reason, pair.state) == ("same_phone", "open")
    assert CareRecord.objects.count() == 2
    assert {line.verb for line in pair.earlier.events.all()} == {"join", "pair"}


def test_p5_nobody_learns_by_joining_under_a_number_whether_it_is_in_the_register(
    rider: Client, pair: CarePair, coordinator: Actor
) -> None:
    keep_both(pair=pair, because="两个人合用一部电话", by=coordinator)

    for one in (pair.earlier, pair.later):
        own = f"/zh/huayang/care/my/{secret_of(one.record_id)}/"
        told = "".join(rider.get(own + path).content.decode() for path in ("", "file.html", "file.json"))
        assert one.nickname in told
        for words in ("同一个电话", "看过了", "合用一部电话"):
            assert words not in told


def test_p13_whoever_proved_the_number_reads_of_both_entries(pair: CarePair, coordinator: Actor) -> None:
    keep_both(pair=pair, because="两个人合用一部电话", by=coordinator)

    holdings = held_under(phone_digest("139-0000-1234"))

    assert len(holdings) == 2
    assert all("两个人合用一部电话" in str(holding.facts) for holding in holdings)


def test_another_number_proposes_nothing(unit: Organisation, record: CareRecord) -> None:
    join(unit, phone="13811112222")

    assert not CarePair.objects.exists()


def test_a_coordinator_keeps_both_with_a_reason_that_stays(pair: CarePair, coordinator: Actor) -> None:
    keep_both(pair=pair, because="一对老夫妻，同一部电话", by=coordinator)

    assert pairs_open(coordinator) == []
    assert pair.later.events.first().words == "一对老夫妻，同一部电话"
    with pytest.raises(Conflict):
        keep_both(pair=pair, because="再来一次", by=coordinator)


def test_p23_no_proposal_and_no_decision_without_a_reason(pair: CarePair, coordinator: Actor) -> None:
    with pytest.raises(RuleViolation):
        keep_both(pair=pair, because=" ", by=coordinator)
    with pytest.raises(IntegrityError, match="carepair_has_reason"), transaction.atomic():
        CarePair.objects.filter(pk=pair.pk).update(reason="")
    with pytest.raises(IntegrityError, match="carepair_decided_with_reason"), transaction.atomic():
        CarePair.objects.filter(pk=pair.pk).update(state="kept")


def test_when_its_person_withdraws_one_the_proposal_is_gone(pair: CarePair) -> None:
    withdraw_care(record=pair.earlier, by=ANYBODY)

    assert not CarePair.objects.exists()
    assert CareRecord.objects.count() == 1


def test_only_a_coordinator_of_the_unit_sees_and_decides(
    pair: CarePair, worker: Actor, other_unit: Organisation
) -> None:
    elsewhere = make_actor("coordinator", other_unit)

    assert pairs_open(worker) == [] == pairs_open(elsewhere)
    with pytest.raises(NotAllowed):
        keep_both(pair=pair, because="不行", by=worker)
    with pytest.raises(NotFound):
        pair_at_desk(elsewhere, pair.public_id)
