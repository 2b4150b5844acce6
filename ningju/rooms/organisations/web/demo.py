"""The page of demo doors; it exists in demo mode only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ningju.rooms.accounts.demo import require_demo
from ningju.rooms.organisations.demo import demo_doors


@require_safe
def open_demo(request: HttpRequest) -> HttpResponse:
    """Take the short address ``/demo/`` to the page in the browser's language."""
    require_demo(request)
    return redirect("show_demo_doors")


@never_cache
@require_safe
def show_demo_doors(request: HttpRequest) -> HttpResponse:
    """List the demo people by neighbourhood and role, each with a door."""
    require_demo(request)
    return render(request, "organisations/show_demo_doors.html", {"doors": demo_doors()})
