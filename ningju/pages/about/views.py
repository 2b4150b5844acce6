"""The about page, and the form in which an admin changes the community's words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ningju.ground.links import here
from ningju.ground.page_cache import kept_page
from ningju.pages.about.context import about_context
from ningju.pages.about.forms import WordsForm
from ningju.rooms.communities import services
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page


@require_safe
def show_about(request: HttpRequest) -> HttpResponse:
    """Who are we, and where does this come from?"""
    return kept_page(request, lambda: make_about(request))


def make_about(request: HttpRequest) -> HttpResponse:
    """Render the about page."""
    community = request.community  # type: ignore[attr-defined]
    today = timezone.localdate()
    return render(request, "about/show_about.html", about_context(community, today))


@staff_page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def change_words(request: HttpRequest) -> HttpResponse:
    """Let an admin change the community's texts in both languages."""
    actor = actor_of(request)
    community = request.community  # type: ignore[attr-defined]
    form = WordsForm(community, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.change_words(community=community, by_name=actor.name, words=form.cleaned_data)
        messages.success(request, _("Saved. The pages show it already."))
        return HttpResponseRedirect(here(request, "change_words"))
    status = 422 if form.is_bound else 200
    return render(request, "about/change_words.html", {"form": form}, status=status)


@staff_page("keeper", "worker", "coordinator", "admin")
@require_http_methods(["GET", "HEAD", "POST"])
def warn_of_weather(request: HttpRequest) -> HttpResponse:
    """Let keepers and staff put up the weather banner, or take it down, in one tap."""
    if request.method == "POST":
        services.warn_of_weather(
            community=request.community,  # type: ignore[attr-defined]
            weather=request.POST.get("weather", ""),
            now=timezone.now(),
            by_name=actor_of(request).name,
        )
        messages.success(request, _("Saved. Every page shows it already."))
        return HttpResponseRedirect(here(request, "warn_of_weather"))
    return render(request, "about/warn_of_weather.html", {"kinds": Community.Weather})


@staff_page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def switch_module(request: HttpRequest) -> HttpResponse:
    """Let an admin switch a part of the service on or off."""
    if request.method == "POST":
        services.switch_module(
            community=request.community,  # type: ignore[attr-defined]
            module=request.POST.get("module", ""),
            is_on=request.POST.get("on") == "1",
            by_name=actor_of(request).name,
        )
        messages.success(request, _("Saved. Every page shows it already."))
        return HttpResponseRedirect(here(request, "switch_module"))
    return render(request, "about/switch_module.html", {"modules": Community.Module})
