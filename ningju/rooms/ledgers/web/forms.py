"""The room's forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.mapping import Proposal, problems_of_mapping, propose
from ningju.rooms.ledgers.models import ImportBatch


class UploadForm(forms.Form):
    """Which ledger, and its file."""

    kind = forms.ChoiceField(
        label=_("What is in the table?"),
        choices=[(ledger.kind, ledger.name) for ledger in LEDGERS.values()],
        widget=forms.RadioSelect,
    )
    table = forms.FileField(
        label=_("The table"),
        help_text=_("An Excel or CSV file of at most 6 MB; the first row names the columns."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv", "class": "box"}),
    )

    @property
    def upload(self) -> "UploadedFile[bytes]":
        """The file that came."""
        file: UploadedFile[bytes] = self.cleaned_data["table"]
        return file


class ColumnsForm(forms.Form):
    """For each column of the table, which of ours it is."""

    def __init__(self, *args: Any, batch: ImportBatch, **options: Any) -> None:
        """Make a field a column, with the reason of the proposal beside it."""
        super().__init__(*args, **options)
        self.ledger = LEDGERS[batch.kind]
        proposals = propose(batch.header, self.ledger)
        self.headers = [proposal.header for proposal in proposals]
        for place, proposal in enumerate(proposals):
            self.fields[f"column_{place}"] = self.field(proposal, batch.mapping)

    def field(self, proposal: Proposal, mapping: Mapping[str, str]) -> forms.ChoiceField:
        """Return the choice for one column."""
        chosen = mapping.get(proposal.header, "")
        told = proposal.reason.read(page_language())[0] if chosen == proposal.column else _("You chose it.")
        choices = [("", str(_("Leave it out")))]
        choices += [
            (one.name, f"{one.label} *" if one.is_required else str(one.label)) for one in self.ledger.columns
        ]
        return forms.ChoiceField(
            label=proposal.header, choices=choices, required=False, initial=chosen, help_text=told
        )

    @property
    def mapping(self) -> dict[str, str]:
        """Name in the table → our column, those that are left out left out."""
        chosen = {
            name: self.cleaned_data.get(f"column_{place}", "") for place, name in enumerate(self.headers)
        }
        return {name: ours for name, ours in chosen.items() if ours}

    def clean(self) -> dict[str, Any]:
        """Refuse a choice with a needed column missing, or one chosen twice."""
        for problem in problems_of_mapping(self.mapping, self.ledger):
            self.add_error(None, problem.read(page_language())[0])
        return self.cleaned_data
