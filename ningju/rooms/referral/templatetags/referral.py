"""What pages outside the room ask of it."""

from typing import Any

from django import template
from django.template.context import Context

from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral.access import is_holder

register = template.Library()


@register.simple_tag(takes_context=True)
def holds_inbox(context: Context) -> bool:
    """Say whether the reader of this staff page holds the sealed inbox."""
    actor: Any = getattr(context["request"], "ningju_actor", None)
    return isinstance(actor, Actor) and is_holder(actor)
