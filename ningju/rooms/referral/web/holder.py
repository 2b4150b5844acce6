"""The holder's own pages: a key, and one note at a time."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.errors import NingjuError, NotFound
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import lead_on
from ningju.rooms.referral import access, services
from ningju.rooms.referral.envelope import to_text
from ningju.rooms.referral.web.forms import KeyForm

View = Callable[..., HttpResponse]


def holder_page(view: View) -> View:
    """Let only the holder of the inbox open a view; no role opens it by itself.

    Somebody not signed in, or without a second factor in this session, is led there and back, as
    on every staff page; everybody else gets 403, whatever their role.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        actor = actor_of(request)
        response = None if actor.roles else lead_on(request, actor)
        if response is None:
            access.require_holder(actor)
            response = view(request, *arguments, **options)
        add_never_cache_headers(response)
        return response

    guarded.staff_roles = frozenset()  # type: ignore[attr-defined]
    return guarded


@holder_page
@require_safe
def show_referral_inbox(request: HttpRequest) -> HttpResponse:
    """Say whether there are notes to pick up, and nothing more about them."""
    key = access.key_in_use()
    is_waiting = access.next_note(actor_of(request), timezone.localdate()) is not None
    return render(
        request, "referral/show_referral_inbox.html", {"referral_key": key, "is_waiting": is_waiting}
    )


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def make_key(request: HttpRequest) -> HttpResponse:
    """Take the public half of a key that the holder's browser made."""
    key = access.key_in_use()
    form = KeyForm(request.POST or None, replaces=key is not None)
    if form.is_valid():
        try:
            services.make_key(actor=actor_of(request), x=form.cleaned_data["x"], y=form.cleaned_data["y"])
        except NingjuError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The inbox is open: notes are sealed to your new key from now on."))
            return redirect(here(request, "show_referral_inbox"))
    status = 422 if form.errors else 200
    return render(request, "referral/make_key.html", {"form": form, "referral_key": key}, status=status)


@holder_page
@require_safe
def hand_out_note(request: HttpRequest) -> HttpResponse:
    """Hand one sealed note to the holder's browser; it stays here until the holder has it."""
    note = access.next_note(actor_of(request), timezone.localdate())
    if note is None:
        return HttpResponse(status=204)
    address = here(request, "pick_up_note", public_id=note.public_id)
    return JsonResponse({"sealed": to_text(note.sealed), "key": note.key.key_id, "pick_up": address})


@holder_page
@require_POST
def pick_up_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Erase a note that the holder has."""
    try:
        services.pick_up_note(actor=actor_of(request), public_id=public_id)
    except NotFound as error:
        return JsonResponse({"message": str(error.message)}, status=404)
    return HttpResponse(status=204)
