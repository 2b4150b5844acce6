"""The forms of sign-in, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    "login": _("Sign-in name"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
    "name": _("What you call it"),
}


class OurWords(forms.Form):
    """Put our labels on the fields of a form and take placeholders away."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Build the form, then name its fields."""
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = ""
            if name == "code":
                field.widget.attrs |= {
                    "inputmode": "numeric",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                }
            if name == "login":
                field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class SignInForm(OurWords, LoginForm):
    """Sign-in name and password."""


class PasswordAgainForm(OurWords, ReauthenticateForm):
    """The password once more, before something delicate."""


class NewPasswordForm(OurWords, ChangePasswordForm):
    """A new password in place of the present one."""


class CodeForm(OurWords, mfa_forms.AuthenticateForm):
    """The code of an authenticator app, or a recovery code."""


class CodeAgainForm(OurWords, mfa_forms.ReauthenticateForm):
    """A code once more, before something delicate."""


class FirstCodeForm(OurWords, ActivateTOTPForm):
    """The first code of a new authenticator app."""


class AddPasskeyForm(OurWords, AddWebAuthnForm):
    """A new passkey; by default one that signs in alone, protected by PIN, finger or face."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without typing a password"),
        help_text=_("Untick this only for an old security key that has no PIN."),
        required=False,
        initial=True,
    )


class ChoosePasswordForm(forms.Form):
    """The first password of a new member of staff, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("New password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Hold the two equal."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("password_again"):
            self.add_error("password_again", _("The two passwords differ. Type the same one twice."))
        return cleaned
