"""What the register declares to the rooms below: lifetimes, a link in messages, what "my page" shows."""

from django.utils.translation import gettext_lazy as _

from ningju.rooms.care.holdings import find_holdings, knows_number
from ningju.rooms.care.reminders import LINK_KIND, make_path
from ningju.rooms.care.services import end_due, erase_old_words
from ningju.rooms.messages.links import declare_link
from ningju.rooms.privacy.holdings import declare_finder
from ningju.rooms.privacy.lifetimes import Lifetime, declare

declare(Lifetime("care_record", _("12 months, then 30 days to confirm"), end_due))
declare(
    Lifetime("care_need", _("90 days after it is closed; what staff wrote, a year at most"), erase_old_words)
)
declare_link(LINK_KIND, make_path)
declare_finder("care", find_holdings, knows=knows_number)
