"""Django's view of the room."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    """Register the room under the label ``volunteering``."""

    name = "ningju.rooms.volunteering"
    label = "volunteering"
    default_auto_field = "django.db.models.BigAutoField"
