"""The cast of the volunteering room."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.volunteering.models import Opportunity
from ningju.rooms.volunteering.services import put_opportunity
from tests.rooms.cases.cases import make_unit


@pytest.fixture
def host(community: Community) -> Organisation:
    """Return who hosts the task."""
    return make_unit()


@pytest.fixture
def sweep(host: Organisation) -> Opportunity:
    """Return a task tomorrow that wants two pairs of hands."""
    starts_at = timezone.now() + timedelta(days=1)
    return put_opportunity(
        slug="sweep",
        title=Bilingual("扫弄口", "Sweep the lane"),
        text=Bilingual("扫帚有", "Brooms are there"),
        effort="5min",
        place=None,
        host=host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        hands_wanted=2,
    )
