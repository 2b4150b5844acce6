"""Django's view of the floor."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register the floor under the label ``jobs``."""

    name = "ningju.jobs"
    label = "jobs"
