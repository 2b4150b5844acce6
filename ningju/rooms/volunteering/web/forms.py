"""The room's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ningju.ground.public_post import PublicForm


class SeatForm(PublicForm):
    """Take a seat under a nickname."""

    nickname = forms.CharField(
        max_length=20,
        label=_("What shall we call you?"),
        help_text=_("Any nickname. Only those who host this task see it; it is gone 30 days after."),
    )
    is_old_enough = forms.BooleanField(
        label=_("I am 18 or older; or 14 to 17, and my parent or guardian has said yes"),
        error_messages={
            "required": _(
                "Please tick this if it is so. Under 14: come with a grown-up, who signs up. "
                "We do not ask for your age and keep nothing about it."
            )
        },
    )


class OutcomeForm(forms.Form):
    """Say what came of a task."""

    outcome = forms.CharField(
        max_length=400,
        label=_("What came of it?"),
        help_text=_("Everybody can read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
