"""The states of every kind of case and the moves between them, declared in this one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

WORKING_DAY_MIN = 9 * 60


class Waiting(StrEnum):
    """Whose turn it is."""

    US = "us"
    ASKER = "asker"
    OTHERS = "others"
    NOBODY = "nobody"


class Verb(StrEnum):
    """Everything that can happen to a case; each is one service and one line of its history."""

    OPEN = "open"
    CLAIM = "claim"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    START = "start"
    MATCH = "match"
    UNMATCH = "unmatch"
    ASK_BACK = "ask_back"
    ADD_WORDS = "add_words"
    PAUSE = "pause"
    RESUME = "resume"
    NOTE = "note"
    ANSWER = "answer"
    DECLINE = "decline"
    MERGE = "merge"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


ASKERS_VERBS = frozenset({Verb.OPEN, Verb.ADD_WORDS, Verb.CONFIRM, Verb.REOPEN})
"""What the asker does, by the link or through staff; the rest belongs to staff."""

ANSWERING_VERBS = frozenset({Verb.ANSWER, Verb.DECLINE, Verb.MERGE})
"""What gives the asker an answer: each needs words for the asker, and nothing else closes a case."""

TELLING_VERBS = ANSWERING_VERBS | {Verb.HAND_OVER, Verb.ASK_BACK, Verb.PAUSE, Verb.MATCH, Verb.UNMATCH}
"""What cannot be done without words that the asker reads."""

KEEPING_VERBS = (
    Verb.CLAIM, Verb.RELEASE, Verb.ASK_BACK, Verb.ADD_WORDS, Verb.PAUSE, Verb.RESUME, Verb.NOTE,
)  # fmt: skip
"""What leaves an open case in the state it is in."""


class Undeclared(ValueError):
    """A move that the kind does not declare from this state."""


@dataclass(frozen=True)
class Kind:
    """One kind of case (事项类别): its letter, states, moves, clock, and who may read its answer.

    Attributes:
        waiting: each state and whose turn it is there; a state that waits on nobody or on the
            asker's verdict is an answered one.
        moves: (verb, state) to the next state; whatever is not here is refused.
        clock: "working" or "every_hour", for cases whose category says nothing else.
        allowed_min: minutes of that clock until the answer is due.
        is_public: whether the code alone shows the answer.
    """

    name: str
    letter: str
    first: str
    waiting: Mapping[str, Waiting]
    moves: Mapping[tuple[Verb, str], str]
    clock: str
    allowed_min: int
    is_public: bool

    @property
    def open_states(self) -> frozenset[str]:
        """Return the states in which the unit owes an answer."""
        return frozenset(state for state, turn in self.waiting.items() if turn is Waiting.US)

    @property
    def answered_states(self) -> frozenset[str]:
        """Return the states in which the unit has answered."""
        return frozenset(self.waiting) - self.open_states

    def may(self, verb: Verb, state: str) -> bool:
        """Say whether the move is declared."""
        return (verb, state) in self.moves

    def after(self, verb: Verb, state: str) -> str:
        """Return the state a move leads to.

        Raises:
            Undeclared: this kind has no such move from this state.
        """
        if (verb, state) not in self.moves:
            raise Undeclared(f"a {self.name} that is {state} cannot {verb}")
        return self.moves[verb, state]


def moves_of(
    open_states: Iterable[str],
    answered_states: Iterable[str],
    moves: Mapping[Verb, tuple[Iterable[str], str]],
    *,
    publishable: bool,
) -> dict[tuple[Verb, str], str]:
    """Write out every move: those that keep the state, then the declared ones.

    Args:
        open_states: the states in which an answer is owed.
        answered_states: the other states; notes and publishing are possible in them too.
        moves: verb to (states it starts from, state it leads to).
        publishable: whether the asker's words may be shown in public after a staff tap.
    """
    open_states, answered_states = tuple(open_states), tuple(answered_states)
    table = {(verb, state): state for verb in KEEPING_VERBS for state in open_states}
    table |= {(Verb.NOTE, state): state for state in answered_states}
    if publishable:
        for verb in (Verb.PUBLISH, Verb.UNPUBLISH):
            table |= {(verb, state): state for state in (*open_states, *answered_states)}
    for verb, (starts, end) in moves.items():
        table |= {(verb, start): end for start in starts}
    return table


HAZARD_OPEN = ("received", "accepted", "assigned", "in_progress", "reopened")
HAZARD_ANSWERED = ("done", "confirmed", "merged", "not_ours")

HAZARD = Kind(
    name="hazard",
    letter="H",
    first="received",
    waiting={state: Waiting.US for state in HAZARD_OPEN}
    | {
        "done": Waiting.ASKER,
        "merged": Waiting.ASKER,
        "not_ours": Waiting.NOBODY,
        "confirmed": Waiting.NOBODY,
    },
    moves=moves_of(
        HAZARD_OPEN,
        HAZARD_ANSWERED,
        {
            Verb.CLAIM: (("received",), "accepted"),
            Verb.HAND_OVER: (HAZARD_OPEN, "assigned"),
            Verb.START: (("received", "accepted", "assigned", "reopened"), "in_progress"),
            Verb.ANSWER: (HAZARD_OPEN, "done"),
            Verb.DECLINE: (HAZARD_OPEN, "not_ours"),
            Verb.MERGE: (HAZARD_OPEN, "merged"),
            Verb.CONFIRM: (("done", "merged"), "confirmed"),
            Verb.REOPEN: (HAZARD_ANSWERED, "reopened"),
        },
        publishable=True,
    ),
    clock="working",
    allowed_min=5 * WORKING_DAY_MIN,
    is_public=True,
)

NEED_OPEN = ("new", "checked", "matched")
NEED_ANSWERED = ("met", "cannot")

NEED = Kind(
    name="need",
    letter="N",
    first="new",
    waiting={state: Waiting.US for state in NEED_OPEN} | {"met": Waiting.ASKER, "cannot": Waiting.NOBODY},
    moves=moves_of(
        NEED_OPEN,
        NEED_ANSWERED,
        {
            Verb.CLAIM: (("new",), "checked"),
            Verb.MATCH: (NEED_OPEN, "matched"),
            Verb.UNMATCH: (("matched",), "checked"),
            Verb.ANSWER: (NEED_OPEN, "met"),
            Verb.DECLINE: (NEED_OPEN, "cannot"),
            Verb.CONFIRM: (("met",), "met"),
            Verb.REOPEN: (NEED_ANSWERED, "checked"),
        },
        publishable=True,
    )
    | {(Verb.HAND_OVER, state): state for state in NEED_OPEN},
    clock="working",
    allowed_min=5 * WORKING_DAY_MIN,
    is_public=False,
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (HAZARD, NEED)}
KIND_BY_LETTER: dict[str, Kind] = {kind.letter: kind for kind in KINDS.values()}
