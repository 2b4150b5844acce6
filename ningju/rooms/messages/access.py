"""Who may see what of the outbox: staff see that somebody could not be told, never the address."""

from collections.abc import Iterable

from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.occasions import OCCASIONS
from ningju.rooms.messages.waits import GIVE_UP_AFTER
from ningju.rooms.organisations.access import Actor

WORTH_A_CALL = frozenset(
    name for name, one in OCCASIONS.items() if not one.for_staff and one.useless_after >= GIVE_UP_AFTER
)
"""Occasions after whose failure somebody should phone; a code for ten minutes is not one."""

MAY_PHONE = ("worker", "coordinator", "keeper")


def may_phone(actor: Actor) -> bool:
    """Say whether this actor's role phones people; whose matter it is, the room that owns it checks."""
    return actor.has(*MAY_PHONE)


def untold(contact: Contact | None) -> list[Message]:
    """Return what this contact could not be told, newest first; nothing where there is no contact."""
    if contact is None:
        return []
    return list(Message.objects.failed().filter(contact=contact, occasion__in=WORTH_A_CALL))


def untold_among(contacts: Iterable[int]) -> set[int]:
    """Return which of these contacts, by their ids, could not be told something."""
    failed = Message.objects.failed().filter(contact_id__in=list(contacts), occasion__in=WORTH_A_CALL)
    failed = failed.order_by()
    return set(failed.values_list("contact_id", flat=True))
