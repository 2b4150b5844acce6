"""Django's view of the room."""

from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Register the room under the label ``cases``, what it forgets, and the link that messages carry."""

    name = "ningju.rooms.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare lifetimes and link."""
        from ningju.rooms.cases.holdings import find_cases, knows_number
        from ningju.rooms.cases.links import secret_of
        from ningju.rooms.cases.services import erase_contacts, erase_words
        from ningju.rooms.messages.links import declare_link
        from ningju.rooms.privacy.holdings import declare_finder
        from ningju.rooms.privacy.lifetimes import Lifetime, declare

        declare_finder("cases", find_cases, knows=knows_number)
        declare(Lifetime("case_contact", _("90 days after the matter is closed"), erase_contacts))
        declare(Lifetime("case_words", _("90 days after the matter is closed"), erase_words))
        declare_link("case", lambda public_id: f"/k/{secret_of(UUID(public_id))}")
