"""The list of the map home: which places, in which order, and what to say when there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ningju.kernel.geo import walk_min
from ningju.pages.home.nearby import Spot, find_spots, spots_of
from ningju.pages.home.wishes import Wishes
from ningju.rooms.communities.models import StreetLine
from ningju.rooms.places.cards import Card, make_card
from ningju.rooms.places.models import Place

FIRST_VIEW = 20
LEVEL_ORDER = {"central": 0, "hub": 1, "grid": 2, "micro": 3}
MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """What the map home shows. Cards that miss an amenity are there but hidden, for the device to show."""

    open_cards: list[Card]
    shut_cards: list[Card]
    origin: Spot | None
    others: list[str]
    next_card: Card | None

    @property
    def open_count(self) -> int:
        """How many places are open and have what is asked for."""
        return sum(card.fits for card in self.open_cards)

    @property
    def shut_count(self) -> int:
        """How many places are closed and have what is asked for."""
        return sum(card.fits for card in self.shut_cards)

    @property
    def is_long(self) -> bool:
        """Say whether the first view leaves some open places out."""
        return self.open_count > FIRST_VIEW


def make_listing(wishes: Wishes, now: datetime) -> Listing:
    """Return the places that answer the wishes, nearest or most important first."""
    at = wishes.moment(now)
    places = Place.objects.visible().of_kinds(*wishes.kinds)
    if wishes.block:
        places = places.in_block(wishes.block)
    spots = find_spots(wishes.near, all_spots()) if wishes.near else []
    cards = [make_card(place, at, now) for place in places.for_cards().in_order()]
    for card in cards:
        card.fits = set(wishes.amenities).issubset(card.working)
    cards = in_order(cards, spots[0] if spots else None)
    shut = [card for card in cards if not card.state.is_open]
    coming = [card for card in shut if card.fits and card.state.opens_at is not None]
    return Listing(
        open_cards=[card for card in cards if card.state.is_open],
        shut_cards=shut,
        origin=spots[0] if spots else None,
        others=[spot.name for spot in spots[1 : MOST_OTHERS + 1]],
        next_card=min(coming, key=lambda card: card.state.opens_at or at, default=None),
    )


def all_spots() -> list[Spot]:
    """Return everything with a name: places of every kind, streets and waters."""
    places = Place.objects.visible().in_order()
    return spots_of(list(places), list(StreetLine.objects.order_by("position")))


def in_order(cards: Sequence[Card], origin: Spot | None) -> list[Card]:
    """Sort cards by the walk from where somebody is, else by level; names decide the rest."""
    if origin is None:
        return sorted(cards, key=lambda card: LEVEL_ORDER.get(card.place.level, 4))
    for card in cards:
        card.walk_min = walk_min(origin.distance_m(card.place.lat_deg, card.place.lon_deg))
    return sorted(cards, key=lambda card: card.walk_min or 0)
