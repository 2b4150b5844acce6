"""Pages to find something to do, to take a seat and to let it go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.ground.public_post import public_post
from ningju.kernel.errors import NingjuError
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.models import Membership
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.volunteering import access, services
from ningju.rooms.volunteering.models import Opportunity
from ningju.rooms.volunteering.web.forms import OutcomeForm, SeatForm

LONGEST_LIST = 50


@require_safe
def give_hand(request: HttpRequest) -> HttpResponse:
    """List what wants a hand, by effort, and what came of the last ones."""
    effort = request.GET.get("effort", "")
    shown = Opportunity.objects.open_at(timezone.now()).with_seats_taken().for_page()
    if effort in Opportunity.Effort.values:
        shown = shown.filter(effort=effort)
    done = Opportunity.objects.filter(status=Opportunity.Status.DONE).for_page().reverse()[:5]
    context = {"opportunities": shown[:LONGEST_LIST], "efforts": Opportunity.Effort, "effort": effort}
    return render(request, "volunteering/give_hand.html", {**context, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
@public_post(limit="seat", per_hour=60)
def take_seat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one task; take a seat in it."""
    opportunity = access.access_opportunity(public_id)
    form = SeatForm(request.POST or None)
    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in ("nickname", "form_key")}
            secret = services.take_seat_once(opportunity=opportunity, body=form.body(), **told)
        except NingjuError as error:
            form.add_error(None, str(error.message))
        else:
            return redirect(here(request, "show_seat", secret=secret))
    context = {"opportunity": opportunity, "form": form, "actor": actor_of(request)}
    return render(request, "volunteering/take_seat.html", context, status=422 if form.errors else 200)


@require_safe
@private_page
def show_seat(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the holder of a link their seat."""
    seat = access.access_seat(secret)
    return render(request, "volunteering/show_seat.html", {"seat": seat, "secret": secret})


@require_POST
@public_post(limit="seat", per_hour=60)
def let_seat_go(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the seat back and say so."""
    seat = access.access_seat(secret)
    services.let_seat_go(seat=seat)
    messages.success(request, _("Done: your seat is free again and nothing about you is kept."))
    return redirect(here(request, "give_hand"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*Membership.Role.values)
def finish_opportunity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let the host close a task with what came of it."""
    actor = actor_of(request)
    opportunity = access.access_opportunity(public_id)
    access.require_host(actor, opportunity)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["outcome"]
        outcome = Bilingual(zh=words, en="") if request.language == "zh" else Bilingual(zh="", en=words)  # type: ignore[attr-defined]
        services.finish_opportunity(opportunity=opportunity, actor=actor, outcome=outcome)
        return redirect(here(request, "give_hand"))
    context = {"opportunity": opportunity, "form": form}
    status = 422 if form.errors else 200
    return render(request, "volunteering/finish_opportunity.html", context, status=status)
