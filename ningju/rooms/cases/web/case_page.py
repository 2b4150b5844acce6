"""What the two pages of a case show: the asker's, and the one for whoever knows the code."""

from typing import Any

from ningju.rooms.cases import access
from ningju.rooms.cases.clocks import is_due_certain
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case, CaseLink
from ningju.rooms.cases.web.contact_part import contact_part
from ningju.rooms.cases.web.forms import VerdictForm, WordsForm
from ningju.rooms.cases.words import (
    VERDICT_WORDS,
    say_allowed,
    say_moment,
    state_words,
    step_words,
    who_words,
)


def shown_case(case: Case) -> dict[str, Any]:
    """Return what anybody with the code may read: state, unit, answer-by time."""
    return {
        "case": case,
        "state": state_words(case),
        "due": say_moment(case.due_at) if case.due_at and case.is_open else "",
        "allowed": say_allowed(case),
        "is_due_certain": is_due_certain(case),
        "pause_reason": case.pause_reason if case.declared.is_public else "",
        "leading": leading_case(case),
    }


def code_page(case: Case) -> dict[str, Any]:
    """Return what the page by code shows: of words, only those that are public."""
    return shown_case(case) | {
        "answer": case.answer if access.may_read_answer(case) else "",
        "is_answer_private": bool(case.answer) and not access.may_read_answer(case),
        "words": case.words if access.may_read_words(case) else "",
        "steps": steps_of(case, for_asker=False),
    }


def asker_page(
    case: Case, *, verdict: VerdictForm | None = None, words: WordsForm | None = None
) -> dict[str, Any]:
    """Return what the asker's page shows; forms that were refused come back as they were."""
    return shown_case(case) | contact_part(case) | {
        "steps": steps_of(case, for_asker=True),
        "state": state_words(case, for_asker=True),
        "asker_says": VERDICT_WORDS[case.asker_verdict],
        "pause_reason": case.pause_reason,
        "is_asked": case.is_paused and case.waiting == "asker",
        "can_confirm": case.may(Verb.CONFIRM),
        "can_reopen": case.may(Verb.REOPEN),
        "can_add_words": case.may(Verb.ADD_WORDS),
        "refused": verdict or words,
        "words_erased": say_moment(case.words_erased_at) if case.words_erased_at else "",
    }  # fmt: skip


def steps_of(case: Case, *, for_asker: bool) -> list[dict[str, Any]]:
    """Return a case's time line, newest first, without what only staff see."""
    return [
        {
            "at": event.at,
            "moment": say_moment(event.at),
            "what": step_words(event, for_asker=for_asker),
            "who": who_words(event, for_asker=for_asker),
            "words": event.words_for_asker if for_asker and event.verb != Verb.OPEN else "",
        }
        for event in access.history_for_asker(case)
    ]


def leading_case(case: Case) -> Case | None:
    """Return the case that answers for this one, if it was put together with another."""
    if case.state != "merged":
        return None
    links = CaseLink.objects.filter(from_case=case, kind=CaseLink.Kind.SAME)
    link = links.select_related("to_case__unit").order_by("-made_at").first()
    return link.to_case if link else None
