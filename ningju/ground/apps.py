"""Django's view of the ground floor."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Register the ground floor under the label ``ground``."""

    name = "ningju.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"
