"""Changes in the issues room: somebody reports a hazard or an incident."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ningju.rooms.cases.models import Category
from ningju.rooms.cases.services import open_case
from ningju.rooms.issues.models import Issue
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place


@transaction.atomic
def report_issue(
    *,
    words: str,
    category: Category,
    unit: Organisation | None = None,
    where: str = "",
    place: Place | None = None,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    via: str = "web",
    by: Actor = ANYBODY,
    at: datetime | None = None,
    public_id: UUID | None = None,
) -> Issue:
    """Record what somebody saw in the street, and open its case.

    Args:
        words: what they say, at most 4,000 characters.
        category: a hazard category; a dangerous one runs every hour.
        unit: who handles it (default: the category's unit).
        where: the place as typed.
        place: a place of ours, if it happened there; its position is used if none is tapped.
        lat_deg: WGS 84, or None.
        lon_deg: WGS 84, or None.
        via: "web", "phone" or "paper".
        by: the asker (anybody), or staff who write for a caller.
        at: when it was said (default: now).
        public_id: as :func:`open_case`.

    Raises:
        RuleViolation: as :func:`open_case`.
    """
    if place is not None and lat_deg is None:
        lat_deg, lon_deg = place.lat_deg, place.lon_deg
    case = open_case(
        kind="hazard",
        words=words,
        category=category,
        unit=unit,
        where=where,
        place=place.name if place else None,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        via=via,
        by=by,
        at=at,
        public_id=public_id,
    )
    return Issue.objects.create(case=case, place=place, is_danger=category.is_danger)
