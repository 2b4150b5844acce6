"""Public pages about organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ningju.rooms.organisations.access import access_organisation


@require_safe
def show_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an organisation is and does here. It has no list of members."""
    organisation = access_organisation(slug)
    return render(request, "organisations/show_organisation.html", {"organisation": organisation})
