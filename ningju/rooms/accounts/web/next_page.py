"""Where to go after sign-in: an address of our own, kept in the session meanwhile."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

SESSION_KEY = "ningju_next"


def safe(request: HttpRequest, address: str) -> str:
    """Return the address if it is a page of this host, else an empty text."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address.startswith("/") and ours else ""


def next_page(request: HttpRequest) -> str:
    """Return the page that the request asks to go on to, if it is ours."""
    return safe(request, request.GET.get("next", ""))


def remember_next(request: HttpRequest, address: str) -> None:
    """Keep an address until ``remembered_next``."""
    if address:
        request.session[SESSION_KEY] = address


def remembered_next(request: HttpRequest) -> str:
    """Return the address that was kept, once."""
    return safe(request, str(request.session.pop(SESSION_KEY, "")))
