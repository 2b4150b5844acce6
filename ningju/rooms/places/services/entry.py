"""What a pack or a form says about one place."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from ningju.kernel.text import Bilingual
from ningju.rooms.places.models import Place

NO_TEXT = Bilingual("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """One place as it is entered (登记的地点).

    ``block``, ``parent``, ``host`` and ``brand`` are slugs of rows that exist, or empty;
    ``lat_deg`` and ``lon_deg`` are WGS-84; ``hours`` is the JSON of ``OpeningHours``, or None
    where nobody told us.
    """

    slug: str
    kind: str
    name: Bilingual
    lat_deg: float
    lon_deg: float
    short: str
    level: str = ""
    address: Bilingual = NO_TEXT
    note: Bilingual = NO_TEXT
    block: str = ""
    parent: str = ""
    host: str = ""
    brand: str = ""
    stand_up: time | None = None
    price_low_fen: int | None = None
    price_high_fen: int | None = None
    rider_price_fen: int | None = None
    is_model: bool = False
    hours: dict[str, Any] | None = None
    provenance: str = Place.Provenance.SOURCE
    outside_reason: Bilingual = NO_TEXT
