"""The station page and its poster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ningju.ground.page_cache import kept_page
from ningju.rooms.places.access import access_place
from ningju.rooms.places.web.poster import poster_context
from ningju.rooms.places.web.station import station_context


@require_safe
def show_place(request: HttpRequest, slug: str) -> HttpResponse:
    """What is here, now?"""
    return kept_page(request, lambda: make_station_page(request, slug), parameters=frozenset({"said"}))


def make_station_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the station page."""
    context = station_context(request, access_place(slug), timezone.now())
    return render(request, "places/show_place.html", context)


@require_safe
def print_poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A poster for the door, on A4."""
    return render(request, "places/print_poster.html", poster_context(request, access_place(slug)))
