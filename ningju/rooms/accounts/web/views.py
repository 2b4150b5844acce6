"""Pages around sign-in that are ours: the first password, the second factor, the way to the desk."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ningju.ground.limits import take
from ningju.ground.links import page_language
from ningju.kernel.errors import NotAllowed, RuleViolation
from ningju.rooms.accounts import access, demo, services
from ningju.rooms.accounts.enrolment import read_enrolment
from ningju.rooms.accounts.models import User
from ningju.rooms.accounts.web.forms import ChoosePasswordForm
from ningju.rooms.accounts.web.next_page import next_page, remember_next, remembered_next

DOOR_BACKEND = "ningju.rooms.accounts.backends.DemoDoorBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest, username: str, token: str) -> HttpResponse:
    """Let a new member of staff choose a password with their one-time link, and sign them in."""
    take(request, "choose_password", per_hour=60)
    user = read_enrolment(username=username, token=token)
    form = ChoosePasswordForm(request.POST or None)
    if form.is_valid() and takes_password(form, user):
        record_authentication(request, user, method="password")
        response: HttpResponse = perform_login(request, user)
        return response
    page = {"form": form, "person": user}
    return render(request, "account/choose_password.html", page, status=422 if form.is_bound else 200)


def takes_password(form: ChoosePasswordForm, user: User) -> bool:
    """Set the password, or say on the form why not."""
    try:
        services.set_password(user=user, password=form.cleaned_data["password"])
    except RuleViolation as error:
        form.add_error(error.field, str(error.message))
    return form.is_valid()


@never_cache
@require_safe
def choose_desk(request: HttpRequest) -> HttpResponse:
    """Lead staff to where they wanted to go, else to their desk; let them choose among several."""
    user = request.user
    if not user.is_authenticated:
        return redirect("account_login")
    wanted = remembered_next(request)
    if wanted:
        return redirect(wanted)
    desks = [(one, access.desk_path(one, page_language())) for one in access.desks_of(user)]
    if len(desks) == 1:
        return redirect(desks[0][1])
    return render(request, "account/choose_desk.html", {"desks": desks})


@require_safe
def open_desk(request: HttpRequest) -> HttpResponse:
    """Take the short address ``/desk/`` to the page that knows the desks."""
    return redirect("choose_desk")


@never_cache
@login_required
@require_safe
def add_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead staff without a second factor to get one, and those who have one to show it."""
    remember_next(request, next_page(request))
    if access.second_factor_given(request):
        return redirect("choose_desk")
    types = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN in types:
        return redirect("mfa_reauthenticate_webauthn")
    if Authenticator.Type.TOTP in types:
        return redirect("mfa_reauthenticate")
    return render(request, "account/add_second_factor.html")


@never_cache
@require_safe
def open_demo_door(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in the demo person whom a door names; this page exists in demo mode only."""
    demo.require_demo(request)
    user = demo.demo_person(token)
    login(request, user, backend=DOOR_BACKEND)
    return redirect("choose_desk")


class AddAuthenticatorApp(ActivateTOTPView):
    """Add an authenticator app; its first code counts as this session's second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Record the code just given."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


class AddPasskey(AddWebAuthnView):
    """Add a passkey; making it counts as this session's second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Record the passkey just made."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless it is the last second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        adapter = get_second_factor_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


def own_account(view: Any) -> Any:
    """Keep demo people from changing how a shared demo account signs in.

    Raises:
        NotAllowed: a demo person asks.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.is_demo:
            raise NotAllowed(
                _("Demo people have no password and no second factor: the demo door stands for both.")
            )
        response: HttpResponseBase = view(request, *arguments, **options)
        return response

    return guarded


def behind_second_factor(view: Any) -> Any:
    """Let people with a second factor see or change how they sign in only once they have shown it.

    A session that is older than the second factor proved a password alone; with it one could read
    recovery codes, or add a passkey, and so get round the second factor for ever.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        may_be_stolen = request.user.is_authenticated and not access.second_factor_given(request)
        if may_be_stolen and Authenticator.objects.filter(user_id=request.user.pk).exists():
            return redirect(f"{reverse('add_second_factor')}?{urlencode({'next': request.path})}")
        response: HttpResponseBase = view(request, *arguments, **options)
        return response

    return own_account(guarded)
