"""Changes in the referral room."""

from ningju.rooms.referral.services.inbox import make_key, name_holder, put_centre
from ningju.rooms.referral.services.notes import (
    erase_old_notes,
    pick_up_note,
    send_note,
    send_note_once,
    take_note_back,
)
from ningju.rooms.referral.services.stickers import issue_stickers, return_stickers

__all__ = [
    "erase_old_notes",
    "issue_stickers",
    "make_key",
    "name_holder",
    "pick_up_note",
    "put_centre",
    "return_stickers",
    "send_note",
    "send_note_once",
    "take_note_back",
]
