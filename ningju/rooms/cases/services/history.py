"""What every change of a case has in common: lock, check, change, write one line of history."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.cases.access import require_may
from ningju.rooms.cases.kinds import TELLING_VERBS, Verb, Waiting
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.services import touch_content
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.notes import check_note

LONGEST_WORDS = 4000


def clean_words(words: str, *, needed: bool, field: str = "words") -> str:
    """Return words without white space around them.

    Raises:
        RuleViolation: they are needed and missing, or longer than 4,000 characters.
    """
    words = words.replace("\x00", "").strip()
    if needed and not words:
        raise RuleViolation(_("Please write a few words: the person who asked will read them."), field=field)
    if len(words) > LONGEST_WORDS:
        raise RuleViolation(_("That is too long: 4,000 characters at most."), field=field)
    return words


def begin(case: Case, verb: Verb, *, by: Actor, at: datetime | None = None) -> tuple[Case, datetime]:
    """Lock a case for a change and return it as it stands, with the moment of the change.

    Args:
        case: as the caller read it.
        verb: what is about to happen.
        by: who does it.
        at: when (default: now); never earlier than the case's last change.

    Raises:
        Conflict: it has changed since the caller read it.
        NotFound, NotAllowed: see ``access.require_may``.
        RuleViolation: its kind declares no such move from its state.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.version != case.version:
        raise Conflict(_("Somebody was faster: this case has changed since you opened it. See what is new."))
    require_may(by, verb, locked)
    if not locked.may(verb):
        raise RuleViolation(_("This cannot be done with the case as it stands now."))
    return locked, max(at or timezone.now(), locked.changed_at)


def finish(
    case: Case, verb: Verb, *, by: Actor, at: datetime, words: str = "", note: str = "", **units: Any
) -> Case:
    """Move a locked case to the state its kind declares, save it, and write one line of history.

    Args:
        case: from ``begin``, changed by the caller.
        verb: what happened.
        by: who did it.
        at: when.
        words: for the asker.
        note: for staff.
        units: ``from_unit`` and ``to_unit`` of a hand-over.
    """
    words = clean_words(words, needed=verb in TELLING_VERBS)
    note = clean_words(note, needed=verb is Verb.NOTE, field="note")
    if by.is_staff:
        check_note(words, field="words")
        check_note(note, field="note")
    former = case.state
    case.state = case.declared.after(verb, former)
    case.waiting = whose_turn(case, verb)
    case.changed_at = at
    case.version += 1
    case.save()
    write_line(case, verb, by=by, at=at, from_state=former, words=words, note=note, **units)
    if case.is_published or verb is Verb.UNPUBLISH:
        touch_content()
    return case


def write_line(
    case: Case,
    verb: Verb,
    *,
    by: Actor,
    at: datetime,
    from_state: str = "",
    words: str = "",
    note: str = "",
    **units: Any,
) -> None:
    """Write one line of history."""
    CaseEvent.objects.create(
        case=case,
        at=at,
        verb=verb,
        from_state=from_state,
        to_state=case.state,
        by=CaseEvent.By.STAFF if by.is_staff else CaseEvent.By.ASKER,
        by_unit_id=unit_of(by, case),
        by_user_id=by.user_id if by.is_staff else None,
        is_by_proxy=by.is_staff and verb in (Verb.OPEN, Verb.ADD_WORDS, Verb.CONFIRM, Verb.REOPEN),
        words_for_asker=words,
        words_for_staff=note,
        **units,
    )


def unit_of(by: Actor, case: Case) -> int | None:
    """Return the organisation for which an actor acts on a case."""
    if case.unit_id in by.organisation_ids:
        return case.unit_id
    return min(by.organisation_ids, default=None)


def whose_turn(case: Case, verb: Verb) -> Waiting:
    """Return whom a case waits for after a move."""
    if case.is_paused:
        if verb is Verb.ASK_BACK:
            return Waiting.ASKER
        return Waiting.OTHERS if verb is Verb.PAUSE else Waiting(case.waiting)
    if case.asker_verdict == "solved":
        return Waiting.NOBODY
    return case.declared.waiting[case.state]
