"""One community's ground: its words, units, staff, categories, blocks, streets and places."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.city.insert import insert, insert_columns
from bench.city.plan import Share
from bench.city.words import CATEGORIES, PLACE_NAMES, STREETS, UNITS
from ningju.rooms.accounts.models import User
from ningju.rooms.cases.models import Category
from ningju.rooms.communities.models import Address, Block, Community, StreetLine
from ningju.rooms.communities.services import digest
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.places.amenities import KINDS
from ningju.rooms.places.models import Amenity, Place
from ningju.rooms.places.pinyin import sort_key

LAT_DEG, LON_DEG = 31.22, 121.41
KIND_SHARES = {
    "station": 45, "service_site": 15, "lunch_point": 12, "counter": 6, "building": 12, "dispatch_site": 10,
}  # fmt: skip
LEVEL_SHARES = {"central": 1, "hub": 3, "grid": 8, "micro": 12}
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
SPANS: tuple[list[list[str]], ...] = (
    [["00:00", "24:00"]],
    [["08:00", "22:00"]],
    [["09:00", "18:00"]],
    [["10:30", "13:30"], ["16:30", "19:30"]],
    [["18:00", "26:00"]],
)
COLOURS = ("#b4552d", "#2d7d6b", "#7a5ea8", "#3a6ea5", "#a8842c", "#8a3f5d", "#4f7a2b")


@dataclass(frozen=True, slots=True)
class Ground:
    """What cases stand on."""

    community: Community
    units: list[Organisation]
    categories: list[Category]
    places: list[Place]
    staff: list[User]


def make_community(share: Share) -> Community:
    """Save a community of the directory."""
    number = share.slug.rpartition("-")[2]
    return Community.objects.create(
        slug=share.slug,
        name_zh=f"测试街道 {number}",
        name_en=f"Test Sub-district {number}",
        short_name_zh=f"测试 {number}",
        short_name_en=f"Test {number}",
        programme_zh="凝聚力工程",
        programme_en="Cohesion Project",
        phone="021-0000 0000",
        is_demo=True,
        centre_lat_deg=LAT_DEG,
        centre_lon_deg=LON_DEG,
        content_version=1,
    )


def lay_ground(community: Community, share: Share, dice: random.Random, now: datetime) -> Ground:
    """Save everything of a community but its cases; its community must be set."""
    units = Organisation.objects.bulk_create(
        Organisation(
            slug=slug, kind="unit", name_zh=zh, name_en=en, phone="021-0000 0000",
            handles_cases=True, is_invented=True, position=i,
        )
        for i, (slug, zh, en) in enumerate(UNITS)
    )  # fmt: skip
    categories = Category.objects.bulk_create(
        Category(
            slug=slug, kind=kind, name_zh=zh, name_en=en, keywords_zh=[zh], keywords_en=[en.lower()],
            is_danger=danger, clock="every_hour" if danger else "working",
            allowed_min=120 if danger else 2700, unit=units[unit], position=i,
        )
        for i, (slug, kind, zh, en, unit, danger) in enumerate(CATEGORIES)
    )  # fmt: skip
    blocks = lay_streets(dice, larger=share.places >= 100)
    places = make_places(share, units, blocks, dice)
    furnish(places, dice, now)
    register("short", community, [place.short for place in places])
    return Ground(community, units, categories, places, make_staff(community, share, units))


def make_staff(community: Community, share: Share, units: list[Organisation]) -> list[User]:
    """Save a coordinator and, in larger communities, workers of some units."""
    names = [f"{share.slug}-staff-{i}" for i in range(6 if share.cases >= 100 else 2)]
    people = [User(username=name, nickname=f"测试员 {name[-1]}", desks=[community.pk]) for name in names]
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(
            user=person, organisation=units[i % len(units)], role="coordinator" if i == 0 else "worker"
        )
        for i, person in enumerate(people)
    )
    return people


def lay_streets(dice: random.Random, *, larger: bool) -> list[Block]:
    """Save blocks and the lines of the illustrative map."""
    blocks = Block.objects.bulk_create(
        Block(
            slug=f"block-{i + 1}", name_zh=f"第 {i + 1} 街区", name_en=f"Block {i + 1}",
            colour=colour, outline=ring(dice), position=i,
        )
        for i, colour in enumerate(COLOURS)
    )  # fmt: skip
    StreetLine.objects.bulk_create(
        StreetLine(
            kind="street", name_zh=zh if i < len(STREETS) else "", name_en=en if i < len(STREETS) else "",
            width=3, shape=[point(dice) for _corner in range(5)], position=i,
        )
        for i in range(60 if larger else 15)
        for zh, en in [STREETS[i % len(STREETS)]]
    )  # fmt: skip
    return blocks


def point(dice: random.Random) -> list[float]:
    """Return a (longitude, latitude) point of the community."""
    return [
        round(LON_DEG + dice.uniform(-0.012, 0.012), 6),
        round(LAT_DEG + dice.uniform(-0.012, 0.012), 6),
    ]


def ring(dice: random.Random) -> list[list[float]]:
    """Return a small closed square."""
    lon, lat = point(dice)
    return [[lon + a, lat + b] for a, b in ((0, 0), (0.004, 0), (0.004, 0.004), (0, 0.004), (0, 0))]


def make_places(
    share: Share, units: list[Organisation], blocks: list[Block], dice: random.Random
) -> list[Place]:
    """Save the places, kinds and levels as in a real community."""
    kinds = dice.choices(list(KIND_SHARES), list(KIND_SHARES.values()), k=share.places)
    places = []
    for i, kind in enumerate(kinds):
        (street_zh, street_en), (zh, en) = STREETS[i % len(STREETS)], PLACE_NAMES[kind]
        lon_deg, lat_deg = point(dice)
        name_zh = f"{street_zh}{i + 1} 号{zh}"
        places.append(
            Place(
                slug=f"place-{i + 1}", kind=kind, level=level_of(kind, dice),
                name_zh=name_zh, name_en=f"{en} {i + 1}, {street_en}", name_pinyin=sort_key(name_zh),
                address_zh=f"{street_zh} {i + 1} 号", address_en=f"{i + 1} {street_en}",
                lat_deg=lat_deg, lon_deg=lon_deg, block=dice.choice(blocks), host=dice.choice(units),
                hours=hours(dice), short=f"{share.slug[-3:]}{i:05d}", provenance="invented",
                rider_price_fen=1500 if kind == "lunch_point" else None,
            )
        )  # fmt: skip
    return Place.objects.bulk_create(places)


def level_of(kind: str, dice: random.Random) -> str:
    """Return one of the four levels for a station, nothing for other kinds."""
    return dice.choices(list(LEVEL_SHARES), list(LEVEL_SHARES.values()))[0] if kind == "station" else ""


def hours(dice: random.Random) -> dict[str, Any]:
    """Return opening hours: the same on working days, often others at the weekend."""
    workdays, weekend = dice.choice(SPANS), dice.choice([*SPANS, []])
    week = {day: workdays if i < 5 else weekend for i, day in enumerate(DAYS)}
    return {"week": week, "holiday": dice.choice(["closed", None]), "dates": {}}


def furnish(places: list[Place], dice: random.Random, now: datetime) -> None:
    """Save four to eight amenities a place, most of them confirmed within two weeks."""
    kinds = list(KINDS)
    rows = [
        Amenity(
            place=place, kind=kind, position=i,
            count=dice.randint(1, 8) if KINDS[kind].counted else None,
            status="broken" if (is_broken := dice.random() < 0.04) else "ok",
            reported_broken_at=now - timedelta(hours=dice.randint(1, 90)) if is_broken else None,
            confirmed_at=now - timedelta(hours=dice.randint(1, 330)),
        )
        for place in places
        for i, kind in enumerate(dice.sample(kinds, dice.randint(4, 8)))
    ]  # fmt: skip
    insert(rows)


def register(purpose: str, community: Community, texts: list[str]) -> None:
    """Write codes, links or short links into the address book."""
    count = len(texts)
    insert_columns(
        Address,
        {
            "digest": [digest(purpose, text) for text in texts],
            "purpose": [purpose] * count,
            "community_id": [community.pk] * count,
        },
    )
