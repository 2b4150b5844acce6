"""Background work of the room."""

from ningju.ground.jobs import community_task
from ningju.rooms.cases.services import move_due_times as move


@community_task("cases.move_due_times")
def move_due_times() -> None:
    """Bring answer-by times up to the calendar as it is known now."""
    move(by_name="holidays")
