"""The keeper's desk: which places need a look, and the one tap that says so."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.links import here
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.places import services
from ningju.rooms.places.access import EVERYWHERE, access_kept_places, access_place_to_keep
from ningju.rooms.places.models import Place
from ningju.rooms.places.web.checklist import make_checklist


@staff_page("keeper", *EVERYWHERE)
@require_safe
def list_places_to_confirm(request: HttpRequest) -> HttpResponse:
    """What is broken, unconfirmed or missing at the places I look after?"""
    places = access_kept_places(actor_of(request))
    context = {"checklist": make_checklist(places, timezone.now()), "kept": places.in_order()}
    return render(request, "places/list_places_to_confirm.html", context)


@staff_page("keeper", *EVERYWHERE)
@require_POST
def confirm_amenity(request: HttpRequest, slug: str) -> HttpResponse:
    """Still works."""
    return keep(
        request,
        slug,
        lambda place, name: services.confirm_amenity(
            place=place, kind=request.POST.get("amenity", ""), by_name=name
        ),
    )


@staff_page("keeper", *EVERYWHERE)
@require_POST
def confirm_place(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it works: the morning round in one tap."""

    def confirm(place: Place, name: str) -> None:
        seen = services.confirm_place(place=place, by_name=name)
        told = {"count": seen, "place": place.name.read(request.language)[0]}  # type: ignore[attr-defined]
        messages.success(request, _("%(place)s: %(count)s confirmed just now.") % told)

    return keep(request, slug, confirm)


@staff_page("keeper", *EVERYWHERE)
@require_POST
def mark_fixed(request: HttpRequest, slug: str) -> HttpResponse:
    """Fixed."""
    return keep(
        request,
        slug,
        lambda place, name: services.mark_fixed(
            place=place, kind=request.POST.get("amenity", ""), by_name=name
        ),
    )


@staff_page("keeper", *EVERYWHERE)
@require_POST
def pause_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the place off the map for now."""
    return keep(request, slug, lambda place, name: services.pause_place(place=place, by_name=name))


@staff_page("keeper", *EVERYWHERE)
@require_POST
def resume_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the place back on the map."""
    return keep(request, slug, lambda place, name: services.resume_place(place=place, by_name=name))


def keep(request: HttpRequest, slug: str, do: Callable[[Place, str], object]) -> HttpResponse:
    """Do something as the one who looks after a place, and lead back to where it was asked."""
    actor = actor_of(request)
    do(access_place_to_keep(actor, slug), actor.name)
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = f"{here(request, 'show_place', slug=slug)}#here"
    return HttpResponseRedirect(back)
