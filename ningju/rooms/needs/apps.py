"""Django's view of the room."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Register the room under the label ``needs``."""

    name = "ningju.rooms.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"
