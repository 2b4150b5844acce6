"""Find a record by the phone number its person says: exactly, and seldom."""

import hashlib
import hmac
import re
import unicodedata
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.rooms.privacy.access import LOOK_UPS_A_DAY, AccessRefused, Reader, look_ups_today
from ningju.rooms.privacy.log import append_entry, lock_chain
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.vault.keys import INDEX, constant_key

CHINA = re.compile(r"^\+86|^86(?=1[3-9][0-9]{9}$)")


def normal_phone(text: str) -> str:
    """Return a number as it is compared: without +86 and without the 0 of an area code.

    However a number was typed, and whether a room keeps it as typed or as
    ``messages.addresses.read_phone`` writes it, it is the same number.

    >>> {normal_phone(one) for one in ("+86 138-0013 8000", "１３８００１３８０００", "8613800138000")}
    {'13800138000'}
    >>> normal_phone("(021) 6252 0000"), normal_phone("+862162520000"), normal_phone("00852 2345 6789")
    ('2162520000', '2162520000', '+85223456789')
    """
    plain = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"^00", "+", plain)
    return CHINA.sub("", plain).removeprefix("0")


def phone_digest(phone: str) -> bytes:
    """Return the blind index of a number: an HMAC under the community's own key, for exact look-up only."""
    return hmac.digest(constant_key(INDEX), normal_phone(phone).encode(), hashlib.sha256)


@transaction.atomic
def look_up_phone(*, phone: str, reader: Reader, purpose: str = "lookup") -> bytes:
    """Return the blind index of a number that its person says, and count the look-up.

    Raises:
        AccessRefused: it would be the reader's 21st today; that is logged too.

    Side effects: one entry in the access log; it holds no number.
    """
    lock_chain()  # two at once would both count nineteen
    now = timezone.now()
    if look_ups_today(reader.user_id, now) >= LOOK_UPS_A_DAY:
        write = partial(
            append_entry,
            act=AccessEntry.Act.REFUSED,
            purpose=purpose,
            reader=reader,
            words="look-ups of a day",
        )
        raise AccessRefused(
            _("Twenty numbers a day is the limit. Go on tomorrow, or ask for the code."), write
        )
    append_entry(act=AccessEntry.Act.LOOKED_UP, purpose=purpose, reader=reader, at=now)
    return phone_digest(phone)
