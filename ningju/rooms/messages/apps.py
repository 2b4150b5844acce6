"""Django's view of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    """Register the room under the label ``messages``, and what it forgets."""

    name = "ningju.rooms.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the lifetimes, and what the log calls the occasions."""
        from ningju.rooms.messages.services import delete_old_messages, forget_unused_contacts
        from ningju.rooms.messages.words import OCCASION_WORDS
        from ningju.rooms.privacy.lifetimes import Lifetime, declare
        from ningju.rooms.privacy.words import MACHINE_WORDS

        declare(Lifetime("contact", _("as long as what it was left for"), forget_unused_contacts))
        declare(Lifetime("message", _("30 days after it was sent"), delete_old_messages))
        MACHINE_WORDS.update(OCCASION_WORDS)
