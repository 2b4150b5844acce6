"""Django's view of the floor."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Register the floor under the label ``pages``."""

    name = "ningju.pages"
    label = "pages"
