"""One form, two lists: what somebody says becomes a hazard's case or a need's."""

from datetime import datetime
from uuid import UUID

from ningju.ground.once import once
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.issues.services import report_issue
from ningju.rooms.needs.services import voice_need
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.places.models import Place


def say(
    *,
    words: str,
    category: Category,
    where: str = "",
    place: Place | None = None,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    via: str = "web",
    by: Actor = ANYBODY,
    at: datetime | None = None,
) -> Case:
    """Open the case that the category asks for and return it.

    Raises:
        RuleViolation: as ``cases.services.open_case``.
    """
    act = report_issue if category.kind == "hazard" else voice_need
    made = act(
        words=words,
        category=category,
        where=where,
        place=place,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        via=via,
        by=by,
        at=at,
    )
    case: Case = made.case
    return case


def say_once(
    *,
    form_key: UUID,
    body: bytes,
    words: str,
    category: Category,
    where: str = "",
    place: Place | None = None,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    via: str = "web",
    by: Actor = ANYBODY,
) -> Case:
    """Say it for a posted form, once however often it arrives.

    Returns:
        The case; the same one for the same key and body.

    Raises:
        Conflict: the key came with other words before.
        RuleViolation: as ``cases.services.open_case``.
    """

    def make() -> str:
        case = say(
            words=words,
            category=category,
            where=where,
            place=place,
            lat_deg=lat_deg,
            lon_deg=lon_deg,
            via=via,
            by=by,
        )
        return str(case.public_id)

    return Case.objects.get(public_id=UUID(once(key=form_key, body=body, make=make)))
