"""Our answers to what django-allauth asks: no public sign-up, no mail, our words, sealed secrets."""

import base64
import hashlib
import hmac
import io
import ipaddress
import secrets
import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from ningju.ground.limits import address_of, network_of

ADDRESS_KEY = secrets.token_bytes(32)
FRESH_S = 600


class SignInAdapter(DefaultAccountAdapter):
    """Sign-in of staff: closed to the public, limited by hashed addresses, in plain words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Ask whoever gave it to you."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or its time is over. Enter the one shown now."),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("Too many tries. Please wait five minutes."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes."),
        "username_password_mismatch": _("The sign-in name or the password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-up closed: nobody needs an account, and staff get a link."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        """Turn away demo people (their way is a demo door) and accounts that are switched off."""
        if user.is_demo:
            away: HttpResponse = self.respond_user_inactive(request, user)
            return away
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the person's desk, in the language of this page."""
        return reverse("choose_desk")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a stand-in for the asker's address, so that limits never hold the address itself.

        It is an IPv6 address made of an HMAC under a key that lives in this process only; IPv6
        askers count by their /64.
        """
        digest = hmac.digest(ADDRESS_KEY, network_of(address_of(request)).encode(), hashlib.sha256)
        return str(ipaddress.IPv6Address(digest[:8] + bytes(8)))

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Ask for the password again unless this session proved itself in the last ten minutes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if any(time.time() - record["at"] < FRESH_S for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **details))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to prove oneself again in our words."""
        words = {
            "reauthenticate": gettext("Use my password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use my passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: sealed in the database, named in plain words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or its time is over. Enter the one shown now."),
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "cannot_generate_recovery_codes": _("Add a passkey or an authenticator app first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code, dark on white in dark mode too."""
        picture = io.BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", light="white", border=3, scale=4, xmldecl=False)
        return picture.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor: staff work only with one."""
        strong = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        return bool(strong.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Propose a name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return pgettext("passkey", "Passkey %(number)d") % {"number": number}


def box() -> Fernet:
    """Return what seals second-factor secrets, under a key derived from the secret key."""
    key = hashlib.sha256(b"ningju.second-factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
