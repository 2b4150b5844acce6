"""Distances agree with geodesy, minutes with the access standard, areas with an oracle."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.geo import EARTH_RADIUS_M, distance_m, point_in_polygon, walk_min

latitudes = st.floats(-89, 89)
longitudes = st.floats(-180, 180)
OUTLINE = [(4.0, 0.0), (9.0, 3.0), (6.0, 4.0), (8.0, 8.0), (3.0, 5.0), (0.0, 9.0), (1.0, 2.0)]


def test_one_degree_of_latitude_is_111_km() -> None:
    assert distance_m(31, 121, 32, 121) == pytest.approx(math.pi / 180 * EARTH_RADIUS_M)


def test_metro_to_the_park_is_about_550_m() -> None:
    assert distance_m(31.2199, 121.4111, 31.2240, 121.4144) == pytest.approx(553, abs=5)


def test_opposite_ends_of_the_earth_are_half_its_girth_apart() -> None:
    assert distance_m(0, 0, 0, 180) == pytest.approx(math.pi * EARTH_RADIUS_M)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_agrees_with_the_angle_between_two_vectors(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    def vector(lat: float, lon: float) -> tuple[float, float, float]:
        phi, lam = math.radians(lat), math.radians(lon)
        return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)

    chord = math.dist(vector(lat1, lon1), vector(lat2, lon2))

    expected = 2 * EARTH_RADIUS_M * math.asin(min(1.0, chord / 2))
    assert distance_m(lat1, lon1, lat2, lon2) == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert distance_m(lat1, lon1, lat2, lon2) == distance_m(lat2, lon2, lat1, lon1)


def test_the_fifteen_minute_standard_passes_at_1200_m_and_fails_at_1201_m() -> None:
    assert walk_min(1200, speed_m_per_min=80, detour=1) == 15
    assert walk_min(1201, speed_m_per_min=80, detour=1) == 16


def test_minutes_are_rounded_up_but_never_by_a_trick_of_binary_fractions() -> None:
    assert walk_min(0) == 0
    assert walk_min(1) == 1
    assert walk_min(800) == 13  # 800 × 1.3 / 80
    assert walk_min(600, speed_m_per_min=60, detour=1.1) == 11


@pytest.mark.parametrize("arguments", [(-1, 80, 1.3), (1, 0, 1.3), (1, 80, 0.9), (math.nan, 80, 1.3)])
def test_impossible_walks_are_refused(arguments: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="walk_min needs"):
        walk_min(*arguments)


def winding_is_inside(lon: float, lat: float) -> bool:
    """Sum the angles under which the point sees the outline: a full turn means inside."""
    bearings = [math.atan2(y - lat, x - lon) for x, y in [*OUTLINE, OUTLINE[0]]]
    turns = (math.remainder(after - before, math.tau) for before, after in pairwise(bearings))
    return abs(sum(turns)) > math.pi


@given(st.floats(-1, 10), st.floats(-1, 10))
def test_inside_agrees_with_the_winding_angle(lon: float, lat: float) -> None:
    near_edge = any(
        abs((x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)) < 1e-6
        for (x1, y1), (x2, y2) in pairwise([*OUTLINE, OUTLINE[0]])
    )

    if not near_edge:
        assert point_in_polygon(lon, lat, OUTLINE) == winding_is_inside(lon, lat)
        assert point_in_polygon(lon, lat, OUTLINE[::-1]) == winding_is_inside(lon, lat)


def test_corners_and_edges_are_inside() -> None:
    square = [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]

    assert all(point_in_polygon(x, y, square) for x, y in [*square, (1, 0), (2, 1), (1, 2), (0, 1)])
    assert not point_in_polygon(3, 0, square)
    assert not point_in_polygon(-1, 2, square)


def test_a_ray_through_a_corner_is_not_counted_twice() -> None:
    diamond = [(0, 0), (1, -1), (2, 0), (1, 1)]

    assert point_in_polygon(0.5, 0, diamond)
    assert not point_in_polygon(-1, 0, diamond)
    assert not point_in_polygon(-1, 1, diamond)


@pytest.mark.parametrize("ring", [[], [(0, 0)], [(0, 0), (1, 1), (0, 0)]])
def test_a_ring_without_an_area_is_refused(ring: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="three different corners"):
        point_in_polygon(0, 0, ring)
