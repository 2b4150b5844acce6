"""Django's view of the room."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Register the room under the label ``messages``."""

    name = "ningju.rooms.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"
