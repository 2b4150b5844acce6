"""Prove whose a number is: a code in the privacy room, a message to the number itself."""

from uuid import UUID

from django.db import transaction

from ningju.rooms.messages.addresses import read_mobile
from ningju.rooms.messages.services import contact_for_once, tell
from ningju.rooms.privacy.holdings import held_under
from ningju.rooms.privacy.services import phone_digest
from ningju.rooms.privacy.services.look_up_codes import make_look_up_code


@transaction.atomic
def send_look_up_code(*, phone: str, language: str) -> UUID:
    """Send a code to a number under which something is held, and return what the code belongs to.

    The return tells nobody whether the number is known: for an unknown one nothing is sent.

    Args:
        phone: as typed.
        language: "zh" or "en", of the message.

    Raises:
        RuleViolation: it is no number that can get a text (field ``address``).
    """
    number = read_mobile(phone)
    digest = phone_digest(number)
    row, code = make_look_up_code(phone_index=digest)
    if held_under(digest):
        tell(
            contact=contact_for_once(address=number, language=language),
            occasion="look_up_code",
            key=str(row.public_id),
            fields={"code": code},
            is_urgent=True,
        )
    return row.public_id
