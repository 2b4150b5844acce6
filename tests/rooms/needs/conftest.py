"""The cast of the needs room."""

import pytest

from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.communities.models import Community
from ningju.rooms.needs.models import Need, Resource
from ningju.rooms.needs.services import offer_resource, voice_need
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import make_actor, make_category, make_unit


@pytest.fixture
def unit(community: Community) -> Organisation:
    """Return the unit that looks after needs."""
    return make_unit()


@pytest.fixture
def law_firm(community: Community) -> Organisation:
    """Return a partner (invented)."""
    return Organisation.objects.create(
        slug="law-firm", kind="partner", name_zh="演示律所", name_en="Demo Law Firm", is_invented=True
    )


@pytest.fixture
def legal_aid(unit: Organisation) -> Category:
    """Return what the need is about."""
    return make_category(
        unit, slug="legal-aid", kind="need", name_zh="法律援助", name_en="Legal aid", keywords_zh=["工伤"]
    )


@pytest.fixture
def worker(unit: Organisation) -> Actor:
    """Return the worker who joins."""
    return make_actor("worker", unit)


@pytest.fixture
def lawyer(law_firm: Organisation) -> Actor:
    """Return the partner who offers."""
    return make_actor("partner", law_firm)


@pytest.fixture
def rival(community: Community) -> Actor:
    """Return a partner of another body: the one who must see nothing."""
    other = Organisation.objects.create(slug="rival", kind="partner", name_zh="别家", name_en="Another")
    return make_actor("partner", other)


@pytest.fixture
def need(legal_aid: Category) -> Need:
    """Return an open need."""
    return voice_need(words="摔了一跤,工伤怎么报?", category=legal_aid)


@pytest.fixture
def two_hours(worker: Actor, law_firm: Organisation, legal_aid: Category) -> Resource:
    """Return a checked offer for two."""
    return offer_resource(
        by=worker,
        organisation=law_firm,
        category=legal_aid,
        title=Bilingual("律师十分钟", "Ten minutes with a lawyer"),
        when=Bilingual("周二下午", "Tuesday afternoon"),
        conditions=Bilingual("", ""),
        capacity=2,
    )
