"""The cast of the cases room."""

import pytest

from ningju.rooms.cases.models import Case, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import make_actor, make_case, make_category, make_unit


@pytest.fixture
def unit(community: Community) -> Organisation:
    """Return the unit that handles the case."""
    return make_unit()


@pytest.fixture
def other_unit(community: Community) -> Organisation:
    """Return another unit of the same community."""
    return make_unit("road-works", "区市政养护三班", "Road Works, team 3")


@pytest.fixture
def category(unit: Organisation) -> Category:
    """Return what the case is about."""
    return make_category(unit)


@pytest.fixture
def worker(unit: Organisation) -> Actor:
    """Return a worker of the unit."""
    return make_actor("worker", unit)


@pytest.fixture
def stranger(other_unit: Organisation) -> Actor:
    """Return a worker of the other unit: the person who must see nothing."""
    return make_actor("worker", other_unit)


@pytest.fixture
def coordinator(other_unit: Organisation) -> Actor:
    """Return a coordinator, who sees the whole community."""
    return make_actor("coordinator", other_unit)


@pytest.fixture
def hazard(category: Category) -> Case:
    """Return an open hazard of the unit."""
    return make_case(category=category)


@pytest.fixture
def need(unit: Organisation) -> Case:
    """Return an open need of the unit."""
    return make_case(kind="need", words="想学工伤怎么报", unit=unit)
