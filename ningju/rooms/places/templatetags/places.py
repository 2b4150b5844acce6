"""How pages say a walk and where the pictures are."""

from django import template
from django.templatetags.static import static
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def walk(minutes: int) -> str:
    """Say how long a walk takes, about."""
    return _("about {n} min walk").replace("{n}", str(minutes))


@register.simple_tag
def icons_url() -> str:
    """Return the address of the pictures."""
    return static("ningju/icons.svg")
