"""One form, two lists: what somebody says becomes a hazard's case or a need's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ningju.ground.once import once
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.cases.services import leave_contact
from ningju.rooms.issues.services import report_issue
from ningju.rooms.needs.services import voice_need
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.places.models import Place


@dataclass(frozen=True, slots=True, repr=False)
class ContactTold:
    """How somebody who says something may be reached: as typed, with their yes; printing it shows nothing.

    Attributes are those of ``cases.services.leave_contact``.
    """

    address: str
    language: str
    only_call: bool = False
    call_when: str = ""
    private_words: str = ""


@transaction.atomic
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
    contact: ContactTold | None = None,
) -> Case:
    """Open the case that the category asks for, keep how its asker may be reached, and return it.

    Raises:
        RuleViolation: as ``cases.services.open_case`` and ``leave_contact``.
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
    if contact is not None:
        leave_contact(
            case=case,
            address=contact.address,
            language=contact.language,
            only_call=contact.only_call,
            call_when=contact.call_when,
            private_words=contact.private_words,
            via=via,
            by=by,
            at=at,
        )
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
    contact: ContactTold | None = None,
) -> Case:
    """Say it for a posted form, once however often it arrives.

    Returns:
        The case; the same one for the same key and body.

    Raises:
        Conflict: the key came with other words before.
        RuleViolation: as ``say``.
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
            contact=contact,
        )
        return str(case.public_id)

    return Case.objects.get(public_id=UUID(once(key=form_key, body=body, make=make)))
