"""What an asker can send, and the box for a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.ground.public_post import PublicForm
from ningju.kernel.codes import read_code
from ningju.kernel.errors import Unreadable


class CodeField(forms.CharField):
    """A case code as somebody typed it; cleans to its plain form."""

    def to_python(self, value: Any) -> str:
        """Read the code, or say what to look at."""
        text = str(super().to_python(value) or "")
        try:
            return read_code(text) if text else ""
        except Unreadable as error:
            raise forms.ValidationError(error.message.read(page_language())[0], code="unreadable") from None


class FindForm(forms.Form):
    """The box for a code."""

    code = CodeField(
        label=_("Your code"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                   "placeholder": "H7K-294-QX8A"}
        ),
    )  # fmt: skip


class VerdictForm(PublicForm):
    """Solved, or not, and perhaps a few words."""

    words = forms.CharField(
        label=_("What should they know?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeviceForm(PublicForm):
    """A yes, and what the browser gave as its push subscription."""

    subscription = forms.CharField(
        max_length=2000,
        error_messages={
            "required": _("This needs a browser that takes messages. Keep the link: this page says the same.")
        },
    )
    consent = forms.BooleanField(error_messages={"required": _("Tick that we may reach you this way.")})


class WordsForm(PublicForm):
    """One more word from the asker."""

    words = forms.CharField(
        label=_("Add a word"),
        max_length=4000,
        help_text=_("Only those who handle this see it, and you."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write a few words first.")},
    )
