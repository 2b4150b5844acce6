"""Acceptance checks of the inventory's places: stations, sites, counters, buildings (rows C and D)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.communities.models import Community
from ningju.rooms.places.models import Amenity, Place
from tests.rooms.accounts.people import staff_client
from tests.rows.reading import listed, lit, page

pytestmark = pytest.mark.xdist_group("packs")

RESTING = ("station", "service_site", "lunch_point")


@pytest.mark.parametrize(("level", "count"), [("central", 1), ("hub", 1), ("grid", 4), ("micro", 12)])
def test_each_level_has_its_stations_and_the_list_shows_them(
    visitor: Client, huayang: Community, level: str, count: int
) -> None:
    stations = set(Place.objects.filter(level=level).values_list("slug", flat=True))

    assert len(stations) == count
    assert stations <= listed(page(visitor, "/zh/huayang/?all"))


def test_the_map_holds_every_place(visitor: Client, huayang: Community) -> None:
    features = visitor.get("/zh/huayang/places.geojson?all").json()["features"]

    shown = {feature["properties"]["slug"] for feature in features}
    assert set(Place.objects.visible().filter(kind__in=RESTING).values_list("slug", flat=True)) <= shown


def test_thirteen_dispatch_sites_three_of_them_of_real_brands(huayang: Community) -> None:
    sites = Place.objects.filter(kind="dispatch_site").select_related("brand")
    real = [site for site in sites if site.provenance != "invented" or not site.brand.is_invented]

    assert len(sites) == 13
    assert {site.brand.name.zh for site in real} == {"盒马鲜生", "叮咚买菜", "美团"}
    assert all(site.stand_up is not None for site in sites)


def test_eight_buildings_with_their_provenance(visitor: Client, huayang: Community) -> None:
    buildings = Place.objects.filter(kind="building")
    html = page(visitor, "/zh/huayang/?kind=building&all")

    assert set(buildings.values_list("slug", flat=True)) == listed(html)
    assert buildings.count() == 8
    assert buildings.filter(provenance="source").count() == 3
    assert buildings.filter(provenance="not_in_source").count() == 5


@pytest.mark.parametrize("amenity", ["seats", "books", "meals"])
def test_resting_reading_and_eating_can_be_filtered(
    visitor: Client, huayang: Community, amenity: str
) -> None:
    working = Amenity.objects.working().filter(kind=amenity, place__kind__in=RESTING)
    expected = set(working.values_list("place__slug", flat=True))

    assert expected
    assert listed(page(visitor, f"/zh/huayang/?with={amenity}&all")) == expected


def test_a_station_inside_a_site_shows_it_and_the_site_shows_the_station(
    visitor: Client, huayang: Community
) -> None:
    inner = Place.objects.filter(parent__isnull=False, kind="station").select_related("parent").first()
    assert inner is not None

    assert inner.parent.name.zh in page(visitor, f"/zh/huayang/places/{inner.slug}/")
    assert inner.name.zh in page(visitor, f"/zh/huayang/places/{inner.parent.slug}/")


def test_a_station_without_a_required_amenity_is_incomplete_for_staff_only(
    visitor: Client, huayang: Community
) -> None:
    central = Place.objects.get(level="central")
    Amenity.objects.filter(place=central, kind="water").update(status="removed")
    admin = staff_client("row-c25", "admin", central.host)

    for_admin = page(admin, "/zh/huayang/desk/places/")

    assert central.name.zh in for_admin
    assert "还缺" in for_admin or "缺" in for_admin
    assert "只有工作人员" not in page(visitor, f"/zh/huayang/places/{central.slug}/")
    Amenity.objects.filter(place=central, kind="water").update(status="ok")


def test_a_shop_pauses_itself_in_one_tap_and_is_off_the_map(visitor: Client, huayang: Community) -> None:
    shop = Place.objects.filter(level="micro", host__isnull=False).select_related("host").first()
    assert shop is not None
    keeper = staff_client("row-c29", "keeper", shop.host)

    assert keeper.post(f"/zh/huayang/desk/places/{shop.slug}/pause/").status_code in (200, 302)

    assert shop.slug not in listed(page(visitor, "/zh/huayang/?all"))
    keeper.post(f"/zh/huayang/desk/places/{shop.slug}/resume/")
    assert shop.slug in listed(page(visitor, "/zh/huayang/?all"))


def test_somewhere_is_open_at_every_hour_of_a_week(huayang: Community) -> None:
    places = [place for place in Place.objects.filter(kind__in=RESTING) if place.opening is not None]
    monday = datetime(2026, 11, 23, tzinfo=SHANGHAI)

    dark = [
        hour
        for hour in range(7 * 24)
        if not any(place.opening.is_open(monday + timedelta(hours=hour)) for place in places if place.opening)
    ]

    assert dark == []


def test_open_now_lists_exactly_what_is_open(visitor: Client, huayang: Community) -> None:
    now = timezone.now()
    open_now = {
        place.slug
        for place in Place.objects.visible().filter(kind__in=RESTING)
        if place.opening is not None and place.opening.is_open(now)
    }
    html = page(visitor, "/zh/huayang/?all")

    assert lit(html) == open_now
