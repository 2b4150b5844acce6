"""Every change of a case: one function, one transaction, one line of history."""

from ningju.rooms.cases.services.answers import answer_case, decline_case, merge_case
from ningju.rooms.cases.services.asker_moves import add_words, confirm_case, reopen_case
from ningju.rooms.cases.services.calendar import move_due_times
from ningju.rooms.cases.services.categories import put_category
from ningju.rooms.cases.services.contacts import leave_contact, open_contact, take_back_contact
from ningju.rooms.cases.services.erasing import erase_contacts, erase_words
from ningju.rooms.cases.services.opening import open_case
from ningju.rooms.cases.services.publishing import publish_case, unpublish_case
from ningju.rooms.cases.services.telling import tell_overdue_dangers
from ningju.rooms.cases.services.unit_moves import (
    ask_back,
    claim_case,
    hand_over_case,
    match_case,
    note_case,
    pause_case,
    release_case,
    resume_case,
    start_work,
    unmatch_case,
)

__all__ = [
    "add_words",
    "answer_case",
    "ask_back",
    "claim_case",
    "confirm_case",
    "decline_case",
    "erase_contacts",
    "erase_words",
    "hand_over_case",
    "leave_contact",
    "match_case",
    "merge_case",
    "move_due_times",
    "note_case",
    "open_case",
    "open_contact",
    "pause_case",
    "publish_case",
    "put_category",
    "release_case",
    "reopen_case",
    "resume_case",
    "start_work",
    "take_back_contact",
    "tell_overdue_dangers",
    "unmatch_case",
    "unpublish_case",
]
