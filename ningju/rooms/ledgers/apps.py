"""Django's view of the room."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """Register the room under the label ``ledgers``, and say how long it keeps what waits."""

    name = "ningju.rooms.ledgers"
    label = "ledgers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the lifetimes of rows set aside and of files that wait."""
        from ningju.rooms.ledgers.lifetimes import declare_lifetimes

        declare_lifetimes()
