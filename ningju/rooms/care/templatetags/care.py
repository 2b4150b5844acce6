"""Template filters of the room: days and moments as people write them."""

from datetime import date, datetime

from django import template

from ningju.rooms.care.words import say_day
from ningju.rooms.cases.words import say_moment

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """Show a moment: today, yesterday or the day, then the time."""
    return say_moment(at) if at else ""


@register.filter
def day(on: date | None) -> str:
    """Show a day."""
    return say_day(on)
