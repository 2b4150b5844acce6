"""Django's view of the room."""

from importlib import import_module

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Register the room under the label ``care``."""

    name = "ningju.rooms.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare how long what people leave here lives, and what a link in a message to them opens."""
        import_module("ningju.rooms.care.lifetimes")
