"""Find where somebody says to be: a place, a street or a crossing, typed in Chinese, pinyin or English."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from ningju.ground.links import page_language
from ningju.kernel.geo import distance_m
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import StreetLine
from ningju.rooms.places.models import Place
from ningju.rooms.places.pinyin import search_keys, squeeze

Point = tuple[float, float]  # latitude, longitude
STEP_M = 40
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Spot:
    """Somewhere on the map with a name: one point, or a line of points along a street."""

    name: str
    keys: tuple[str, ...]
    points: tuple[Point, ...]

    @cached_property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.points[len(self.points) // 2]

    def distance_m(self, lat_deg: float, lon_deg: float) -> float:
        """Return the straight distance from the nearest point of the spot, in metres."""
        return min(distance_m(lat, lon, lat_deg, lon_deg) for lat, lon in self.points)


def spots_of(places: Sequence[Place], streets: Sequence[StreetLine]) -> list[Spot]:
    """Return everything with a name on the map."""
    spots = [
        Spot(shown(place.name), search_keys(place.name.zh, place.name.en), ((place.lat_deg, place.lon_deg),))
        for place in places
    ]
    for street in streets:
        if street.name and (points := densified(line_of(street.shape))):
            spots.append(Spot(shown(street.name), search_keys(street.name.zh, street.name.en), points))
    return spots


def find_spots(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots that a typed text may mean, the likeliest first; a crossing comes alone.

    Exact names come before names that begin with the text, those before names that hold it, and
    those before names that the text holds ("长宁路 1027 弄" holds "长宁路").
    """
    asked = squeeze(text)
    if len(asked) < LEAST_LETTERS:
        return []
    ranked = [(rank, i) for i, spot in enumerate(spots) if (rank := rank_of(asked, spot)) is not None]
    found = [spots[i] for _rank, i in sorted(ranked)]
    streets = [spot for spot in found if len(spot.points) > 1 and holds(asked, spot)]
    if len(streets) == 2 and not any(asked in spot.keys for spot in found):
        return [crossing(*streets)]
    return found


def rank_of(asked: str, spot: Spot) -> int | None:
    """Return how well a spot answers, 0 best, or None if it does not."""
    if asked in spot.keys:
        return 0
    if any(key.startswith(asked) for key in spot.keys):
        return 1
    if any(asked in key for key in spot.keys[:-1]):
        return 2
    return 3 if holds(asked, spot) else None


def holds(asked: str, spot: Spot) -> bool:
    """Say whether the text holds the spot's whole name, its initials not counted."""
    return any(len(key) > 2 and key in asked for key in spot.keys[:-1])


def crossing(one: Spot, other: Spot) -> Spot:
    """Return where two streets come closest."""
    near, _far = min(product(one.points, other.points), key=lambda pair: distance_m(*pair[0], *pair[1]))
    return Spot(f"{one.name} × {other.name}", (), (near,))


def densified(line: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line with a point at least every 40 m, so that its nearest point is near its nearest place."""
    points = list(line[:1])
    for (lat1, lon1), (lat2, lon2) in pairwise(line):
        steps = max(1, int(distance_m(lat1, lon1, lat2, lon2) // STEP_M))
        points += [
            (lat1 + (lat2 - lat1) * i / steps, lon1 + (lon2 - lon1) * i / steps) for i in range(1, steps + 1)
        ]
    return tuple(points)


def line_of(shape: object) -> list[Point]:
    """Return the (latitude, longitude) points of a stored line or ring."""
    pairs = shape.get("coordinates", []) if isinstance(shape, dict) else shape
    while isinstance(pairs, list) and pairs and isinstance(pairs[0], list) and isinstance(pairs[0][0], list):
        pairs = pairs[0]
    return [(float(pair[1]), float(pair[0])) for pair in pairs] if isinstance(pairs, list) else []


def shown(name: Bilingual) -> str:
    """Return a name in the page's language."""
    return name.read(page_language())[0]
