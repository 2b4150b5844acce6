"""The room's forms. None of them has a field for the words of a note: those never reach the server."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.ground.public_post import PublicForm
from ningju.rooms.places.models import Place
from ningju.rooms.referral.services.stickers import HIGHEST

LONGEST_SEALED = 2_000


class NoteForm(PublicForm):
    """A note that the sender's browser has sealed."""

    key_id = forms.CharField(max_length=64)
    sealed = forms.CharField(max_length=LONGEST_SEALED)


class KeyForm(forms.Form):
    """The public half of a key; the browser fills it in after the holder has saved the other half."""

    x = forms.CharField(widget=forms.HiddenInput, max_length=64)
    y = forms.CharField(widget=forms.HiddenInput, max_length=64)
    gives_up = forms.BooleanField(
        label=_("I have picked up what was there, or the old file is lost. Erase what is still waiting."),
        required=False,
    )

    def __init__(self, *args: Any, replaces: bool, **options: Any) -> None:
        """Ask whether what waits may be erased only where there is a key that ends."""
        super().__init__(*args, **options)
        if replaces:
            self.fields["gives_up"].required = True
        else:
            del self.fields["gives_up"]


class SetUpForm(forms.Form):
    """Where the centre is, its number, and who holds the inbox."""

    place = forms.ModelChoiceField(
        label=_("Which place is the service centre?"),
        help_text=_("Everybody reads its address and hours on the page."),
        queryset=Place.objects.none(),
        to_field_name="slug",
        required=False,
    )
    phone = forms.CharField(
        label=_("Which number do people phone?"),
        help_text=_("Everybody reads it. Whoever cannot seal a note phones here."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("Who holds the inbox? Write the sign-in name."),
        help_text=_(
            "One keeper, worker or coordinator. Another name here ends the former holder's key, and "
            "notes not picked up by then are erased: let the former holder pick up first."
        ),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the places of this community."""
        super().__init__(*args, **options)
        choice = self.fields["place"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Place.objects.visible().in_order()
        choice.label_from_instance = lambda place: place.name.read(page_language())[0]  # type: ignore[method-assign, assignment]


class StickersForm(forms.Form):
    """A range of sticker numbers."""

    first = forms.IntegerField(label=_("From number"), min_value=1, max_value=HIGHEST)
    last = forms.IntegerField(label=_("To number"), min_value=1, max_value=HIGHEST)
