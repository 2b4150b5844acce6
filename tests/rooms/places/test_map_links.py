"""Positions shift as Chinese maps expect: known pairs, the size of the shift, and none abroad."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.geo import distance_m
from ningju.rooms.places.map_links import gcj02_to_bd09, links_to, wgs84_to_gcj02


def test_a_published_pair_of_wgs84_and_gcj02() -> None:
    # The worked example of the coordtransform library's documentation.
    assert wgs84_to_gcj02(39.915, 116.404) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-9)


def test_a_published_pair_of_gcj02_and_bd09() -> None:
    assert gcj02_to_bd09(39.915, 116.404) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)


def test_the_shift_at_zhongshan_park_is_about_490_m() -> None:
    shifted = wgs84_to_gcj02(31.2199, 121.4111)

    assert distance_m(31.2199, 121.4111, *shifted) == pytest.approx(490, abs=15)


@given(lat=st.floats(20, 45), lon=st.floats(80, 125))
def test_inside_china_the_shift_is_some_hundred_metres(lat: float, lon: float) -> None:
    assert 30 < distance_m(lat, lon, *wgs84_to_gcj02(lat, lon)) < 1200


@pytest.mark.parametrize(("lat", "lon"), [(48.85, 2.35), (-33.86, 151.2), (40.71, -74.0)])
def test_abroad_nothing_is_shifted(lat: float, lon: float) -> None:
    assert wgs84_to_gcj02(lat, lon) == (lat, lon)


def test_each_app_gets_its_own_datum_and_the_name() -> None:
    links = links_to("兆丰枢纽站", 31.2199, 121.4111)

    amap, baidu, apple = (parse_qs(urlsplit(link).query) for link in (links.amap, links.baidu, links.apple))
    assert amap["position"] == ["121.415748,31.218058"]
    assert apple["ll"] == ["31.218058,121.415748"]
    assert baidu["location"] != [apple["ll"][0]]
    assert amap["name"] == baidu["title"] == apple["q"] == ["兆丰枢纽站"]
