"""Django's view of the room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Register the room under the label ``privacy``."""

    name = "ningju.rooms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
