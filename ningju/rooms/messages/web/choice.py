"""Who does not want to be asked for a number is not asked on this device for 180 days."""

from datetime import date
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from ningju.rooms.privacy.purposes import ASK_AGAIN_AFTER

COOKIE = "no_contact_since"
Response = TypeVar("Response", bound=HttpResponseBase)


def said_no(request: HttpRequest) -> bool:
    """Say whether this device said "don't ask me" less than 180 days ago; it keeps that day alone."""
    try:
        since = date.fromisoformat(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return False
    return timezone.localdate() < since + ASK_AGAIN_AFTER


def remember_no(response: Response) -> Response:
    """Let this device remember the day of the no."""
    response.set_cookie(
        COOKIE,
        timezone.localdate().isoformat(),
        max_age=ASK_AGAIN_AFTER,
        secure=settings.NINGJU_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
