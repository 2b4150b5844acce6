"""Work of the room that is done later."""

from django.utils import timezone

from ningju.ground.jobs import community_task
from ningju.rooms.volunteering import services


@community_task("volunteering.erase_old_seats")
def erase_old_seats() -> None:
    """Erase the nicknames of tasks that ended 30 days ago."""
    services.erase_old_seats(now=timezone.now())
