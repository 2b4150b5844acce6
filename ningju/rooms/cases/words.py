"""What states, steps and times of a case are called in front of people."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext
from django.utils.translation import pgettext_lazy as lazy_in

from ningju.ground.links import page_language
from ningju.rooms.cases.clocks import left_at
from ningju.rooms.cases.kinds import WORKING_DAY_MIN, Verb, Waiting
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.organisations.models import Organisation

Words = str | Promise

KIND_WORDS: Mapping[str, Words] = {
    "hazard": lazy_in("case", "Hazard"),
    "need": lazy_in("case", "Need"),
}

STATE_WORDS: Mapping[tuple[str, str], Words] = {
    ("hazard", "received"): lazy_in("case", "Received"),
    ("hazard", "accepted"): lazy_in("case", "Somebody is on it"),
    ("hazard", "assigned"): lazy_in("case", "Passed to the unit that can do it"),
    ("hazard", "in_progress"): lazy_in("case", "Being worked on"),
    ("hazard", "reopened"): lazy_in("case", "Open again"),
    ("hazard", "done"): lazy_in("case", "Answered, waiting for the asker's word"),
    ("hazard", "confirmed"): lazy_in("case", "Solved"),
    ("hazard", "merged"): lazy_in("case", "Goes together with another case"),
    ("hazard", "not_ours"): lazy_in("case", "Not ours; the answer says where to go"),
    ("need", "new"): lazy_in("case", "Received"),
    ("need", "checked"): lazy_in("case", "Somebody is looking for it"),
    ("need", "matched"): lazy_in("case", "Something was found"),
    ("need", "met"): lazy_in("case", "Met"),
    ("need", "cannot"): lazy_in("case", "Not possible for now; the answer says why"),
}

STEP_WORDS: Mapping[str, Words] = {
    Verb.OPEN: lazy_in("step", "Received"),
    Verb.CLAIM: lazy_in("step", "Somebody took it on"),
    Verb.RELEASE: lazy_in("step", "Put back for colleagues"),
    Verb.START: lazy_in("step", "Work began"),
    Verb.MATCH: lazy_in("step", "Something was found"),
    Verb.UNMATCH: lazy_in("step", "What was found fell through; the search goes on"),
    Verb.ASK_BACK: lazy_in("step", "A question to the asker; the clock waits"),
    Verb.ADD_WORDS: lazy_in("step", "The asker added a word"),
    Verb.PAUSE: lazy_in("step", "The clock waits, for this reason"),
    Verb.RESUME: lazy_in("step", "The clock runs on"),
    Verb.NOTE: lazy_in("step", "A note for colleagues"),
    Verb.ANSWER: lazy_in("step", "Answered"),
    Verb.DECLINE: lazy_in("step", "Not possible here; the answer says why or where to go"),
    Verb.MERGE: lazy_in("step", "Put together with another case"),
    Verb.CONFIRM: lazy_in("step", "The asker says: solved"),
    Verb.REOPEN: lazy_in("step", "The asker says: not solved. Open again"),
    Verb.PUBLISH: lazy_in("step", "The words may be shown in public"),
    Verb.UNPUBLISH: lazy_in("step", "The words were taken off public pages"),
}

MY_STATE_WORDS: Mapping[tuple[str, str], Words] = {
    ("hazard", "done"): lazy_in("case", "Answered"),
    ("need", "met"): lazy_in("case", "Answered"),
}
"""What the asker's own page says instead."""

MY_STEP_WORDS: Mapping[str, Words] = {
    Verb.ASK_BACK: lazy_in("step", "They ask you something; the clock waits"),
    Verb.ADD_WORDS: lazy_in("step", "You added a word"),
    Verb.CONFIRM: lazy_in("step", "You say: solved"),
    Verb.REOPEN: lazy_in("step", "You say: not solved. Open again"),
}

VERDICT_WORDS: Mapping[str, Words] = {
    "": "",
    "solved": lazy("It is solved."),
    "not_solved": lazy("It is not solved yet."),
}


def state_words(case: Case, *, for_asker: bool = False) -> str:
    """Return a case's state in plain words."""
    mine = MY_STATE_WORDS.get((case.kind, case.state)) if for_asker else None
    if for_asker and case.is_paused and case.waiting == Waiting.ASKER:
        mine = pgettext("case", "Waiting for a word from you")
    return str(mine or STATE_WORDS[case.kind, case.state])


def name_of(unit: Organisation | None) -> str:
    """Return the name of a unit in the page's language."""
    return unit.name.read(page_language())[0] if unit else ""


def step_words(event: CaseEvent, *, for_asker: bool = False) -> str:
    """Return what happened in one line of history."""
    if event.verb == Verb.HAND_OVER:
        return _("Handed on to %(unit)s; code and time stay") % {"unit": name_of(event.to_unit)}
    mine = MY_STEP_WORDS.get(event.verb) if for_asker else None
    return str(mine or STEP_WORDS[event.verb])


def who_words(event: CaseEvent, *, for_asker: bool = False) -> str:
    """Return who did it: a unit, or the asker, or staff for the asker; never a person's name."""
    if event.by == CaseEvent.By.ASKER:
        return _("You") if for_asker else _("The asker")
    unit = name_of(event.by_unit)
    if not event.is_by_proxy:
        return unit
    return (_("%(unit)s, for you") if for_asker else _("%(unit)s, for the asker")) % {"unit": unit}


def say_moment(at: datetime, now: datetime | None = None) -> str:
    """Return a moment as people say it: today, tomorrow or yesterday, else the day; then the time."""
    local, today = timezone.localtime(at), timezone.localtime(now or timezone.now()).date()
    time = local.strftime("%H:%M")
    match (local.date() - today).days:
        case 0:
            return _("today %(time)s") % {"time": time}
        case 1:
            return _("tomorrow %(time)s") % {"time": time}
        case -1:
            return _("yesterday %(time)s") % {"time": time}
    with_year = local.year != today.year
    # Translators: a date as Django's date filter writes it, for example "Mon 30 Nov, 18:00".
    pattern = pgettext("date", "D j M Y, H:i") if with_year else pgettext("date", "D j M, H:i")
    return date_format(local, pattern, use_l10n=False)


def say_allowed(case: Case) -> str:
    """Return how much time the kind of case allows: "within 5 working days", "within 2 hours"."""
    if case.clock == "working" and case.allowed_min % WORKING_DAY_MIN == 0:
        days = case.allowed_min // WORKING_DAY_MIN
        return ngettext("within %(n)s working day", "within %(n)s working days", days) % {"n": days}
    hours = max(round(case.allowed_min / 60), 1)
    if case.clock == "working":
        return ngettext("within %(n)s working hour", "within %(n)s working hours", hours) % {"n": hours}
    return ngettext("within %(n)s hour, day or night", "within %(n)s hours, day or night", hours) % {
        "n": hours
    }


def say_left(case: Case, now: datetime | None = None) -> str:
    """Return how much of its clock a case has left, or is over, in hours and minutes."""
    left = left_at(case, now or timezone.now())
    amount = say_length(abs(left))
    if left < timedelta():
        return _("%(time)s over") % {"time": amount}
    if case.clock == "working":
        return _("%(time)s of working time left") % {"time": amount}
    return _("%(time)s left") % {"time": amount}


def say_length(length: timedelta) -> str:
    """Return a length of time in hours and minutes."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
