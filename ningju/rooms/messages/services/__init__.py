"""Keep and forget how to reach people, queue what to tell them, and send it."""

from ningju.rooms.messages.services.contacts import (
    contact_for_once,
    forget_contact,
    keep_contact,
    take_back_contact,
)
from ningju.rooms.messages.services.lifetimes import delete_old_messages, forget_unused_contacts
from ningju.rooms.messages.services.sending import send_due, send_message
from ningju.rooms.messages.services.telling import tell, tell_staff

__all__ = [
    "contact_for_once",
    "delete_old_messages",
    "forget_contact",
    "forget_unused_contacts",
    "keep_contact",
    "send_due",
    "send_message",
    "take_back_contact",
    "tell",
    "tell_staff",
]
