"""What steps, looks and answers of the register are called in front of people."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext
from django.utils.translation import pgettext_lazy as lazy_in

from ningju.rooms.care.models import CareEvent, CareRecord

Verb = CareEvent.Verb

STEP_WORDS: Mapping[str, Promise] = {
    Verb.JOIN: lazy_in("care", "Joined"),
    Verb.CONFIRM: lazy_in("care", "Wishes to stay for another year"),
    Verb.ASK_AGAIN: lazy_in("care", "A year is over: do they wish to stay?"),
    Verb.RHYTHM: lazy_in("care", "Another rhythm"),
    Verb.CORRECT: lazy_in("care", "Put right what is held"),
    Verb.CONTACT: lazy_in("care", "Contacted"),
    Verb.TRY: lazy_in("care", "Tried, not reached"),
    Verb.ASK: lazy_in("care", "Asked for something"),
    Verb.PLAN: lazy_in("care", "Planned"),
    Verb.STEP: lazy_in("care", "A step on the way"),
    Verb.MET: lazy_in("care", "Done"),
    Verb.CANNOT: lazy_in("care", "Not possible, because"),
    Verb.PAIR: lazy_in("care", "Another entry has the same phone number; a coordinator will look at both"),
    Verb.KEEP_BOTH: lazy_in("care", "Looked at: both entries stay"),
    Verb.SLIP: lazy_in("care", "A slip with the link was printed for you"),
}

FIELD_WORDS: Mapping[str, Promise] = {
    "phone": lazy_in("care", "phone number"),
    "address": lazy_in("care", "address"),
    "words": lazy_in("care", "your words"),
    "backup": lazy_in("care", "somebody else to call"),
}

DESK_FIELD_WORDS: Mapping[str, Promise] = {
    **FIELD_WORDS,
    "words": lazy_in("care", "their words"),
}
"""What the desk says instead: the words are another's."""

REASON_WORDS: Mapping[str, Promise] = {"same_phone": lazy("The same phone number was left for both.")}


def step_words(event: CareEvent) -> str:
    """Return what happened in one line of history."""
    if event.verb == Verb.RHYTHM and event.words in CareRecord.Rhythm.values:
        return _("From now on: %(rhythm)s") % {"rhythm": CareRecord.Rhythm(event.words).label}
    return str(STEP_WORDS[event.verb])


def said_words(event: CareEvent) -> str:
    """Return what was said in one line of history; a rhythm is no saying."""
    return "" if event.verb == Verb.RHYTHM else event.words


def who_words(event: CareEvent, unit_name: str, *, for_desk: bool = False) -> str:
    """Return who did it: the person, a unit, or the service; never a worker's name."""
    if event.by == CareEvent.By.PERSON:
        return _("They themselves") if for_desk else _("You")
    if event.by == CareEvent.By.SERVICE:
        return _("By itself")
    if not event.is_by_proxy:
        return unit_name
    return (_("%(unit)s, for them") if for_desk else _("%(unit)s, for you")) % {"unit": unit_name}


def say_day(day: date | None) -> str:
    """Return a day as people write it."""
    # Translators: a date as Django's date filter writes it, for example "24 November 2026".
    return date_format(day, pgettext("date", "j F Y"), use_l10n=False) if day else ""
