"""The Huayang pack holds what the design promises of the demo."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from ningju.jobs.packs.check_steps import end_state
from ningju.jobs.packs.contents import Pack, Place
from ningju.jobs.packs.offsets import SHANGHAI
from ningju.kernel.geo import point_in_polygon
from ningju.rooms.cases.kinds import KINDS

ONE_AT_NIGHT = datetime(2026, 3, 5, 1, 0, tzinfo=SHANGHAI)  # a Thursday, no holiday


def of_kind(pack: Pack, kind: str) -> list[Place]:
    return [place for place in pack.places if place.kind == kind]


def test_the_promised_quantities_are_there(huayang: Pack) -> None:
    levels = Counter(place.level for place in of_kind(huayang, "station"))

    assert levels == {"central": 1, "hub": 1, "grid": 4, "micro": 12}
    assert len(huayang.blocks) == 5
    assert len(of_kind(huayang, "dispatch_site")) == 13
    assert len(of_kind(huayang, "building")) == 8
    assert sum(organisation.kind == "committee" for organisation in huayang.organisations) == 8
    assert Counter(place.is_model for place in of_kind(huayang, "lunch_point")) == {False: 3, True: 1}
    assert len(of_kind(huayang, "counter")) == 3
    assert (len(huayang.cases), len(huayang.needs), len(huayang.resources)) == (60, 20, 20)
    assert 8 <= len(huayang.opportunities) <= 12


def test_every_state_of_hazards_and_needs_is_shown(huayang: Pack) -> None:
    assert {end_state(huayang, case) for case in huayang.cases} == set(KINDS["hazard"].waiting)
    assert {end_state(huayang, need) for need in huayang.needs} == set(KINDS["need"].waiting)


def test_only_the_three_brands_of_the_source_are_real(huayang: Pack) -> None:
    brands = {organisation.slug: organisation for organisation in huayang.organisations}
    sites = of_kind(huayang, "dispatch_site")

    assert {site.brand for site in sites if not brands[site.brand].is_invented} == {
        "hema",
        "dingdong",
        "meituan",
    }
    assert all((site.provenance == "invented") == brands[site.brand].is_invented for site in sites)


def test_three_buildings_are_in_the_source_and_five_say_that_they_are_not(huayang: Pack) -> None:
    provenance = {building.slug: building.provenance for building in of_kind(huayang, "building")}

    assert Counter(provenance.values()) == {"source": 3, "not_in_source": 5}
    assert {slug for slug, said in provenance.items() if said == "source"} == {
        "multimedia",
        "changning_88",
        "unicom",
    }


def test_at_one_at_night_there_is_somewhere_to_go_and_one_place_never_closes(huayang: Pack) -> None:
    stations = [place for place in of_kind(huayang, "station") if place.hours is not None]
    open_now = {place.slug for place in stations if place.hours and place.hours.is_open(ONE_AT_NIGHT)}
    quarters = [ONE_AT_NIGHT + timedelta(minutes=15 * step) for step in range(4 * 24 * 7)]
    never_closed = {
        place.slug
        for place in stations
        if place.hours and all(place.hours.is_open(moment) for moment in quarters)
    }

    assert {"laozhou_noodles", "riverside_congee", "wanhangdu_grid"} <= open_now
    assert never_closed == {"xiaoman_store"}


def test_the_museum_keeps_its_published_hours(huayang: Pack) -> None:
    museum = next(place for place in huayang.places if place.slug == "cohesion_museum")
    tuesday = datetime(2026, 3, 3, tzinfo=SHANGHAI)

    assert museum.hours is not None
    assert museum.hours.spans_on((tuesday - timedelta(days=1)).date()) == []
    assert [
        (begin.astimezone(SHANGHAI).strftime("%H:%M"), end.astimezone(SHANGHAI).strftime("%H:%M"))
        for begin, end in museum.hours.spans_on(tuesday.date())
    ] == [("09:00", "11:30"), ("13:00", "16:30")]


def test_some_amenities_are_broken_some_unconfirmed_and_stations_differ(huayang: Pack) -> None:
    stations = {place.slug for place in of_kind(huayang, "station")}
    by_station = {
        slug: {amenity.kind for amenity in huayang.amenities if amenity.place == slug} for slug in stations
    }

    assert all(by_station.values())
    assert len({frozenset(kinds) for kinds in by_station.values()}) >= 12
    assert {amenity.status for amenity in huayang.amenities} == {"ok", "broken", "removed"}
    assert any(amenity.confirmed is None for amenity in huayang.amenities)


def test_five_blocks_cover_the_outline_without_overlap(huayang: Pack) -> None:
    steps = range(41)
    lons = [121.4080 + 0.0156 * step / 40 + 0.000013 for step in steps]
    lats = [31.2089 + 0.0212 * step / 40 + 0.000007 for step in steps]

    for lon in lons:
        for lat in lats:
            holding = sum(point_in_polygon(lon, lat, block.ring) for block in huayang.blocks)
            assert holding == point_in_polygon(lon, lat, huayang.outline), (lat, lon)


def test_every_block_has_a_station(huayang: Pack) -> None:
    assert {station.block for station in of_kind(huayang, "station")} == {b.slug for b in huayang.blocks}


@pytest.mark.parametrize("slug", ["gymnastics_center", "donghua_campus"])
def test_what_lies_outside_says_why(huayang: Pack, slug: str) -> None:
    place = next(place for place in huayang.places if place.slug == slug)

    assert place.outside_reason.zh
    assert place.outside_reason.en


def test_the_timeline_tells_the_dates_of_the_feature(huayang: Pack) -> None:
    told = [(item.happened_on.isoformat(), item.precision) for item in huayang.timeline]

    assert told == [
        ("1993-01-01", "year"),
        ("1994-04-17", "day"),
        ("1994-04-17", "day"),
        ("1995-01-01", "year"),
        ("2013-10-01", "month"),
        ("2022-01-01", "year"),
        ("2023-04-17", "day"),
    ]


def test_every_danger_names_whom_to_call_and_runs_day_and_night(huayang: Pack) -> None:
    dangers = [category for category in huayang.categories if category.is_danger]

    assert len(dangers) >= 5
    assert all(set(danger.call) & {"110", "119", "120"} for danger in dangers)
    assert all(danger.allowed_hours for danger in dangers)
    assert all(
        min(len(category.keywords_zh), len(category.keywords_en)) >= 8 for category in huayang.categories
    )


def test_demo_people_are_named_by_their_role(huayang: Pack) -> None:
    assert {person.role for person in huayang.staff} == {
        "keeper",
        "worker",
        "coordinator",
        "partner",
        "leader",
        "auditor",
        "admin",
    }
    assert all(
        person.name.zh.endswith("（演示）") and person.name.en.endswith("(demo)") for person in huayang.staff
    )


def test_organisation_referral_is_on_here_and_off_in_a_community_that_does_not_ask_for_it(
    huayang: Pack, liuqiao: Pack
) -> None:
    assert "referral" in huayang.community.modules
    assert "referral" not in liuqiao.community.modules
