"""What somebody types about where they are, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.geo import distance_m
from ningju.pages.home.nearby import STEP_M, Spot, densified, find_spots, line_of
from ningju.rooms.places.pinyin import search_keys

PARK = Spot("中山公园", search_keys("中山公园", "Zhongshan Park"), ((31.224, 121.4144),))
METRO = Spot("中山公园地铁站", search_keys("中山公园地铁站", "Zhongshan Park Metro"), ((31.2199, 121.4111),))
CHANGNING = Spot(
    "长宁路", search_keys("长宁路", "Changning Road"), densified([(31.22, 121.40), (31.22, 121.43)])
)
KAIXUAN = Spot(
    "凯旋路", search_keys("凯旋路", "Kaixuan Road"), densified([(31.21, 121.411), (31.23, 121.411)])
)
TOWER = Spot("长宁路 855 号", search_keys("长宁路 855 号", "Changning Road 855"), ((31.2201, 121.4146),))
SPOTS = [METRO, PARK, CHANGNING, KAIXUAN, TOWER]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("中山公园", "中山公园"),
        ("zhongshan park", "中山公园"),
        ("ZSGY", "中山公园"),
        ("zhongshangongyuan", "中山公园"),
        ("地铁", "中山公园地铁站"),
        ("长宁路", "长宁路"),
        ("changning rd 长宁路", "长宁路"),
        ("长宁路 1027 弄口", "长宁路"),
        ("长宁路855号", "长宁路 855 号"),
        ("  长宁路。", "长宁路"),
    ],
)
def test_a_typed_text_means_its_likeliest_place(typed: str, first: str) -> None:
    assert find_spots(typed, SPOTS)[0].name == first


@pytest.mark.parametrize("typed", ["", " ", "路", "z", "!!", "亚特兰蒂斯", "qqqq"])
def test_too_little_or_unknown_means_nothing(typed: str) -> None:
    assert find_spots(typed, SPOTS) == []


def test_two_streets_are_their_crossing() -> None:
    (crossing,) = find_spots("凯旋路长宁路口", SPOTS)

    assert distance_m(*crossing.middle, 31.22, 121.411) < STEP_M


def test_along_a_street_the_distance_is_to_its_nearest_point() -> None:
    assert CHANGNING.distance_m(31.2201, 121.4222) < 40


@given(typed=st.text(max_size=80))
def test_whatever_is_typed_is_answered_with_known_places(typed: str) -> None:
    assert all(spot in SPOTS or " × " in spot.name for spot in find_spots(typed, SPOTS))


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "LineString", "coordinates": [[121.4, 31.2], [121.5, 31.3]]},
        {"type": "Polygon", "coordinates": [[[121.4, 31.2], [121.5, 31.3]]]},
        [[121.4, 31.2], [121.5, 31.3]],
    ],
)
def test_lines_are_read_whichever_way_they_are_kept(shape: object) -> None:
    assert line_of(shape) == [(31.2, 121.4), (31.3, 121.5)]


@pytest.mark.parametrize("shape", [{}, [], None, {"type": "Point"}])
def test_a_line_without_points_is_empty(shape: object) -> None:
    assert line_of(shape) == []
    assert densified([]) == ()
