"""What somebody asks of the map home, read from its address."""

from dataclasses import dataclass
from datetime import datetime, time

from django.http import QueryDict

from ningju.rooms.places.amenities import KINDS
from ningju.rooms.places.models import Place
from ningju.rooms.places.opening import next_clock

CLOCKS = {"22:00": time(22, 0), "01:00": time(1, 0)}
FILTERS = ("charging", "microwave", "toilet", "seats", "books", "meals", "medicine", "umbrella")
GROUPS: dict[str, tuple[str, ...]] = {
    "": (Place.Kind.STATION, Place.Kind.SERVICE_SITE, Place.Kind.LUNCH_POINT),
    "lunch": (Place.Kind.LUNCH_POINT,),
    "counter": (Place.Kind.COUNTER,),
    "building": (Place.Kind.BUILDING,),
    "dispatch": (Place.Kind.DISPATCH_SITE,),
}
PARAMETERS = frozenset({"at", "with", "kind", "block", "all"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """The moment, amenities, kind and block asked for, and where the asker says to be."""

    at: str
    amenities: tuple[str, ...]
    group: str
    block: str
    near: str
    shows_all: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of place that are shown."""
        return GROUPS[self.group]

    @property
    def is_directory(self) -> bool:
        """Say whether the kind asked for is one to look up rather than to rest in: show the closed too."""
        return self.group in {"counter", "building", "dispatch"}

    def moment(self, now: datetime) -> datetime:
        """Return the moment asked about."""
        return next_clock(CLOCKS[self.at], now) if self.at in CLOCKS else now


def read_wishes(query: QueryDict) -> Wishes:
    """Return what an address asks for; what it cannot mean is left out."""
    at, group = query.get("at", "now"), query.get("kind", "")
    return Wishes(
        at=at if at in CLOCKS else "now",
        amenities=tuple(kind for kind in dict.fromkeys(query.getlist("with")) if kind in KINDS),
        group=group if group in GROUPS else "",
        block=query.get("block", "")[:40],
        near=" ".join(query.get("near", "").split())[:80],
        shows_all="all" in query,
    )
