"""The cast of the map home: a hub by day, noodles by night, a street to stand in."""

from collections.abc import Iterator

import pytest

from ningju.ground.page_cache import SHELF
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Block, Community, StreetLine
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import put_amenity
from tests.rooms.places.cast import LATE, every_day, make_place, set_clock, wall


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    """Forget the pages of other tests."""
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it noon on Monday, 23 November 2026."""
    set_clock(monkeypatch, wall(23, 12))


@pytest.fixture
def hub(community: Community) -> Place:
    """Return a hub open by day, with charging."""
    place = make_place("hub", level="hub", name=Bilingual("兆丰枢纽站", "Zhaofeng Hub"), lat_deg=31.2196)
    put_amenity(place=place, kind="charging", count=6, confirmed_at=wall(23, 10))
    return place


@pytest.fixture
def noodles(community: Community) -> Place:
    """Return a noodle shop open from five to five."""
    name = Bilingual("老周面馆", "Lao Zhou Noodles")
    place = make_place("noodles", name=name, hours=every_day(LATE), lat_deg=31.2299, provenance="invented")
    put_amenity(place=place, kind="meals", confirmed_at=wall(1, 10))
    return place


@pytest.fixture
def streets(community: Community) -> list[StreetLine]:
    """Return two streets that cross at 31.2200, 121.4110, and a river."""
    drawn = [
        ("street", "长宁路", "Changning Road", [[121.4000, 31.2200], [121.4300, 31.2200]]),
        ("street", "凯旋路", "Kaixuan Road", [[121.4110, 31.2100], [121.4110, 31.2300]]),
        ("water", "苏州河", "Suzhou Creek", [[121.4000, 31.2400], [121.4300, 31.2400]]),
    ]
    return [
        StreetLine.objects.create(
            kind=kind,
            name_zh=zh,
            name_en=en,
            width=5,
            position=i,
            shape={"type": "LineString", "coordinates": points},
        )
        for i, (kind, zh, en, points) in enumerate(drawn)
    ]


@pytest.fixture
def block(community: Community) -> Block:
    """Return the block of the hub."""
    ring = [[121.41, 31.21], [121.42, 31.21], [121.42, 31.22], [121.41, 31.21]]
    return Block.objects.create(
        slug="zhongshan", name_zh="活力中山", name_en="Vibrant Zhongshan", colour="#C4622D", outline=ring
    )
