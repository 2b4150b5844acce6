"""Units, categories, cases and people at the desk, for tests of every room."""

from datetime import datetime
from typing import Any

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.cases import services
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import make_user

TUESDAY_NINE = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
"""A working day on which offices open; five working days later is Monday, 30 November, 18:00."""


def make_unit(
    slug: str = "city-care", zh: str = "街道城运中心", en: str = "City Care Office"
) -> Organisation:
    """Save a unit that handles cases."""
    return Organisation.objects.create(slug=slug, kind="unit", name_zh=zh, name_en=en, handles_cases=True)


def make_category(unit: Organisation | None = None, **more: Any) -> Category:
    """Save a category; by default loose covers, five working days."""
    fields = {
        "slug": "loose-cover",
        "kind": "hazard",
        "name_zh": "井盖松动",
        "name_en": "Loose cover",
        "keywords_zh": ["井盖"],
        "keywords_en": ["manhole", "cover"],
        "clock": "working",
        "allowed_min": 5 * 540,
        "unit": unit,
    }
    return Category.objects.create(**(fields | more))


def make_case(**more: Any) -> Case:
    """Open a case; by default a hazard without a category."""
    return services.open_case(**({"kind": "hazard", "words": "井盖松了，电瓶车压上去会翘"} | more))


def make_actor(role: str, *units: Organisation, username: str = "") -> Actor:
    """Return somebody with a role in these organisations (no membership is saved)."""
    user = make_user(username or f"{role}-{'-'.join(unit.slug for unit in units)}")
    return Actor(user.pk, user.nickname, frozenset({role}), frozenset(unit.pk for unit in units))
