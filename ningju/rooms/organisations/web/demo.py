"""The page of demo doors; it exists in demo mode only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ningju.rooms.accounts.demo import require_demo
from ningju.rooms.organisations.demo import demo_doors


@never_cache
@require_safe
def show_demo_doors(request: HttpRequest) -> HttpResponse:
    """List the demo people by neighbourhood and role, each with a door."""
    require_demo(request)
    return render(request, "organisations/show_demo_doors.html", {"doors": demo_doors()})
