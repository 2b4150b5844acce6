"""Django's view of the room."""

from django.apps import AppConfig


class ReferralConfig(AppConfig):
    """Register the room under the label ``referral``."""

    name = "ningju.rooms.referral"
    label = "referral"
    default_auto_field = "django.db.models.BigAutoField"
