"""How long what people leave in this room lives."""

from django.utils.translation import gettext_lazy as _

from ningju.rooms.privacy.lifetimes import Lifetime, declare
from ningju.rooms.volunteering import services

declare(
    Lifetime(
        name="seat",
        words=_("30 days after the task; then only the count stays"),
        erase=lambda now: services.erase_old_seats(now=now),
    )
)
