"""Django's view of the room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Register the room under the label ``organisations``."""

    name = "ningju.rooms.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
