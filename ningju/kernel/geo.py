"""Distances and areas on the ground, in WGS-84 degrees and metres."""

import math
from collections.abc import Sequence

EARTH_RADIUS_M = 6_371_008.8  # mean radius of the WGS-84 ellipsoid (IUGG)


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points given in decimal degrees, in metres.

    Haversine formula on the mean sphere: within 0.6 % of the ellipsoid, which over a
    neighbourhood is a few metres.

    >>> round(distance_m(31.2199, 121.4111, 31.2204, 121.4116))
    73
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    across = math.sin(math.radians(lon2 - lon1) / 2) ** 2
    along = math.sin((phi2 - phi1) / 2) ** 2
    chord = along + math.cos(phi1) * math.cos(phi2) * across
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def walk_min(distance_m: float, speed_m_per_min: float = 80, detour: float = 1.3) -> int:
    """Return the whole minutes, rounded up, that a walk of this straight-line distance takes.

    Args:
        distance_m: straight-line distance in metres, not negative.
        speed_m_per_min: 80 for an adult, 60 for an elder.
        detour: how much longer streets are than the straight line; 1 if ``distance_m`` already
            follows the streets.

    Raises:
        ValueError: a negative distance, a speed that is not positive, or a detour under 1.

    >>> walk_min(1200, detour=1), walk_min(1201, detour=1)
    (15, 16)
    """
    if not (distance_m >= 0 and speed_m_per_min > 0 and detour >= 1):
        raise ValueError(
            "walk_min needs distance_m >= 0, speed_m_per_min > 0 and detour >= 1,"
            f" got {distance_m}, {speed_m_per_min}, {detour}"
        )
    return math.ceil(round(distance_m * detour / speed_m_per_min, 9))  # 1.3 has no exact binary form


def point_in_polygon(lon: float, lat: float, ring: Sequence[Sequence[float]]) -> bool:
    """Say whether a point lies inside a ring or on its edge.

    Crossing number of an eastward ray, after an exact look at the edges. Plane geometry in
    degrees: right for areas of a city's size that do not cross the 180th meridian.

    Args:
        lon: longitude in degrees.
        lat: latitude in degrees.
        ring: the corners as (lon, lat), in either direction; the last may repeat the first.

    Raises:
        ValueError: fewer than three corners.

    >>> square = [(0, 0), (2, 0), (2, 2), (0, 2)]
    >>> point_in_polygon(1, 1, square), point_in_polygon(2, 1, square), point_in_polygon(3, 1, square)
    (True, True, False)
    """
    corners = [(corner[0], corner[1]) for corner in ring]
    if corners and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        raise ValueError(f"a ring needs three different corners, got {len(corners)}")
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        turn = (x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)
        if turn == 0 and min(x1, x2) <= lon <= max(x1, x2) and min(y1, y2) <= lat <= max(y1, y2):
            return True
        if (y1 > lat) != (y2 > lat) and (turn > 0) == (y2 > y1):
            inside = not inside
    return inside
