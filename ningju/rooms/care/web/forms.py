"""What people say when they join, ask or answer; nothing about who they are."""

import json
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.ground.public_post import PublicForm
from ningju.rooms.care.models import LONGEST_NOTE, CareContact, CareRecord, Theme
from ningju.rooms.cases.web.forms import CodeField
from ningju.rooms.organisations.models import Organisation, OrganisationQuerySet

CODE_LOOK = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
JOINED_AS = (("phone", _("They are on the phone")), ("paper", _("They filled in the paper")))


class DetailsFields(forms.Form):
    """What is held about somebody: how to call and reach them, and what they would like a hand with."""

    nickname = forms.CharField(
        max_length=20,
        label=_("What shall we call you?"),
        help_text=_("Any nickname. Only the unit you choose sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Tell us what to call you; any nickname will do.")},
    )
    themes = forms.MultipleChoiceField(
        label=_("What would you like a hand with?"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing you would like a hand with.")},
    )
    words = forms.CharField(
        label=_("Anything we should know?"),
        help_text=_("Sealed. Opened only by who calls or visits you; you see each time."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way = forms.ChoiceField(
        label=_("How shall we reach you?"),
        choices=CareRecord.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you wish to be reached.")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        help_text=_("Sealed. For a visit it may stay empty."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("Where you live"),
        help_text=_("Sealed. Only for a visit."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    backup = forms.CharField(
        label=_("Somebody else to call if we cannot reach you"),
        help_text=_("Sealed. A name and a number; please ask them first."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class JoinFields(DetailsFields):
    """What somebody leaves when they join, whoever types it."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we ask how you are?"),
        choices=CareRecord.Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often you wish to be contacted.")},
    )
    wants_reminder = forms.BooleanField(
        label=_("Once a year, ask me by text message whether I wish to stay"), required=False
    )
    unit = forms.ModelChoiceField(
        label=_("Who shall contact you?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who shall contact you.")},
    )
    is_of_age = forms.BooleanField(
        label=_("I am 14 or older"),
        error_messages={"required": _("Under 14? Then ask a grown-up you trust to join for your family.")},
    )
    consent = forms.BooleanField(
        label=_("Yes, I agree to this"),
        error_messages={
            "required": _("Without a yes nothing is kept. Everything else here works without it.")
        },
    )

    def __init__(self, *args: Any, units: OrganisationQuerySet, **options: Any) -> None:
        """Let people choose among the units that keep the register; a single one is chosen already."""
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["unit"])
        field.queryset = units
        field.label_from_instance = lambda unit: unit.name.read(page_language())[0]  # type: ignore[method-assign, assignment]
        self.units = list(units[:2])
        if len(self.units) == 1:
            self.initial["unit"] = self.units[0].slug
            field.widget = forms.HiddenInput()

    def told(self) -> dict[str, Any]:
        """Return what was said as ``join_care`` takes it."""
        told = dict(self.cleaned_data)
        return told | {"has_consented": told.pop("consent"), "language": page_language()}


class JoinForm(JoinFields, PublicForm):
    """Join by oneself, without an account."""

    def body(self) -> bytes:
        """Return what was sent, every choice of it, without the key: what ``once()`` compares."""
        sent = cast(QueryDict, self.data)
        fields = {name: sent.getlist(name) for name in sorted(self.fields) if name != "form_key"}
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


class ProxyJoinForm(JoinFields):
    """Staff write for somebody on the phone, or from their paper."""

    via = forms.ChoiceField(
        label=_("How do they join?"),
        choices=JOINED_AS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they phoned or filled in the paper.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say each tick as the one who speaks for another."""
        super().__init__(*args, **options)
        self.fields["is_of_age"].label = _("They say they are 14 or older")
        self.fields["consent"].label = _("I read this text to them, or they signed it, and they said yes")


class DetailsForm(DetailsFields, PublicForm):
    """Put right what is held, from one's own page."""


class ProxyDetailsForm(DetailsFields):
    """Put right what is held, told to staff; what stays empty stays as it is, because staff do not see it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for nothing."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False
        self.fields["nickname"].label = _("How they wish to be called")
        self.fields["way"].label = _("How they wish to be reached")

    def changes(self) -> dict[str, Any]:
        """Return what was typed."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class HelpFields(forms.Form):
    """Ask for something now."""

    theme = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Theme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    words = forms.CharField(
        label=_("A few words"),
        help_text=_("Sealed. Opened only by who helps; you see each time."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HelpForm(HelpFields, PublicForm):
    """Ask for something now, from one's own page."""


class RhythmForm(PublicForm):
    """Choose another rhythm, from one's own page."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we ask how you are?"),
        choices=CareRecord.Rhythm.choices,
        widget=forms.RadioSelect,
    )


class ContactForm(forms.Form):
    """What came of a contact."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=CareContact.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )
    note = forms.CharField(
        label=_("What is to be done, if anything"),
        help_text=_("The person reads this. Nothing about origin, belief or illness."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(
        label=_("If they ask for something: what is it about?"),
        choices=(("", _("Nothing asked for")), *Theme.choices),
        required=False,
    )
    asked_words = forms.CharField(
        label=_("Their words about it"),
        help_text=_("Sealed. Opened only by who helps; they see each time."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wishes_to_stay = forms.BooleanField(label=_("They say: keep me on for another year"), required=False)


class NeedForm(forms.Form):
    """The next step of a need, in words that the person reads."""

    words = forms.CharField(
        label=_("What the person reads"),
        help_text=_(
            "Who comes when, what was done, or why it is not possible. Nothing about origin or belief."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please write a few words: the person reads them.")},
    )


class ProxyRhythmForm(forms.Form):
    """Another rhythm, told to staff."""

    rhythm = forms.ChoiceField(
        label=_("How often they wish to be contacted"), choices=CareRecord.Rhythm.choices
    )


class PairForm(forms.Form):
    """Why two entries with one phone number both stay."""

    because = forms.CharField(
        label=_("Why both stay"),
        help_text=_("Both people read this. For example: a couple with one phone."),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Say why both stay: both people read it.")},
    )


class FindRecordForm(forms.Form):
    """The code of an entry, as somebody says it."""

    code = CodeField(
        label=_("Their code"),
        max_length=80,
        widget=forms.TextInput(attrs={**CODE_LOOK, "placeholder": "G7K-294-QX8A"}),
        error_messages={"required": _("Type the code first.")},
    )


class FindPhoneForm(forms.Form):
    """The phone number that a caller says."""

    phone = forms.CharField(
        label=_("Their phone number, if they have no code"),
        help_text=_("The whole number, as the caller says it. Twenty look-ups a day; each one is logged."),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
        error_messages={"required": _("Type the number first.")},
    )


class KeepersForm(forms.Form):
    """Which units keep the register."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units that people can choose when they join"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer every unit that answers."""
        super().__init__(*args, **options)
        field = cast("forms.ModelMultipleChoiceField[Organisation]", self.fields["units"])
        field.queryset = Organisation.objects.units().order_by("position", "slug")
        field.label_from_instance = lambda unit: unit.name.read(page_language())[0]  # type: ignore[method-assign, assignment]
