"""The moves of every kind are declared once, and none of them closes a case in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.codes import make_code
from ningju.rooms.cases.kinds import (
    ANSWERING_VERBS,
    HAZARD,
    KINDS,
    NEED,
    TELLING_VERBS,
    Kind,
    Undeclared,
    Verb,
    Waiting,
)
from ningju.rooms.cases.words import KIND_WORDS, STATE_WORDS, STEP_WORDS

EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
INTO_STATES = {
    "hazard": {
        "accepted": {Verb.CLAIM},
        "assigned": {Verb.HAND_OVER},
        "in_progress": {Verb.START},
        "done": {Verb.ANSWER},
        "not_ours": {Verb.DECLINE},
        "merged": {Verb.MERGE},
        "confirmed": {Verb.CONFIRM},
        "reopened": {Verb.REOPEN},
    },
    "need": {
        "checked": {Verb.CLAIM, Verb.UNMATCH, Verb.REOPEN},
        "matched": {Verb.MATCH},
        "met": {Verb.ANSWER},
        "cannot": {Verb.DECLINE},
    },
}


@EVERY_KIND
def test_each_state_is_entered_by_its_own_verbs_only(kind: Kind) -> None:
    entered: dict[str, set[Verb]] = {}
    for (verb, start), end in kind.moves.items():
        if start != end:
            entered.setdefault(end, set()).add(verb)

    assert entered == INTO_STATES[kind.name]


@EVERY_KIND
def test_only_an_answer_leads_from_an_open_state_to_an_answered_one(kind: Kind) -> None:
    closing = {
        verb
        for (verb, start), end in kind.moves.items()
        if start in kind.open_states and end in kind.answered_states
    }

    assert closing
    assert closing <= ANSWERING_VERBS
    assert closing <= TELLING_VERBS


@EVERY_KIND
def test_every_open_state_has_a_way_to_an_answer_and_every_answer_a_way_back(kind: Kind) -> None:
    assert all(kind.may(Verb.ANSWER, state) for state in kind.open_states)
    assert all(kind.may(Verb.REOPEN, state) for state in kind.answered_states)
    assert not any(kind.may(Verb.REOPEN, state) for state in kind.open_states)


@EVERY_KIND
def test_every_state_of_a_move_is_declared_and_has_its_words(kind: Kind) -> None:
    named = {state for (_verb, start), end in kind.moves.items() for state in (start, end)}

    assert named <= set(kind.waiting)
    assert kind.waiting[kind.first] is Waiting.US
    assert {(kind.name, state) for state in kind.waiting} <= set(STATE_WORDS)
    assert kind.name in KIND_WORDS


def test_every_verb_has_its_words() -> None:
    assert set(Verb) - {Verb.HAND_OVER} == set(STEP_WORDS)


def test_every_kind_has_a_letter_that_codes_take() -> None:
    letters = [kind.letter for kind in KINDS.values()]

    assert len(set(letters)) == len(letters)
    assert all(make_code(letter).startswith(letter) for letter in letters)


@given(st.sampled_from(list(KINDS.values())), st.sampled_from(list(Verb)), st.data())
def test_an_undeclared_move_is_refused(kind: Kind, verb: Verb, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(sorted(kind.waiting)))

    if kind.may(verb, state):
        assert kind.after(verb, state) in kind.waiting
    else:
        with pytest.raises(Undeclared):
            kind.after(verb, state)


def test_the_answer_to_a_hazard_is_public_by_code_and_to_a_need_is_not() -> None:
    assert (HAZARD.is_public, NEED.is_public) == (True, False)
