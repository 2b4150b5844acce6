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
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.vault.keys import INDEX, constant_key

CHINA = re.compile(r"^(?:\+|00)86")


def normal_phone(text: str) -> str:
    """Return a number as it is compared: digits only, without +86.

    >>> normal_phone("+86 138-0013 8000"), normal_phone("１３８００１３８０００")
    ('13800138000', '13800138000')
    """
    plain = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    return CHINA.sub("", plain)


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
