"""Turn refusals and failures into pages in the reader's language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from ningju.ground.limits import TooMany
from ningju.kernel.errors import Conflict, NingjuError, NotAllowed, NotFound, RuleViolation

STATUS: dict[type[NingjuError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    RuleViolation: 422,
    Conflict: 409,
    TooMany: 429,
}
METHOD_NOT_ALLOWED = 405


def status_of(error: NingjuError) -> int:
    """Return the status of a refusal; one of a finer kind has that of its kind."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def error_page(request: HttpRequest, error: NingjuError | int, **more: str) -> HttpResponse:
    """Return the page for a refusal, or for a bare status; ``more`` is what that page alone needs."""
    if isinstance(error, NingjuError):
        status, message = status_of(error), str(error.message)
    else:
        status, message = error, ""
    body = render_to_string(f"errors/{status}.html", {"message": message, "status": status, **more}, request)
    response = HttpResponse(body, status=status)
    if status in (429, 503):
        response.headers["Retry-After"] = "3600" if status == 429 else "5"
    response.headers["Cache-Control"] = "no-store"
    return response


def page_instead(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page where a button's address was opened without the button; any other answer as it is.

    Whoever reloads the answer to a form, or turns to the other language on it, asks for such an address.
    """
    if response.status_code != METHOD_NOT_ALLOWED or request.method not in ("GET", "HEAD"):
        return response
    page = error_page(request, METHOD_NOT_ALLOWED, up=page_above(request.path_info))
    page.headers["Allow"] = response.headers["Allow"]
    return page


def page_above(path: str) -> str:
    """Return the nearest address above a path that leads anywhere; empty if none does.

    >>> page_above("/nowhere/at/all")
    ''
    """
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return "" if path == "/" else path
    return ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return error_page(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None, **_more: Any) -> HttpResponse:
    """Django's handler403 and the page for a failed CSRF check."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return error_page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a page that needs neither database nor context."""
    return HttpResponse(render_to_string("errors/500.html", {"status": 500}), status=500)
