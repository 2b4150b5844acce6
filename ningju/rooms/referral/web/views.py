"""The sender's pages: how to reach the centre, a note sealed in the browser, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.edge import STATUS
from ningju.ground.links import here
from ningju.ground.public_post import public_post
from ningju.kernel.errors import NingjuError
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.referral import access, services
from ningju.rooms.referral.web.context import key_json, report_in_context, sheet_context
from ningju.rooms.referral.web.forms import NoteForm


@require_safe
@private_page
def report_in(request: HttpRequest) -> HttpResponse:
    """How do I reach the service centre, and can I ask for a call without telling everybody?"""
    return render(request, "referral/report_in.html", report_in_context(request, timezone.now()))


@require_POST
@public_post(limit="referral", per_hour=60)
def send_note(request: HttpRequest) -> HttpResponse:
    """Take a sealed note from the page's script; answer with the sender's link, or what to do."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        told = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": told, "form_key": form.data["form_key"]}, status=422)
    try:
        secret = services.send_note_once(**form.cleaned_data)
    except NingjuError as error:
        status = STATUS.get(type(error), 400)
        return JsonResponse({"message": str(error.message), "key": key_json()}, status=status)
    return JsonResponse({"link": here(request, "show_note", secret=secret)}, status=201)


@require_safe
@private_page
def show_note(request: HttpRequest, secret: str) -> HttpResponse:
    """Tell the sender that the note still waits."""
    access.access_note(secret)
    return render(request, "referral/show_note.html", {"secret": secret})


@require_POST
@public_post(limit="referral", per_hour=60)
def take_note_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase the note at once and say so."""
    services.take_note_back(secret=secret)
    messages.success(request, _("Done: your note is erased, and nothing about you is kept."))
    return redirect(here(request, "report_in"))


@require_safe
def print_report_in(request: HttpRequest) -> HttpResponse:
    """A sheet for the station, A6: number, hours, and the QR code of the page."""
    return render(request, "referral/print_report_in.html", sheet_context(request))


@require_safe
def make_card(request: HttpRequest) -> HttpResponse:
    """A card that one makes on one's own device; nothing of it comes here."""
    return render(request, "referral/make_card.html")
