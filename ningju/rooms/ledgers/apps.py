"""Django's view of the room."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """Register the room under the label ``ledgers``."""

    name = "ningju.rooms.ledgers"
    label = "ledgers"
    default_auto_field = "django.db.models.BigAutoField"
