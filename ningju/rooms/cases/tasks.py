"""Background work of the room."""

from django.utils import timezone

from ningju.ground.jobs import community_task
from ningju.rooms.cases.services import move_due_times as move
from ningju.rooms.cases.services import tell_overdue_dangers as tell_overdue


@community_task("cases.move_due_times")
def move_due_times() -> None:
    """Bring answer-by times up to the calendar as it is known now."""
    move(by_name="holidays")


@community_task("cases.tell_overdue_dangers")
def tell_overdue_dangers() -> None:
    """Tell the staff's bots of dangers that have no answer in time."""
    tell_overdue(now=timezone.now())
