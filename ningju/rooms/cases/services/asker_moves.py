"""What the asker says, by the link or through staff: one more word, solved, or not solved."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.cases.clocks import resume_clock, start_clock
from ningju.rooms.cases.kinds import Verb, Waiting
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services.history import begin, clean_words, finish
from ningju.rooms.organisations.access import ANYBODY, Actor

REOPEN_WITHIN = timedelta(days=90)


@transaction.atomic
def add_words(*, case: Case, words: str, by: Actor = ANYBODY, at: datetime | None = None) -> Case:
    """Add what the asker has to say; if the unit had asked back, the clock runs on.

    Raises:
        RuleViolation: no words (field ``words``), or the case has its answer: re-open it instead.
    """
    locked, at = begin(case, Verb.ADD_WORDS, by=by, at=at)
    words = clean_words(words, needed=True)
    if locked.is_paused and locked.waiting == Waiting.ASKER:
        resume_clock(locked, at=at)
    return finish(locked, Verb.ADD_WORDS, by=by, at=at, words=words)


@transaction.atomic
def confirm_case(*, case: Case, words: str = "", by: Actor = ANYBODY, at: datetime | None = None) -> Case:
    """Say that it is solved."""
    locked, at = begin(case, Verb.CONFIRM, by=by, at=at)
    locked.asker_verdict = "solved"
    return finish(locked, Verb.CONFIRM, by=by, at=at, words=words)


@transaction.atomic
def reopen_case(*, case: Case, words: str = "", by: Actor = ANYBODY, at: datetime | None = None) -> Case:
    """Say that it is not solved: it goes back to who had it, and the clock begins afresh.

    Raises:
        RuleViolation: it is not answered yet, or was more than 90 days ago.
    """
    locked, at = begin(case, Verb.REOPEN, by=by, at=at)
    if locked.closed_at is not None and at - locked.closed_at > REOPEN_WITHIN:
        raise RuleViolation(_("This was answered more than 90 days ago. Please say it anew."))
    locked.asker_verdict = "not_solved"
    locked.closed_at = None
    start_clock(locked, at=at)
    return finish(locked, Verb.REOPEN, by=by, at=at, words=words)
