"""The door of every staff page: who may open it, and where everybody else is led."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from ningju.rooms.organisations.access import Actor, actor_of, lacks_second_factor, require
from ningju.rooms.organisations.models import Membership

View = Callable[..., HttpResponse]


def staff_page(*roles: str) -> Callable[[View], View]:
    """Let only staff with one of these roles, who showed a second factor, open a view.

    Nobody signed in: to sign-in, then back here. No second factor in this session: to add or show
    one, then back here. Another role, or a role in another community: 403.

    Args:
        roles: at least one of keeper, worker, coordinator, partner, leader, auditor, admin.

    Raises:
        ValueError: a role does not exist, or none is named.
    """
    if not roles or not set(roles) <= set(Membership.Role.values):
        raise ValueError(f"staff_page needs roles, got {roles}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
            actor = actor_of(request)
            response = None if actor.roles else lead_on(request, actor)
            if response is None:
                require(actor, *roles)
                response = view(request, *arguments, **options)
            add_never_cache_headers(response)
            return response

        guarded.staff_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def lead_on(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """Lead somebody without a role to sign-in or to a second factor, if that can help."""
    if actor.user_id is None:
        return go(request, reverse("account_login"))
    if lacks_second_factor(request):
        return go(request, reverse("add_second_factor"))
    return None


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect, with the way back; a htmx request moves the whole page."""
    target = f"{address}?{urlencode({'next': way_back(request)})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def way_back(request: HttpRequest) -> str:
    """Return the page to come back to: this one, or the one a form was sent from."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path
    return "/desk/"
