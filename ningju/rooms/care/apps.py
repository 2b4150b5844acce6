"""Django's view of the room."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Register the room under the label ``care``."""

    name = "ningju.rooms.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"
