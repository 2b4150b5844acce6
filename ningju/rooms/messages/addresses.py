"""Addresses as people type them, checked and written in one way: phones, e-mail, push subscriptions."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.messages.channels.endpoints import read_subscription

MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0(?:(?:10|2[0-9])[0-9]{8}|[3-9][0-9]{2}[0-9]{7,8})")
ABROAD = re.compile(r"\+(?!86)[1-9][0-9]{6,14}")
BETWEEN = re.compile(r"[\s\-‐‑‒–—―－·.()\[\]/]+")
LONGEST_EMAIL = 254


def read_phone(text: str) -> str:
    """Return a phone number in the form +8613812345678, however it was typed.

    Mainland mobile and fixed numbers with or without +86, 0086 or 86; numbers of other countries
    with their + or 00. Spaces, dashes, brackets and full-width digits do not matter.

    Raises:
        RuleViolation: it is none of these (field ``address``).

    >>> read_phone("１３８ 1234-5678"), read_phone("(021) 6252 0000"), read_phone("+852 2345 6789")
    ('+8613812345678', '+862162520000', '+85223456789')
    """
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"^00", "+", plain)
    if ABROAD.fullmatch(plain):
        return plain
    national = plain.removeprefix("+")
    if national.startswith("86") and (plain.startswith("+") or MOBILE.fullmatch(national[2:])):
        national = national[2:]
        if not national.startswith(("0", "1")) or national.startswith("10"):
            national = f"0{national}"
    if MOBILE.fullmatch(national):
        return f"+86{national}"
    if LANDLINE.fullmatch(national):
        return f"+86{national[1:]}"
    raise RuleViolation(
        _(
            "This is no phone number we can read. A mobile has 11 digits; a fixed line needs its area code, "
            "such as 021; a number from abroad begins with +."
        ),
        field="address",
    )


def write_address(kept: str) -> str:
    """Return an address as people say and read it: a Mainland number without +86, in groups.

    Anything else (a number from abroad, an e-mail address) stays as it is.

    >>> write_address("+8613812345678"), write_address("+862162520000"), write_address("+85223456789")
    ('138 1234 5678', '021 6252 0000', '+85223456789')
    """
    national = kept.removeprefix("+86")
    if national == kept:
        return kept
    if MOBILE.fullmatch(national):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    if not LANDLINE.fullmatch(f"0{national}"):
        return kept
    area = 2 if national[:2] == "10" or national[0] == "2" else 3
    return f"0{national[:area]} {national[area:-4]} {national[-4:]}"


def can_get_text(phone: str) -> bool:
    """Say whether a number that ``read_phone`` returned gets texts: all but Mainland fixed lines do."""
    return not phone.startswith("+86") or MOBILE.fullmatch(phone[3:]) is not None


def read_mobile(text: str) -> str:
    """Return a phone number that can get a text.

    Raises:
        RuleViolation: it cannot be read, or is a fixed line (field ``address``).
    """
    phone = read_phone(text)
    if not can_get_text(phone):
        raise RuleViolation(
            _("A fixed line gets no texts. Type a mobile number, or choose to be phoned only."),
            field="address",
        )
    return phone


def read_phone_if_given(text: str) -> str:
    """Return a phone number, or nothing for nothing: who is to be phoned may be known otherwise."""
    return read_phone(text) if text.strip() else ""


def read_email(text: str) -> str:
    """Return an e-mail address with its domain in small letters.

    Raises:
        RuleViolation: it is none (field ``address``).

    >>> read_email(" Li@Example.ORG ")
    'Li@example.org'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if len(plain) > LONGEST_EMAIL or not plain.isprintable():
            raise ValidationError("")
        validate_email(plain)
    except ValidationError:
        raise RuleViolation(
            _("This is no e-mail address. It looks like name@example.org."), field="address"
        ) from None
    name, _at, domain = plain.rpartition("@")
    return f"{name}@{domain.lower()}"


def read_push(text: str) -> str:
    """Return what a browser gave as its push subscription, as JSON with nothing else in it.

    Raises:
        RuleViolation: it is none, or of a push service that is not allowed (field ``address``).
    """
    try:
        subscription = read_subscription(text)
    except ValueError:
        raise RuleViolation(
            _("This browser's push service cannot be used here. Choose a text or an e-mail."), field="address"
        ) from None
    return json.dumps(subscription, separators=(",", ":"))


READERS: Mapping[str, Callable[[str], str]] = {
    "sms": read_mobile,
    "email": read_email,
    "push": read_push,
    "none": read_phone_if_given,
}
"""For each channel, how its address is checked and written."""


def channel_for(text: str, *, only_call: bool) -> str:
    """Return the channel that what somebody typed is for: nobody has to choose what it shows itself.

    Args:
        text: a phone number or an e-mail address, as typed.
        only_call: whether they want to be phoned and get no texts.

    Raises:
        RuleViolation: it can be read as neither (field ``address``).
    """
    if "@" in unicodedata.normalize("NFKC", text):
        return "email"
    return "none" if only_call or not can_get_text(read_phone(text)) else "sms"


def read_address(channel: str, text: str) -> str:
    """Return an address as it is kept.

    Raises:
        RuleViolation: the channel is unknown (field ``channel``), or it cannot be an address of it.
    """
    reader = READERS.get(channel)
    if reader is None:
        raise RuleViolation(_("Choose one of the ways to reach you."), field="channel")
    return reader(text)
