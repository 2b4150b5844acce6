"""Which places need a look: something broken, unconfirmed for a week, or missing for the level."""

from dataclasses import dataclass
from datetime import datetime

from ningju.rooms.places.amenities import AmenityKind
from ningju.rooms.places.freshness import amenity_words, is_stale
from ningju.rooms.places.models import Amenity, Place, PlaceQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """One amenity to look at."""

    amenity: Amenity
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """One place and what to look at there."""

    place: Place
    broken: list[Line]
    unconfirmed: list[Line]
    missing: list[AmenityKind]

    @property
    def needs_a_look(self) -> bool:
        """Say whether there is anything to do here."""
        return bool(self.broken or self.unconfirmed or self.missing or self.place.is_paused)


def make_checklist(places: PlaceQuerySet, now: datetime) -> list[Check]:
    """Return the places that need a look: broken things first, then the most unconfirmed."""
    checks = [check_of(place, now) for place in places.for_cards().in_order()]
    urgent = [check for check in checks if check.needs_a_look]
    return sorted(urgent, key=lambda check: (-len(check.broken), -len(check.unconfirmed)))


def check_of(place: Place, now: datetime) -> Check:
    """Return what to look at in one place."""
    amenities = list(place.amenities.all())
    return Check(
        place=place,
        broken=[Line(one, amenity_words(one, now)) for one in amenities if one.is_broken],
        unconfirmed=[
            Line(one, amenity_words(one, now))
            for one in amenities
            if not one.is_broken and is_stale(one, now)
        ],
        missing=place.missing,
    )
