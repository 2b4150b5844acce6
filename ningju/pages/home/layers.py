"""The two layers of the illustrative map: places, and the ground they stand on."""

from datetime import datetime

from django.http import HttpRequest

from ningju.ground.links import here
from ningju.pages.home.nearby import line_of, shown
from ningju.pages.home.wishes import Wishes
from ningju.rooms.communities.models import Block, StreetLine
from ningju.rooms.places.cards import make_card
from ningju.rooms.places.models import Place

AREAS = ("park", "outline")
PLAIN_WIDTH = {"street": 5, "water": 12}

Feature = dict[str, object]


def places_layer(request: HttpRequest, wishes: Wishes, now: datetime) -> dict[str, object]:
    """Return the places of the asked kinds, each open or closed at the asked moment."""
    places = Place.objects.visible().of_kinds(*wishes.kinds)
    if wishes.block:
        places = places.in_block(wishes.block)
    cards = [make_card(place, wishes.moment(now), now) for place in places.for_cards().in_order()]
    return collection(
        [
            feature(
                {"type": "Point", "coordinates": [card.place.lon_deg, card.place.lat_deg]},
                slug=card.place.slug,
                name=shown(card.place.name),
                kind=card.place.kind,
                level=card.place.level,
                open=card.state.is_open,
                state_text=card.state.words,
                url=here(request, "show_place", slug=card.place.slug),
                amenities=card.working,
                block=card.place.block.slug if card.place.block else "",
            )
            for card in cards
        ]
    )


def streets_layer() -> dict[str, object]:
    """Return the ground: blocks first, then lines and areas in drawing order."""
    ground = [
        feature(polygon(line_of(block.outline)), kind="block", name=shown(block.name), colour=block.colour)
        for block in Block.objects.in_order()
    ]
    return collection(ground + [line_feature(line) for line in StreetLine.objects.order_by("position")])


def line_feature(line: StreetLine) -> Feature:
    """Return a street or water as a line, a park or the outline as an area."""
    points = line_of(line.shape)
    drawn: Feature = {"type": "LineString", "coordinates": pairs(points)}
    shape = polygon(points) if line.kind in AREAS else drawn
    width = round(line.width / PLAIN_WIDTH.get(line.kind, 1), 2)
    return feature(shape, kind=line.kind, name=shown(line.name), width=width)


def polygon(points: list[tuple[float, float]]) -> dict[str, object]:
    """Return a closed ring."""
    ring = pairs(points)
    return {"type": "Polygon", "coordinates": [ring if ring[:1] == ring[-1:] else ring + ring[:1]]}


def pairs(points: list[tuple[float, float]]) -> list[list[float]]:
    """Return (latitude, longitude) points as GeoJSON writes them: longitude first."""
    return [[lon, lat] for lat, lon in points]


def feature(geometry: dict[str, object], **properties: object) -> Feature:
    """Return one feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(features: list[Feature]) -> dict[str, object]:
    """Return features as one layer."""
    return {"type": "FeatureCollection", "features": features}
