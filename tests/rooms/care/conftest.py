"""The cast of the care register: a person, their unit's worker, and people who must see nothing."""

import pytest

from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.services import let_keep_register
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.care.cast import join
from tests.rooms.cases.cases import make_actor, make_unit


@pytest.fixture
def unit(community: Community) -> Organisation:
    """Return the unit that keeps the register."""
    office = make_unit("office", "社区服务办公室", "Community Services Office")
    let_keep_register(unit=office, by_name="the test")
    return office


@pytest.fixture
def other_unit(unit: Organisation) -> Organisation:
    """Return another unit that keeps the register too; its workers see nothing of the first."""
    station = make_unit("station", "邻里站", "Neighbour Station")
    let_keep_register(unit=station, by_name="the test")
    return station


@pytest.fixture
def record(unit: Organisation) -> CareRecord:
    """Return somebody who joined by themselves on 10 March."""
    return join(unit)


@pytest.fixture
def worker(unit: Organisation) -> Actor:
    """Return a worker of the unit."""
    return make_actor("worker", unit)


@pytest.fixture
def coordinator(unit: Organisation) -> Actor:
    """Return a coordinator of the unit."""
    return make_actor("coordinator", unit)


@pytest.fixture
def stranger(other_unit: Organisation) -> Actor:
    """Return a worker of another unit."""
    return make_actor("worker", other_unit)
