"""What the room's pages need."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ningju.ground.links import here, page_language
from ningju.ground.public_post import new_form_key
from ningju.rooms.places.opening import State, state_at, wall_day
from ningju.rooms.places.web.poster import bilingual_hours, qr_svg
from ningju.rooms.referral import access
from ningju.rooms.referral.models import ReferralInbox, VehicleSticker
from ningju.rooms.referral.services.stickers import in_ranges

MOST_RETURNED = 500


def phone_of(request: HttpRequest, inbox: ReferralInbox | None) -> str:
    """Return the number to phone: the centre's, else the community's."""
    own: str = request.community.phone  # type: ignore[attr-defined]
    return (inbox.phone if inbox else "") or own


def report_in_context(request: HttpRequest, now: datetime) -> dict[str, object]:
    """Return the context of the sender's page."""
    inbox = access.find_inbox()
    centre = inbox.centre if inbox else None
    state: State | None = state_at(centre, now) if centre else None
    hours = centre.opening.describe(page_language(), wall_day(now)) if centre and centre.opening else []
    return {
        "centre": centre,
        "phone": phone_of(request, inbox),
        "state": state,
        "hours": hours,
        "referral_key": access.key_in_use(),
        "form_key": new_form_key(),
    }


def key_json() -> dict[str, str] | None:
    """Return the key in use as the script takes it, or None."""
    key = access.key_in_use()
    return None if key is None else {"id": key.key_id, "x": key.x, "y": key.y}


def sheet_context(request: HttpRequest) -> dict[str, object]:
    """Return the context of the sheet: the QR leads to the host this request came to."""
    inbox = access.find_inbox()
    centre = inbox.centre if inbox else None
    address = request.build_absolute_uri(here(request, "report_in"))
    return {
        "centre": centre,
        "phone": phone_of(request, inbox),
        "hours": bilingual_hours(centre) if centre else [],
        "qr": qr_svg(address),
        "address_words": address.partition("://")[2],
        "is_https": settings.NINGJU_HTTPS,
    }


def stickers_context() -> dict[str, object]:
    """Return what is out, and what came back last, by day as ranges of numbers."""
    out = VehicleSticker.objects.out().order_by("-issued_on", "number")
    back = VehicleSticker.objects.exclude(returned_on=None).order_by("-returned_on", "number")
    return {
        "days": by_day(out.values_list("issued_on", "number")),
        "returned": by_day(back.values_list("returned_on", "number")[:MOST_RETURNED]),
        "none_words": _("No sticker is out."),
    }


def by_day(rows: Iterable[tuple[date | None, int]]) -> list[tuple[date | None, str]]:
    """Return each day once, with its numbers drawn together; rows come sorted."""
    days = groupby(rows, lambda row: row[0])
    return [(day, in_ranges([number for _day, number in numbers])) for day, numbers in days]
