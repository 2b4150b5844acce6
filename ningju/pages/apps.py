"""Django's view of the floor."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Register the floor under the label ``pages``, and the links to staff pages that bots carry."""

    name = "ningju.pages"
    label = "pages"

    def ready(self) -> None:
        """Declare the link to a case at the desk."""
        from ningju.pages.desk.links import desk_path
        from ningju.rooms.messages.links import declare_link

        declare_link("desk", desk_path)
