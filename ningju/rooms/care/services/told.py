"""What people may say about themselves when they join or put something right: checks that name the field."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.care.models import CareRecord, Theme
from ningju.rooms.care.services.history import clean_text

FEWEST_DIGITS, MOST_DIGITS, LONGEST_PHONE = 7, 15, 30
LONGEST = {"phone": LONGEST_PHONE, "address": 200, "words": 1000, "backup": 120}


def check_named(nickname: str, themes: Sequence[str], rhythm: str, way: str) -> dict[str, Any]:
    """Return what is stored openly, in one order, or raise a RuleViolation for what is wrong."""
    nickname = nickname.strip()
    if not 1 <= len(nickname) <= 20:
        raise RuleViolation(_("A nickname has 1 to 20 characters."), field="nickname")
    known = [theme for theme in Theme.values if theme in themes]
    if not known or len(known) != len(set(themes)):
        raise RuleViolation(_("Choose at least one thing you would like a hand with."), field="themes")
    if rhythm not in CareRecord.Rhythm.values:
        raise RuleViolation(_("Choose how often you wish to be contacted."), field="rhythm")
    if way not in CareRecord.Way.values:
        raise RuleViolation(_("Choose how you wish to be reached."), field="way")
    return {"nickname": nickname, "themes": known, "rhythm": rhythm, "way": way}


def check_phone(phone: str) -> None:
    """Raise a RuleViolation for what cannot be a phone number; none is none."""
    digits = sum(character.isdigit() for character in phone)
    if phone and not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise RuleViolation(_("A phone number has 7 to 15 digits. Please look again."), field="phone")


def check_reach(way: str, *, has_phone: bool, has_address: bool) -> None:
    """Raise a RuleViolation if the way somebody chose cannot reach them."""
    if way == CareRecord.Way.VISIT and not has_address:
        raise RuleViolation(_("For a visit we need to know where you live."), field="address")
    if way != CareRecord.Way.VISIT and not has_phone:
        raise RuleViolation(_("We need a phone number to reach you this way."), field="phone")


def clean_sealed(**words: str) -> dict[str, str]:
    """Return what is to be sealed without white space around it.

    Raises:
        RuleViolation: a text is too long (its field is named).
    """
    return {name: clean_text(text, longest=LONGEST[name], field=name) for name, text in words.items()}
