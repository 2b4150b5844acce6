"""Pages of the lists: what is wanted, what is offered, and joining the two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.errors import NingjuError
from ningju.rooms.cases.access import case_at_desk
from ningju.rooms.needs import access, services
from ningju.rooms.needs.fits import fits_for
from ningju.rooms.needs.models import Need, Pairing, Resource
from ningju.rooms.needs.web.forms import JoinForm, OfferForm, PartForm
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page

LONGEST_LIST = 50


@require_safe
def three_lists(request: HttpRequest) -> HttpResponse:
    """Show side by side what is wanted, what is offered, and what is being joined."""
    context = {
        "needs": Need.objects.unmet().for_list()[:LONGEST_LIST],
        "unmet_count": Need.objects.unmet().count(),
        "resources": Resource.objects.available().for_list()[:LONGEST_LIST],
        "pairings": Pairing.objects.joined().for_list()[:LONGEST_LIST],
    }
    return render(request, "needs/three_lists.html", context)


@require_safe
@staff_page("partner", "worker", "coordinator", "admin", "leader")
def show_offers(request: HttpRequest) -> HttpResponse:
    """Show a partner their offers and whom they serve; staff see all."""
    actor = actor_of(request)
    offers = access.resources_of(actor).with_pairings()[:LONGEST_LIST]
    may = {"may_check": actor.has(*access.JOINERS), "may_withdraw": actor.has(*access.OFFERERS)}
    return render(request, "needs/show_offers.html", {"offers": offers, **may})


@require_safe
def how_to_offer(request: HttpRequest) -> HttpResponse:
    """Say how a firm or group offers something."""
    return render(request, "needs/how_to_offer.html")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*access.OFFERERS)
def offer_resource(request: HttpRequest) -> HttpResponse:
    """Offer something."""
    actor = actor_of(request)
    form = OfferForm(request.POST or None, actor=actor)
    language = request.language  # type: ignore[attr-defined]
    if form.is_valid():
        told = form.cleaned_data
        wanted: dict[str, Any] = {name: told[name] for name in form.CHOSEN}
        wanted |= {name: form.text(name, language) for name in form.TYPED}
        services.offer_resource(by=actor, **wanted)
        messages.success(request, _("Thank you. It is on the list as soon as staff have checked it."))
        return redirect(here(request, "show_offers"))
    return render(request, "needs/offer_resource.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@staff_page(*access.JOINERS)
def check_resource(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that an offer holds."""
    actor = actor_of(request)
    services.check_resource(resource=access.access_resource(actor, public_id), by=actor)
    messages.success(request, _("Checked: needs can be joined with it now."))
    return redirect(here(request, "show_offers"))


@require_POST
@staff_page(*access.OFFERERS)
def withdraw_resource(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an offer back."""
    actor = actor_of(request)
    services.withdraw_resource(resource=access.access_resource(actor, public_id), by=actor)
    messages.success(request, _("Withdrawn. What was joined with it already stays."))
    return redirect(here(request, "show_offers"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*access.JOINERS)
def join_need(request: HttpRequest, code: str) -> HttpResponse:
    """Show the offers that fit a need, with reasons, and join it with one."""
    actor = actor_of(request)
    need = access.need_of(case_at_desk(actor, code))
    offers = Resource.objects.available().for_list()
    form = JoinForm(request.POST or None, offers=offers)
    if form.is_valid():
        try:
            services.join_need(need=need, by=actor, **form.cleaned_data)
        except NingjuError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Joined. The asker and the partner both see it."))
            return redirect(here(request, "show_case_at_desk", code=code))
    context = {"need": need, "fits": fits_for(need, offers), "form": form}
    return render(request, "needs/join_need.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*access.JOINERS)
def undo_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Part a need from an offer, with words for the asker."""
    actor = actor_of(request)
    pairing = access.access_pairing(actor, public_id)
    form = PartForm(request.POST or None)
    if form.is_valid():
        services.undo_join(pairing=pairing, by=actor, words=form.cleaned_data["words"])
        return redirect(here(request, "show_case_at_desk", code=pairing.need.case.code))
    context = {"pairing": pairing, "form": form}
    return render(request, "needs/undo_join.html", context, status=422 if form.errors else 200)
