"""Places for tests, and a clock on the wall that stands still."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ningju.kernel.text import Bilingual
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import PlaceEntry, put_place

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
BY_DAY = [["08:00", "22:00"]]
LATE = [["17:00", "29:00"]]
ROUND_THE_CLOCK = [["00:00", "24:00"]]


def every_day(spans: list[list[str]], **more: Any) -> dict[str, Any]:
    """Return opening hours that are the same every day."""
    return {"week": dict.fromkeys(DAYS, spans), **more}


def entry(slug: str, **more: Any) -> PlaceEntry:
    """Return what a pack would say about a micro stop, changed as asked."""
    told: dict[str, Any] = {
        "slug": slug,
        "kind": "station",
        "level": "micro",
        "name": Bilingual(f"{slug}站", f"{slug} stop"),
        "lat_deg": 31.2199,
        "lon_deg": 121.4111,
        "short": slug.replace("_", "")[:12],
        "hours": every_day(BY_DAY),
    }
    if more.get("kind", "station") != "station":
        told["level"] = ""
    return PlaceEntry(**(told | more))


def make_place(slug: str, **more: Any) -> Place:
    """Enter a place."""
    return put_place(entry=entry(slug, **more))


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a wall time of November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let every page and service believe that it is this moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
