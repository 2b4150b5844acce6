"""The form for the community's own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.rooms.communities.models import Community

TEXTS = {
    "name": _("Name"),
    "short_name": _("Short name"),
    "city": _("City"),
    "programme": _("Programme"),
    "motto": _("Motto"),
    "slogan": _("Slogan"),
    "birthplace": _("Where it began"),
    "about": _("About the neighbourhood"),
}
LANGUAGES = {"zh": _("Chinese"), "en": _("English")}
LONG = ("birthplace", "about")


class WordsForm(forms.Form):
    """Every text of a community, Chinese and English side by side."""

    def __init__(self, community: Community, *args: Any, **options: Any) -> None:
        """Make a field for each text column and fill it with what stands there."""
        super().__init__(*args, **options)
        for text, label in TEXTS.items():
            for language, spoken in LANGUAGES.items():
                column = f"{text}_{language}"
                kept = Community._meta.get_field(column)
                self.fields[column] = forms.CharField(
                    label=_("%(text)s, %(language)s") % {"text": label, "language": spoken},
                    max_length=getattr(kept, "max_length", None),
                    required=not getattr(kept, "blank", False),
                    initial=getattr(community, column),
                    widget=forms.Textarea(attrs={"rows": 4}) if text in LONG else forms.TextInput(),
                )
                self.fields[column].widget.attrs["lang"] = "zh-Hans" if language == "zh" else "en"
