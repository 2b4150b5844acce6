"""Django's view of the room."""

from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Register the room under the label ``privacy``."""

    name = "ningju.rooms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare how long what people leave here lives."""
        import_module("ningju.rooms.privacy.own_lifetimes")
