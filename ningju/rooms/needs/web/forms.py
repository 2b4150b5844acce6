"""The room's forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.needs.access import OFFERERS
from ningju.rooms.needs.models import Resource, ResourceQuerySet
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place

MOST_UNITS = 10_000


class OfferForm(forms.Form):
    """What somebody can give: what, for whom, how many, when, where."""

    CHOSEN = ("organisation", "category", "capacity", "place")
    TYPED = ("title", "when", "conditions")

    organisation = forms.ModelChoiceField(
        label=_("Who offers it?"), queryset=Organisation.objects.none(), to_field_name="slug"
    )
    title = forms.CharField(label=_("What do you offer?"), max_length=120)
    category = forms.ModelChoiceField(
        label=_("Which need does it serve?"), queryset=Category.objects.none(), to_field_name="slug"
    )
    capacity = forms.IntegerField(
        label=_("For how many?"), min_value=1, max_value=MOST_UNITS, help_text=_("Each match takes one.")
    )
    when = forms.CharField(
        label=_("When?"),
        max_length=120,
        help_text=_("For example: Tuesdays 14:00–16:00, until the end of March."),
    )
    place = forms.ModelChoiceField(
        label=_("Where?"), queryset=Place.objects.none(), to_field_name="slug", required=False
    )
    conditions = forms.CharField(
        label=_("Conditions, if any"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        """Let partners choose among their own organisations, staff among all."""
        super().__init__(*args, **options)
        organisations = Organisation.objects.order_by("position", "slug")
        if not actor.has(*(role for role in OFFERERS if role != "partner")):
            organisations = organisations.filter(pk__in=actor.organisation_ids)
        choose(self, "organisation", organisations)
        choose(self, "category", Category.objects.of_kind("need"))
        choose(self, "place", Place.objects.visible().in_order())
        if len(organisations) == 1:
            self.initial["organisation"] = organisations[0].slug

    def text(self, name: str, language: str) -> Bilingual:
        """Return a text field in the language it was typed in."""
        words = self.cleaned_data[name]
        return Bilingual(zh=words, en="") if language == "zh" else Bilingual(zh="", en=words)


def choose(form: forms.Form, name: str, queryset: Any) -> None:
    """Give a choice its rows, named in the page's language."""
    field: forms.ModelChoiceField[Any] = form.fields[name]  # type: ignore[assignment]
    field.queryset = queryset
    field.empty_label = str(_("Choose one, please") if field.required else _("Nowhere in particular"))
    field.label_from_instance = lambda row: row.name.read(page_language())[0]  # type: ignore[method-assign, assignment]


class JoinForm(forms.Form):
    """Join a need with one offer: why, and what the asker reads."""

    resource = forms.ModelChoiceField(
        queryset=Resource.objects.none(),
        to_field_name="public_id",
        error_messages={"required": _("Choose an offer.")},
    )
    reason = forms.CharField(
        label=_("Why does it fit?"),
        max_length=400,
        help_text=_("Kept with the match; staff and auditors read it."),
    )
    words = forms.CharField(
        label=_("What the asker reads"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was found, when and where, and what to bring."),
    )

    def __init__(self, *args: Any, offers: ResourceQuerySet, **options: Any) -> None:
        """Let the worker choose among these offers."""
        super().__init__(*args, **options)
        choose(self, "resource", offers)


class PartForm(forms.Form):
    """Part a need from an offer."""

    words = forms.CharField(
        label=_("What the asker reads"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
