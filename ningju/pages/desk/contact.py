"""How the asker of a case may be reached, at the desk: a panel says whether, a page shows it once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ningju.ground.links import here
from ningju.rooms.cases import access, services
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.words import say_moment
from ningju.rooms.messages.access import may_phone, untold
from ningju.rooms.messages.addresses import write_address
from ningju.rooms.organisations.access import Actor, actor_of
from ningju.rooms.organisations.web.staff import staff_page


def read_contact(case: Case, actor: Actor) -> dict[str, Any] | None:
    """Return whether there is a way to reach the asker, and what they could not be told.

    None, as where nothing was left, for those who never call people.
    """
    if case.contact_id is None or not may_phone(actor) or not access.acts_for(actor, case, access.PROXIES):
        return None
    contact = case.contact
    if contact is None or contact.is_forgotten:
        return None
    return {"contact": contact, "untold": [say_moment(one.asked_at) for one in untold(contact)]}


@staff_page(*access.PROXIES)
@require_POST
def open_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Show once how the asker may be reached; the access log keeps who looked."""
    actor = actor_of(request)
    case = access.case_at_desk(actor, code)
    opened = services.open_contact(case=case, by=actor)
    shown = {"case": case, "opened": opened, "address": write_address(opened["address"])}
    return render(request, "desk/open_contact.html", shown)


@staff_page(*access.PROXIES)
@require_POST
def erase_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Erase it for an asker who says so on the phone."""
    actor = actor_of(request)
    case = access.case_at_desk(actor, code)
    services.take_back_contact(case=case, by=actor)
    messages.success(request, _("Erased, as they asked. Tell them so."))
    return redirect(here(request, "show_case_at_desk", code=case.code))
