"""The cast of the places room: a station with its keeper, and a keeper from elsewhere."""

from collections.abc import Iterator

import pytest
from django.test import Client

from ningju.ground.page_cache import SHELF
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_organisation
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import put_amenity
from tests.rooms.accounts.people import staff_client
from tests.rooms.places.cast import make_place, set_clock, wall

__all__ = ["monday_noon"]


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    """Forget the pages of other tests."""
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def monday_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it noon on Monday, 23 November 2026."""
    set_clock(monkeypatch, wall(23, 12))


@pytest.fixture
def host(community: Community) -> Organisation:
    """Return the organisation that looks after the hub."""
    return put_organisation(slug="host", kind="host", name=Bilingual("管站的", "Host"))


@pytest.fixture
def hub(host: Organisation) -> Place:
    """Return a hub station with water and a microwave."""
    place = make_place("hub", level="hub", name=Bilingual("兆丰枢纽站", "Zhaofeng Hub"), host="host")
    put_amenity(place=place, kind="water", confirmed_at=wall(23, 10))
    put_amenity(place=place, kind="microwave", count=2, confirmed_at=wall(23, 10), position=1)
    return place


@pytest.fixture
def keeper(host: Organisation) -> Client:
    """Return the browser of the hub's keeper."""
    return staff_client("keeper", "keeper", host)


@pytest.fixture
def stranger(community: Community) -> Client:
    """Return the browser of a keeper of another organisation."""
    other = put_organisation(slug="other", kind="host", name=Bilingual("别家", "Other"))
    return staff_client("stranger", "keeper", other)
