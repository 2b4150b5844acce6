"""What the access log calls the occasions for which the service itself opens an address."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OCCASION_WORDS: Mapping[str, Promise] = {
    "case_answered": _("There is an answer"),
    "case_asked_back": _("There is a question"),
    "case_handed_over": _("Another unit has it now"),
    "care_confirm_due": _("The yearly question whether to go on"),
    "care_contact_planned": _("A call or visit is planned"),
    "look_up_code": _("A code to see what is held"),
    "break_glass_told": _("Told that the glass was broken"),
}
