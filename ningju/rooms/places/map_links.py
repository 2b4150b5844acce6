"""Links that open a place in Chinese map apps, each in the datum that the app expects.

China's public maps shift positions: AMap and Apple Maps in China draw GCJ-02, Baidu draws BD-09.
The shift is the published approximation (Krasovsky 1940 ellipsoid with sine terms) that every
open implementation shares; it lands within a few metres of the official transform.
"""

import math
from dataclasses import dataclass
from urllib.parse import urlencode

SEMI_MAJOR_M = 6_378_245.0  # Krasovsky 1940
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_TURN = math.pi * 3000 / 180


@dataclass(frozen=True, slots=True)
class MapLinks:
    """Addresses that open one place in each app."""

    amap: str
    baidu: str
    apple: str


def is_shifted_here(lat_deg: float, lon_deg: float) -> bool:
    """Say whether Chinese maps shift this position: only within the mainland's bounding box."""
    return 0.8293 <= lat_deg <= 55.8271 and 72.004 <= lon_deg <= 137.8347


def wgs84_to_gcj02(lat_deg: float, lon_deg: float) -> tuple[float, float]:
    """Return a WGS-84 position in GCJ-02 (latitude, longitude), in degrees."""
    if not is_shifted_here(lat_deg, lon_deg):
        return lat_deg, lon_deg
    x, y = lon_deg - 105, lat_deg - 35
    phi = math.radians(lat_deg)
    curve = 1 - ECCENTRICITY_SQUARED * math.sin(phi) ** 2
    meridian_m = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / curve**1.5
    parallel_m = SEMI_MAJOR_M / math.sqrt(curve) * math.cos(phi)
    north = math.degrees(shift_north_m(x, y) / meridian_m)
    east = math.degrees(shift_east_m(x, y) / parallel_m)
    return lat_deg + north, lon_deg + east


def shift_north_m(x: float, y: float) -> float:
    """Return how far the datum shifts to the north, in metres."""
    level = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    waves += 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)
    waves += 160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)
    return level + waves * 2 / 3


def shift_east_m(x: float, y: float) -> float:
    """Return how far the datum shifts to the east, in metres."""
    level = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    waves += 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)
    waves += 150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)
    return level + waves * 2 / 3


def gcj02_to_bd09(lat_deg: float, lon_deg: float) -> tuple[float, float]:
    """Return a GCJ-02 position in Baidu's BD-09 (latitude, longitude), in degrees."""
    radius = math.hypot(lon_deg, lat_deg) + 0.00002 * math.sin(lat_deg * BAIDU_TURN)
    angle = math.atan2(lat_deg, lon_deg) + 0.000003 * math.cos(lon_deg * BAIDU_TURN)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def links_to(name: str, lat_deg: float, lon_deg: float) -> MapLinks:
    """Return the addresses that open a WGS-84 position under a name in each app."""
    lat, lon = wgs84_to_gcj02(lat_deg, lon_deg)
    baidu_lat, baidu_lon = gcj02_to_bd09(lat, lon)
    amap = {"position": f"{lon:.6f},{lat:.6f}", "name": name, "coordinate": "gaode", "callnative": "1"}
    baidu = {
        "location": f"{baidu_lat:.6f},{baidu_lon:.6f}",
        "title": name,
        "content": name,
        "coord_type": "bd09ll",
        "output": "html",
    }
    apple = {"ll": f"{lat:.6f},{lon:.6f}", "q": name}
    return MapLinks(
        amap=f"https://uri.amap.com/marker?{urlencode(amap)}",
        baidu=f"https://api.map.baidu.com/marker?{urlencode(baidu)}",
        apple=f"https://maps.apple.com/?{urlencode(apple)}",
    )
