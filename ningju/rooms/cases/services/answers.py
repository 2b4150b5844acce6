"""What gives the asker an answer; nothing else closes a case."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.cases.access import require_may
from ningju.rooms.cases.clocks import stop_clock
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case, CaseLink
from ningju.rooms.cases.services.history import begin, clean_words, finish
from ningju.rooms.cases.services.telling import tell_asker
from ningju.rooms.organisations.access import Actor


@transaction.atomic
def answer_case(*, case: Case, words: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Answer a case: what was done, or what the asker wanted to know.

    Raises:
        RuleViolation: no words (field ``words``), or the case has its answer.
    """
    locked, at = begin(case, Verb.ANSWER, by=by, at=at)
    return close(locked, Verb.ANSWER, words=words, by=by, note=note, at=at)


@transaction.atomic
def decline_case(*, case: Case, words: str, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Say that it is not ours and where to go, or that it cannot be done and why.

    Raises:
        RuleViolation: no words (field ``words``), or the case has its answer.
    """
    locked, at = begin(case, Verb.DECLINE, by=by, at=at)
    return close(locked, Verb.DECLINE, words=words, by=by, note=note, at=at)


@transaction.atomic
def merge_case(
    *,
    case: Case,
    into: Case,
    words: str,
    by: Actor,
    note: str = "",
    at: datetime | None = None,
) -> Case:
    """Let an open case of the same kind answer for this one; its asker is told, and follows it there.

    Raises:
        RuleViolation: the other case is this one, of another kind, or answered (field ``into``).
        NotFound: the other case is hidden from this actor.
    """
    pair = Case.objects.filter(pk__in=(case.pk, into.pk)).select_for_update().order_by("pk")
    into = next((each for each in pair if each.pk == into.pk), into)  # two may merge each into the other
    locked, at = begin(case, Verb.MERGE, by=by, at=at)
    require_may(by, Verb.MERGE, into)
    if into.pk == locked.pk or into.kind != locked.kind or not into.is_open:
        raise RuleViolation(_("Choose another open case about the same matter."), field="into")
    link, _made = CaseLink.objects.get_or_create(
        kind=CaseLink.Kind.SAME, from_case=locked, to_case=into, defaults={"reason": note, "made_at": at}
    )
    link.made_at = at
    link.save(update_fields=["made_at"])
    return close(locked, Verb.MERGE, words=words, by=by, note=note, at=at)


def close(case: Case, verb: Verb, *, words: str, by: Actor, note: str, at: datetime) -> Case:
    """Stop the clock and write the answer down. The only function that sets ``closed_at``."""
    case.answer = clean_words(words, needed=True)
    case.answered_at = case.closed_at = at
    case.unit_verdict = case.declared.after(verb, case.state)
    case.asker_verdict = ""
    stop_clock(case, at=at)
    closed = finish(case, verb, by=by, at=at, words=case.answer, note=note)
    tell_asker(closed, "case_answered", at=at)
    return closed
