"""What the unit does on the way to an answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.cases.clocks import pause_clock, resume_clock
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services.history import begin, clean_words, finish
from ningju.rooms.cases.services.telling import tell_asker
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation


@transaction.atomic
def claim_case(*, case: Case, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Take a case on: from now on this person sees to it.

    Raises:
        Conflict: a colleague has it.
    """
    locked, at = begin(case, Verb.CLAIM, by=by, at=at)
    if locked.assignee_id is not None:
        raise Conflict(_("A colleague already has this case. Ask them to put it back first."))
    locked.assignee_id = by.user_id
    return finish(locked, Verb.CLAIM, by=by, at=at, note=note)


@transaction.atomic
def release_case(*, case: Case, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Put a case back for colleagues: one's own, or anybody's as a coordinator.

    Raises:
        RuleViolation: nobody has it, or a colleague does.
    """
    locked, at = begin(case, Verb.RELEASE, by=by, at=at)
    if locked.assignee_id is None or not (locked.assignee_id == by.user_id or by.has("coordinator")):
        raise RuleViolation(_("Only who has the case, or a coordinator, can put it back."))
    locked.assignee_id = None
    return finish(locked, Verb.RELEASE, by=by, at=at, note=note)


@transaction.atomic
def hand_over_case(
    *,
    case: Case,
    to_unit: Organisation,
    words: str,
    by: Actor,
    note: str = "",
    at: datetime | None = None,
) -> Case:
    """Hand a case to another unit: code, link and clock stay; the asker reads why.

    Raises:
        RuleViolation: the unit has it already or handles no cases (field ``to_unit``); no words.
    """
    locked, at = begin(case, Verb.HAND_OVER, by=by, at=at)
    if not to_unit.handles_cases or to_unit.pk == locked.unit_id:
        raise RuleViolation(_("Choose another unit that handles cases."), field="to_unit")
    from_unit_id = locked.unit_id
    locked.unit_id = to_unit.pk
    locked.assignee_id = None
    handed_over = finish(
        locked,
        Verb.HAND_OVER,
        by=by,
        at=at,
        words=words,
        note=note,
        from_unit_id=from_unit_id,
        to_unit_id=to_unit.pk,
    )
    tell_asker(handed_over, "case_handed_over", at=at)
    return handed_over


@transaction.atomic
def start_work(*, case: Case, by: Actor, words: str = "", note: str = "", at: datetime | None = None) -> Case:
    """Say that the work has begun; who says so has the case if nobody had."""
    locked, at = begin(case, Verb.START, by=by, at=at)
    if locked.assignee_id is None:
        locked.assignee_id = by.user_id
    return finish(locked, Verb.START, by=by, at=at, words=words, note=note)


@transaction.atomic
def match_case(*, case: Case, words: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Say what was found for a need; the asker reads it."""
    locked, at = begin(case, Verb.MATCH, by=by, at=at)
    return finish(locked, Verb.MATCH, by=by, at=at, words=words, note=note)


@transaction.atomic
def unmatch_case(*, case: Case, words: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Say that what was found fell through; the asker reads why, and the search goes on."""
    locked, at = begin(case, Verb.UNMATCH, by=by, at=at)
    return finish(locked, Verb.UNMATCH, by=by, at=at, words=words, note=note)


@transaction.atomic
def ask_back(*, case: Case, words: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Ask the asker something; the clock stands still, with the question as its reason."""
    locked, at = begin(case, Verb.ASK_BACK, by=by, at=at)
    pause_clock(locked, at=at, reason=clean_words(words, needed=True))
    asked = finish(locked, Verb.ASK_BACK, by=by, at=at, words=words, note=note)
    tell_asker(asked, "case_asked_back", at=at)
    return asked


@transaction.atomic
def pause_case(*, case: Case, reason: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Let the clock stand still for a reason that the asker reads.

    Raises:
        RuleViolation: no reason (field ``reason``), or it stands still already.
    """
    locked, at = begin(case, Verb.PAUSE, by=by, at=at)
    pause_clock(locked, at=at, reason=clean_words(reason, needed=True, field="reason"))
    return finish(locked, Verb.PAUSE, by=by, at=at, words=reason, note=note)


@transaction.atomic
def resume_case(
    *, case: Case, by: Actor, words: str = "", note: str = "", at: datetime | None = None
) -> Case:
    """Let the clock run on with what is left of it."""
    locked, at = begin(case, Verb.RESUME, by=by, at=at)
    resume_clock(locked, at=at)
    return finish(locked, Verb.RESUME, by=by, at=at, words=words, note=note)


@transaction.atomic
def note_case(*, case: Case, note: str, by: Actor, at: datetime | None = None) -> Case:
    """Leave a word for colleagues; the asker does not see it."""
    locked, at = begin(case, Verb.NOTE, by=by, at=at)
    return finish(locked, Verb.NOTE, by=by, at=at, note=note)
