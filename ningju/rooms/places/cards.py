"""A place as a card in a list: its state, what works, how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ningju.rooms.places.freshness import STALE_AFTER, ago
from ningju.rooms.places.models import Amenity, Place
from ningju.rooms.places.opening import State, state_at

MOST_CHIPS = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """One amenity on a card."""

    icon: str
    words: str
    is_off: bool


@dataclass(slots=True)
class Card:
    """One place in a list."""

    place: Place
    state: State
    chips: list[Chip]
    working: list[str]
    meta: str
    flag: str
    walk_min: int | None = None
    fits: bool = True


def make_card(place: Place, at: datetime, now: datetime) -> Card:
    """Return the card of a place, loaded by ``for_cards``, for one moment.

    Args:
        place: with its amenities prefetched.
        at: the moment asked about.
        now: when the card is read.
    """
    amenities = list(place.amenities.all())
    return Card(
        place=place,
        state=state_at(place, at, now=now),
        chips=[chip_of(amenity) for amenity in amenities[:MOST_CHIPS]],
        working=[amenity.kind for amenity in amenities if not amenity.is_broken],
        meta=" · ".join(part for part in meta_of(place, amenities, now) if part),
        flag=flag_of(place),
    )


def chip_of(amenity: Amenity) -> Chip:
    """Return an amenity as picture and word."""
    kind = amenity.declared
    words = str(kind.wish or kind.words)
    if kind.counted and amenity.count and amenity.count > 1:
        words = _("%(what)s × %(n)d") % {"what": words, "n": amenity.count}
    return Chip(kind.icon, words, amenity.is_broken)


def meta_of(place: Place, amenities: Iterable[Amenity], now: datetime) -> list[str]:
    """Return the small print of a card: price, last confirmation."""
    words = [price_words(place)]
    if place.kind == Place.Kind.DISPATCH_SITE and place.stand_up:
        words.append(_("stand-up %(clock)s") % {"clock": place.stand_up.strftime("%H:%M")})
    confirmed = [amenity.confirmed_at for amenity in amenities if amenity.confirmed_at]
    if confirmed and now - max(confirmed) <= STALE_AFTER:
        words.append(_("confirmed %(ago)s") % {"ago": ago(max(confirmed), now)})
    elif amenities:
        words.append(_("not confirmed this week"))
    return words


def flag_of(place: Place) -> str:
    """Say that a place is invented, or that the source does not name it."""
    return {
        Place.Provenance.INVENTED.value: _("invented for the demo"),
        Place.Provenance.NOT_IN_SOURCE.value: _("not in the newspaper"),
    }.get(place.provenance, "")


def price_words(place: Place) -> str:
    """Say what a meal costs, for riders and for everybody."""
    if place.rider_price_fen is not None:
        return _("¥%(yuan)s for riders") % {"yuan": yuan(place.rider_price_fen)}
    if place.price_low_fen is not None and place.price_high_fen is not None:
        prices = {"low": yuan(place.price_low_fen), "high": yuan(place.price_high_fen)}
        return _("¥%(low)s to %(high)s") % prices
    return ""


def yuan(fen: int) -> str:
    """Return an amount in yuan without needless zeros.

    >>> yuan(1500), yuan(1250)
    ('15', '12.5')
    """
    return f"{fen / 100:g}"
