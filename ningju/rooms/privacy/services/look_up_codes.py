"""Codes for ten minutes that prove whose a phone number is."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.privacy.models import LookUpCode

HOLDS = timedelta(minutes=10)
DIGITS = 6
MOST_AN_HOUR, MOST_A_DAY = 5, 12
"""Codes for one number: nobody's phone is made to ring all night, and guessing stays hopeless."""
NUMBER_LOCK = 751_996


def digest_of_code(public_id: UUID, code: str) -> bytes:
    """Return what is kept of a code: an HMAC under the instance's key."""
    key = hashlib.sha256(b"ningju.look-up-code" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, f"{public_id}:{code}".encode(), hashlib.sha256)


@transaction.atomic
def make_look_up_code(*, phone_index: bytes, now: datetime | None = None) -> tuple[LookUpCode, str]:
    """Make a code for a number, whether anything is held under it or not, and return row and code.

    Only whoever has something under the number is sent the code; the row is made all the same, so
    that the page tells nobody whether a number is known here.

    Raises:
        RuleViolation: five codes were asked for this number within the hour, or twelve since the
            night before (field ``phone``); whether it is known or not.
    """
    now = now or timezone.now()
    refuse_too_many(phone_index, now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = LookUpCode(phone_index=phone_index, until_at=now + HOLDS)
    row.code_digest = digest_of_code(row.public_id, code)
    row.save(force_insert=True)
    return row, code


def refuse_too_many(phone_index: bytes, now: datetime) -> None:
    """Let a number have a few codes an hour and a day; those that were used do not count.

    Codes that are over are forgotten in the night, and with them the day's count.

    Raises:
        RuleViolation: it has had them.
    """
    with connection.cursor() as cursor:
        number = int.from_bytes(phone_index[:4], "big", signed=True)
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, number])
    asked = LookUpCode.objects.filter(phone_index=phone_index)
    in_hour = asked.filter(until_at__gt=now + HOLDS - timedelta(hours=1)).count()
    in_day = asked.filter(until_at__gt=now + HOLDS - timedelta(days=1)).count()
    if in_hour >= MOST_AN_HOUR or in_day >= MOST_A_DAY:
        raise RuleViolation(
            _("Several codes were asked for this number. Use the newest, try again later, or phone us."),
            field="phone",
        )


def use_look_up_code(*, public_id: UUID, code: str, now: datetime | None = None) -> bytes:
    """Return the blind index of the number that a code proves; the code works once.

    Raises:
        RuleViolation: a wrong code (one of five tries is gone), or a code that is over (field
            ``code``).

    Side effects: the lost try is committed even though the call fails, so call it outside of
    whatever else is to be rolled back.
    """
    now = now or timezone.now()
    plain = "".join(sign for sign in code if sign.isdigit())
    row = (
        LookUpCode.objects.select_for_update()
        .filter(public_id=public_id, until_at__gt=now, tries_left__gt=0)
        .first()
    )
    if row is None:
        raise RuleViolation(_("This code is over. Ask for a new one."), field="code")
    if not hmac.compare_digest(bytes(row.code_digest), digest_of_code(public_id, plain)):
        LookUpCode.objects.filter(pk=row.pk).update(tries_left=row.tries_left - 1)
        raise RuleViolation(_("That is not the code. Compare it with the message once more."), field="code")
    row.delete()
    return bytes(row.phone_index)


@transaction.atomic
def forget_look_up_codes(now: datetime) -> int:
    """Forget the codes that are over; return how many."""
    gone, _rows = LookUpCode.objects.filter(until_at__lte=now).delete()
    return gone
