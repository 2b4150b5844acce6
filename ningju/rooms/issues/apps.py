"""Django's view of the room."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """Register the room under the label ``issues``."""

    name = "ningju.rooms.issues"
    label = "issues"
    default_auto_field = "django.db.models.BigAutoField"
