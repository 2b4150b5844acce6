"""Django's view of the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Register the room under the label ``cases``."""

    name = "ningju.rooms.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
