"""The one form for a need or a hazard."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.public_post import PublicForm
from ningju.pages.say.guesses import choosable
from ningju.pages.say.whereabouts import where_in
from ningju.rooms.cases.models import Category
from ningju.rooms.messages.web.forms import ContactFields
from ningju.rooms.places.models import Place

LONGEST_WORDS = 4000


class SayForm(ContactFields, PublicForm):
    """What is it, of which kind, and where; and if they wish, how to reach who says it."""

    words = forms.CharField(
        label=_("What is it?"),
        help_text=_("Who sees this: those who handle it, and you."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words: what do you need, or what did you see?")},
    )
    category = forms.ModelChoiceField(
        label=_("What kind?"),
        queryset=Category.objects.none(),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": _("Choose one of the kinds below.")},
    )
    where = forms.CharField(
        label=_("Where?"),
        help_text=_("A street, a building, a gate. For a danger we need it; for a wish it may stay empty."),
        max_length=200,
        required=False,
    )
    place = forms.ModelChoiceField(
        queryset=Place.objects.none(), to_field_name="slug", required=False, widget=forms.HiddenInput
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, modules: Collection[str], **options: Any) -> None:
        """Offer this community's places, and the categories whose module is on."""
        super().__init__(*args, **options)
        categories: forms.ModelChoiceField[Category] = self.fields["category"]  # type: ignore[assignment]
        categories.queryset = choosable(modules)
        places: forms.ModelChoiceField[Place] = self.fields["place"]  # type: ignore[assignment]
        places.queryset = Place.objects.visible()

    def clean(self) -> dict[str, Any]:
        """Take a hazard's place from its words; ask for it where they name none."""
        told = super().clean()
        category = told.get("category")
        is_hazard = category is not None and category.kind == "hazard"
        has_place = told.get("where", "").strip() or told.get("place") or told.get("lat") is not None
        if is_hazard and not has_place and "where" not in self.errors:
            told["where"] = where_in(told.get("words", ""))
            if not told["where"]:
                self.add_error("where", _("A street or a building is enough, or tap the map."))
        return told
