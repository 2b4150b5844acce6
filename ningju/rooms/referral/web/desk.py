"""Staff pages: an admin sets the inbox up; workers and coordinators keep the register of stickers."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.errors import NingjuError, RuleViolation
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.referral import access, services
from ningju.rooms.referral.web.context import phone_of, stickers_context
from ningju.rooms.referral.web.forms import SetUpForm, StickersForm


@staff_page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_inbox(request: HttpRequest) -> HttpResponse:
    """Let an admin say where the centre is and who holds the inbox; its notes stay closed to the admin."""
    form = SetUpForm(request.POST or None, initial=set_up_now(request))
    if form.is_valid():
        try:
            save_set_up(form, by_name=actor_of(request).name)
        except RuleViolation as error:
            form.add_error(error.field, str(error.message))
        else:
            messages.success(request, _("Saved. The page shows it already."))
            return redirect(here(request, "set_up_inbox"))
    context = {"form": form, "has_key": access.key_in_use() is not None, "inbox": access.find_inbox()}
    status = 422 if form.errors else 200
    return render(request, "referral/set_up_inbox.html", context, status=status)


def set_up_now(request: HttpRequest) -> dict[str, object]:
    """Return what the form begins with."""
    inbox = access.find_inbox()
    return {
        "place": inbox.centre.slug if inbox and inbox.centre else "",
        "phone": phone_of(request, inbox),
        "username": inbox.holder.username if inbox and inbox.holder else "",
    }


@transaction.atomic
def save_set_up(form: SetUpForm, *, by_name: str) -> None:
    """Save both or neither."""
    told = form.cleaned_data
    services.put_centre(place=told["place"], phone=told["phone"], by_name=by_name)
    if told["username"]:
        services.name_holder(username=told["username"], by_name=by_name)


@staff_page(*access.STICKER_ROLES)
@require_safe
def show_stickers(request: HttpRequest) -> HttpResponse:
    """Which numbers are out, which came back."""
    context = {"issue": StickersForm(prefix="issue"), "back": StickersForm(prefix="back")}
    return render(request, "referral/show_stickers.html", {**stickers_context(), **context})


@staff_page(*access.STICKER_ROLES)
@require_POST
def issue_stickers(request: HttpRequest) -> HttpResponse:
    """Hand out a range of numbers."""
    form = StickersForm(request.POST, prefix="issue")
    if form.is_valid():
        try:
            services.issue_stickers(**form.cleaned_data, actor=actor_of(request), on=timezone.localdate())
        except NingjuError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Written down: they are out."))
            return redirect(here(request, "show_stickers"))
    context = {**stickers_context(), "issue": form, "back": StickersForm(prefix="back"), "form": form}
    return render(request, "referral/show_stickers.html", context, status=422)


@staff_page(*access.STICKER_ROLES)
@require_POST
def return_stickers(request: HttpRequest) -> HttpResponse:
    """Take a range of numbers back."""
    form = StickersForm(request.POST, prefix="back")
    if form.is_valid():
        try:
            services.return_stickers(**form.cleaned_data, actor=actor_of(request), on=timezone.localdate())
        except NingjuError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Written down: they are back."))
            return redirect(here(request, "show_stickers"))
    context = {**stickers_context(), "issue": StickersForm(prefix="issue"), "back": form, "form": form}
    return render(request, "referral/show_stickers.html", context, status=422)
