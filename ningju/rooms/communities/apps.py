"""Django's view of the room."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Register the room under the label ``communities``."""

    name = "ningju.rooms.communities"
    label = "communities"
    default_auto_field = "django.db.models.BigAutoField"
