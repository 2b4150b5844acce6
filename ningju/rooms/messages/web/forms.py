"""The few fields in which somebody may leave a way to reach them."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.messages.addresses import channel_for, read_address
from ningju.rooms.privacy.purposes import PURPOSES

CALLBACK = PURPOSES["callback"]
SEES = format_lazy(_("Who sees this: {who}. You see each time somebody opens it."), who=CALLBACK.who)


class ContactFields(forms.Form):
    """A number or an e-mail address, when to call, and a tick of its own for the yes; all may stay empty."""

    address = forms.CharField(
        label=_("Phone number or e-mail"),
        help_text=SEES,
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "spellcheck": "false"}),
    )
    only_call = forms.BooleanField(label=_("Only phone me, send no texts"), required=False)
    call_when = forms.CharField(
        label=_("When does a call suit you?"), help_text=SEES, max_length=200, required=False
    )
    private_words = forms.CharField(
        label=_("Something only for the one who calls"),
        help_text=SEES,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.BooleanField(label=_("Yes, reach me this way about this matter"), required=False)

    def clean(self) -> dict[str, Any]:
        """Want a yes for what was left, an address where something else was, and one that can be read."""
        told = super().clean() or self.cleaned_data
        address = told.get("address", "").strip()
        if (
            not address
            and "address" not in self.errors
            and (told.get("call_when") or told.get("private_words"))
        ):
            self.add_error("address", _("Write a number or an e-mail address, or empty the boxes below it."))
        if address:
            self.check_address(address, only_call=told.get("only_call", False))
            if not told.get("consent"):
                self.add_error(
                    "consent",
                    _(
                        "Tick this if we may use what you left. If not, empty the box: "
                        "all else works the same."
                    ),
                )
        return told

    def check_address(self, address: str, *, only_call: bool) -> None:
        """Say what is wrong with an address beside its box."""
        try:
            read_address(channel_for(address, only_call=only_call), address)
        except RuleViolation as error:
            self.add_error("address", str(error.message))

    def contact(self) -> dict[str, Any] | None:
        """Return what was left, for the service that keeps it; None where nothing was."""
        told = self.cleaned_data
        if not told["address"].strip():
            return None
        return {name: told[name] for name in ("address", "only_call", "call_when", "private_words")}

    @property
    def is_contact_told(self) -> bool:
        """Say whether any of these boxes is filled or wrong, so that they are shown."""
        names = ("address", "call_when", "private_words")
        return self.is_bound and any(self[name].value() or self[name].errors for name in (*names, "consent"))
