"""Django's view of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the room under the label ``accounts``."""

    name = "ningju.rooms.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
