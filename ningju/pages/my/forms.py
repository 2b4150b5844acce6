"""The two small forms that prove whose a number is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.public_post import PublicForm


class NumberForm(PublicForm):
    """The number that somebody left here."""

    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=_("We send it a code. Nobody learns from this page whether a number is known here."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Type the number that you left with us.")},
    )


class CodeForm(PublicForm):
    """The code that came."""

    asked = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The code of six digits"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Type the six digits of the message.")},
    )
