"""Django's view of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Register the room under the label ``places``."""

    name = "ningju.rooms.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for the files of this room."""
        from ningju.ground.files.owners import FileOwner, declare
        from ningju.rooms.places.access import present_photos, see_photo

        declare(FileOwner("places.PlacePhoto", see=see_photo, present=present_photos))
