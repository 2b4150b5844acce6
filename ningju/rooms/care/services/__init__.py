"""Every change in the care register; each writes one line that the person reads."""

from ningju.rooms.care.services.contacts import asked_already, plan_contact, record_contact
from ningju.rooms.care.services.correcting import correct_care
from ningju.rooms.care.services.endings import end_due, erase_old_words, withdraw_care
from ningju.rooms.care.services.joining import join_care, join_care_once, let_keep_register, stop_keeping
from ningju.rooms.care.services.needs import ask_for_help, ask_for_help_once, move_need
from ningju.rooms.care.services.opening import find_by_phone, open_contact, open_need, read_own
from ningju.rooms.care.services.pairs import keep_both
from ningju.rooms.care.services.staying import change_rhythm, confirm_care, print_slip

__all__ = [
    "ask_for_help",
    "ask_for_help_once",
    "asked_already",
    "change_rhythm",
    "confirm_care",
    "correct_care",
    "end_due",
    "erase_old_words",
    "find_by_phone",
    "join_care",
    "join_care_once",
    "keep_both",
    "let_keep_register",
    "move_need",
    "open_contact",
    "open_need",
    "plan_contact",
    "print_slip",
    "read_own",
    "record_contact",
    "stop_keeping",
    "withdraw_care",
]
