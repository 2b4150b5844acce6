"""Prove whose a number is: a code in the privacy room, a message to the number itself."""

from uuid import UUID

from django.db import transaction

from ningju.rooms.messages.addresses import read_mobile
from ningju.rooms.messages.services import contact_for_once, tell
from ningju.rooms.privacy.holdings import is_known
from ningju.rooms.privacy.services import phone_digest
from ningju.rooms.privacy.services.look_up_codes import make_look_up_code


@transaction.atomic
def send_look_up_code(*, phone: str, language: str) -> UUID:
    """Send a code to a number under which something is held, and return what the code belongs to.

    Neither the return nor the work done tells anybody whether the number is known: for an unknown one
    the same message is queued and taken back.

    Args:
        phone: as typed.
        language: "zh" or "en", of the message.

    Raises:
        RuleViolation: it is no number that can get a text (field ``address``), or too many codes
            were asked for it (see ``make_look_up_code``).
    """
    number = read_mobile(phone)
    digest = phone_digest(number)
    row, code = make_look_up_code(phone_index=digest)
    has_something = is_known(digest)
    with transaction.atomic():
        tell(
            contact=contact_for_once(address=number, language=language),
            occasion="look_up_code",
            key=str(row.public_id),
            fields={"code": code},
            is_urgent=True,
        )
        transaction.set_rollback(not has_something)
    return row.public_id
