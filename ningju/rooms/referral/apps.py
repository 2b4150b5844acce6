"""Django's view of the room."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ningju.rooms.privacy.lifetimes import Lifetime, declare


class ReferralConfig(AppConfig):
    """Register the room under the label ``referral``, and how long its notes live."""

    name = "ningju.rooms.referral"
    label = "referral"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the life of a sealed note."""
        declare(
            Lifetime(
                name="referral_note",
                words=_("until it is picked up or taken back, at most 30 days"),
                erase=erase_old_notes,
            )
        )


def erase_old_notes(now: datetime) -> int:
    """Erase what is due; 0 stands in the report, since notes are not counted."""
    from ningju.rooms.referral import services

    return services.erase_old_notes(now=now)
