"""Prove whose a number is: a code in the privacy room, a message to whoever left the number."""

from uuid import UUID

from django.db import transaction

from ningju.rooms.messages.addresses import read_mobile
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import tell
from ningju.rooms.privacy.services import phone_digest
from ningju.rooms.privacy.services.look_up_codes import make_look_up_code


@transaction.atomic
def send_look_up_code(*, phone: str) -> UUID:
    """Send a code to a number under which something is held, and return what the code belongs to.

    The return tells nobody whether the number is known: for an unknown one nothing is sent.

    Raises:
        RuleViolation: it is no number that can get a text (field ``address``).
    """
    digest = phone_digest(read_mobile(phone))
    row, code = make_look_up_code(phone_index=digest)
    contact = Contact.objects.filter(address_index=digest).order_by("-made_at").first()
    if contact is not None:
        tell(
            contact=contact,
            occasion="look_up_code",
            key=str(row.public_id),
            fields={"code": code},
            is_urgent=True,
        )
    return row.public_id
