"""Django's view of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Register the room under the label ``places``."""

    name = "ningju.rooms.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
