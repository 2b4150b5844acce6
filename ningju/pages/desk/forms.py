"""What staff can send from a case at the desk; every form carries the version it was made for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.kernel.errors import NotFound
from ningju.rooms.cases import access
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.web.forms import CodeField
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation

LONGEST = 4000


class DeskForm(forms.Form):
    """A tap on a case: no words, only the version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, case: Case, actor: Actor, **options: Any) -> None:
        """Take the case and who acts."""
        options.setdefault("initial", {"version": case.version})
        super().__init__(*args, **options)
        self.case, self.actor = case, actor

    def renew(self) -> None:
        """Put the case's present version in, so that what was typed can be sent again."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "version": self.case.version}


class ReplyForm(DeskForm):
    """Words that the asker reads, and a note that they do not."""

    words = forms.CharField(
        label=_("To the asker"),
        max_length=LONGEST,
        help_text=_("The asker reads this."),
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "a"}),
        error_messages={"required": _("Please write a few words: the person who asked will read them.")},
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=LONGEST,
        help_text=_("Only staff who may see this case."),
        widget=forms.TextInput(),
    )


class PauseForm(ReplyForm):
    """The same words, as the reason why the clock waits."""

    def clean(self) -> dict[str, Any]:
        """Hand the words on as the reason."""
        cleaned = super().clean() or self.cleaned_data
        if "words" in cleaned:
            cleaned["reason"] = cleaned.pop("words")
        return cleaned


class NoteForm(DeskForm):
    """A word for colleagues."""

    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=LONGEST,
        help_text=_("Only staff who may see this case."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Units by name in the page's language."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Return the unit's name."""
        return obj.name.read(page_language())[0]


class HandOverForm(DeskForm):
    """To which unit, and why: the asker reads it."""

    to_unit = UnitField(
        label=_("To which unit"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose one, please"),
    )
    words = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        help_text=_("The asker reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the other units of this community."""
        super().__init__(*args, **options)
        units = Organisation.objects.units()
        if self.case.unit_id is not None:
            units = units.exclude(pk=self.case.unit_id)
        self.fields["to_unit"].queryset = units.order_by("position", "slug")  # type: ignore[attr-defined]


class MergeForm(DeskForm):
    """Which case this one goes together with, and what the asker reads about it."""

    into = CodeField(label=_("Code of the other case"), max_length=80)
    words = forms.CharField(
        label=_("To the asker"),
        max_length=LONGEST,
        help_text=_("The asker reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_into(self) -> Case:
        """Find the other case at this desk."""
        try:
            return access.case_at_desk(self.actor, self.cleaned_data["into"])
        except NotFound as error:
            raise forms.ValidationError(str(error.message)) from None


class ProxyForm(DeskForm):
    """What a caller says who does not have the link."""

    words = forms.CharField(
        label=_("What they say"),
        required=False,
        max_length=LONGEST,
        help_text=_("It stands in the history as told to you."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
