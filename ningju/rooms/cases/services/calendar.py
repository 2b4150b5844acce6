"""Bring answer-by times up to a calendar that learnt a new year's holidays."""

from django.db import transaction

from ningju.rooms.cases.clocks import allowance_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.services import note_change, touch_content


@transaction.atomic
def move_due_times(*, by_name: str) -> int:
    """Reckon the answer-by time of every open case anew and return how many moved.

    Cases whose clock rests have none; the history of each case stays as it is, since nobody did
    anything to it: the community's history says that and how many times moved. Public pages are
    made anew, since opening hours follow the calendar too.
    """
    moved = []
    for case in Case.objects.open().filter(clock="working", paused_at=None).select_for_update():
        due_at = allowance_of(case).due_at
        if due_at != case.due_at:
            case.due_at = due_at
            moved.append(case)
    Case.objects.bulk_update(moved, ["due_at"], batch_size=500)
    note_change("holidays", former="", present=f"{len(moved)} answer-by times moved", by_name=by_name)
    touch_content()
    return len(moved)
