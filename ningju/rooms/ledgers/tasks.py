"""Background work of the room."""

from django.utils import timezone

from ningju.ground.jobs import community_task
from ningju.rooms.ledgers.lifetimes import erase_files


@community_task("ledgers.sweep_files")
def sweep_files() -> None:
    """Give up tables nobody went on with for a day, and remove their files."""
    erase_files(timezone.now())
