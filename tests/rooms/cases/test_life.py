"""Whatever anybody does in whatever order: only declared moves, no silent closing, no lost pause."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ningju.kernel.clock import EVERY_HOUR, Clock, working_hours
from ningju.kernel.errors import NingjuError
from ningju.rooms.cases import services
from ningju.rooms.cases.clocks import used_at
from ningju.rooms.cases.kinds import ASKERS_VERBS, Verb
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import TUESDAY_NINE, make_actor, make_case, make_category, make_unit

OPEN = {"received", "accepted", "assigned", "in_progress", "reopened", "new", "checked", "matched"}
CLOCKS: dict[str, Clock] = {"working": working_hours(), "every_hour": EVERY_HOUR}

WRITTEN_LAW = {
    # What inventory rows C53 and D12 allow, copied by hand: (kind, verb) to {from: to}.
    ("hazard", "claim"): {"received": "accepted"},
    ("hazard", "start"): dict.fromkeys(("received", "accepted", "assigned", "reopened"), "in_progress"),
    ("hazard", "hand_over"): dict.fromkeys(
        ("received", "accepted", "assigned", "in_progress", "reopened"), "assigned"
    ),
    ("hazard", "answer"): dict.fromkeys(
        ("received", "accepted", "assigned", "in_progress", "reopened"), "done"
    ),
    ("hazard", "decline"): dict.fromkeys(
        ("received", "accepted", "assigned", "in_progress", "reopened"), "not_ours"
    ),
    ("hazard", "merge"): dict.fromkeys(
        ("received", "accepted", "assigned", "in_progress", "reopened"), "merged"
    ),
    ("hazard", "confirm"): {"done": "confirmed", "merged": "confirmed"},
    ("hazard", "reopen"): dict.fromkeys(("done", "confirmed", "merged", "not_ours"), "reopened"),
    ("need", "claim"): {"new": "checked"},
    ("need", "match"): {"new": "matched", "checked": "matched", "matched": "matched"},
    ("need", "unmatch"): {"matched": "checked"},
    ("need", "answer"): dict.fromkeys(("new", "checked", "matched"), "met"),
    ("need", "decline"): dict.fromkeys(("new", "checked", "matched"), "cannot"),
    ("need", "confirm"): {"met": "met"},
    ("need", "reopen"): {"met": "checked", "cannot": "checked"},
}


class CaseLife(RuleBasedStateMachine):
    """One case, everybody who may and may not touch it, and a clock counted beside it."""

    community: ClassVar[Community]

    @initialize(
        kind=st.sampled_from(["hazard", "need"]),
        clock=st.sampled_from(["working", "every_hour"]),
        allowed_min=st.integers(1, 15 * 540),
        minutes=st.integers(0, 20 * 24 * 60),
    )
    def open(self, kind: str, clock: str, allowed_min: int, minutes: int) -> None:
        """Open the case at any moment of any day."""
        self.point = transaction.atomic()
        self.point.__enter__()
        self.unit, self.other_unit = make_unit(), make_unit("other")
        self.cast: dict[str, Actor] = {
            "worker": make_actor("worker", self.unit),
            "colleague": make_actor("worker", self.unit, username="colleague"),
            "next worker": make_actor("worker", self.other_unit, username="next"),
            "coordinator": make_actor("coordinator", self.unit),
            "leader": make_actor("leader", self.unit),
            "asker": ANYBODY,
        }
        self.now = TUESDAY_NINE + timedelta(minutes=minutes)
        category = make_category(self.unit, kind=kind, clock=clock, allowed_min=allowed_min)
        self.main = make_case(kind=kind, words="另一件", unit=self.unit, at=self.now)
        self.case = make_case(kind=kind, category=category, at=self.now)
        self.clock = CLOCKS[clock]
        self.stretches: list[tuple[datetime, datetime | None]] = [(self.now, None)]
        self.lines = 1

    def teardown(self) -> None:
        """Take everything back."""
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(minutes=st.integers(1, 5 * 24 * 60))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    @rule(
        verb=st.sampled_from(sorted(set(Verb) - {Verb.OPEN})),
        who=st.sampled_from(["worker", "colleague", "next worker", "coordinator", "leader", "asker"]),
        words=st.sampled_from(["", "好了", "  ", "因为等配件"]),
    )
    def act(self, verb: Verb, who: str, words: str) -> None:
        """Let somebody do something, sensible or not."""
        self.attempt(verb, who, words)

    @rule(data=st.data())
    def act_well(self, data: st.DataObject) -> None:
        """Let whoever may do something do it."""
        verb = data.draw(st.sampled_from(sorted(verb for verb in Verb if self.case.may(verb))))
        handler = "worker" if self.case.unit_id == self.unit.pk else "next worker"
        self.attempt(verb, "asker" if verb in ASKERS_VERBS else handler, "好了")

    def attempt(self, verb: Verb, who: str, words: str) -> None:
        """Do something; whether it succeeds or is refused, the rules hold."""
        before = Case.objects.get(pk=self.case.pk)
        try:
            with transaction.atomic():
                self.case = self.serve(verb)(
                    case=self.case, by=self.cast[who], at=self.now, **self.say(verb, words)
                )
        except NingjuError:
            self.case = Case.objects.get(pk=self.case.pk)
            assert Case.objects.filter(pk=before.pk).values().get() == values_of(before)
            return
        self.lines += 1
        assert who != "leader"
        self.check_move(verb, before, words)
        self.count_clock(before)

    def serve(self, verb: Verb) -> Callable[..., Case]:
        """Return the service of a verb."""
        names = {
            Verb.ASK_BACK: "ask_back",
            Verb.ADD_WORDS: "add_words",
            Verb.START: "start_work",
        }
        service: Callable[..., Case] = getattr(services, names.get(verb, f"{verb}_case"))
        return service

    def say(self, verb: Verb, words: str) -> dict[str, Any]:
        """Return the verb's own arguments."""
        match verb:
            case Verb.CLAIM | Verb.RELEASE | Verb.PUBLISH | Verb.UNPUBLISH:
                return {}
            case Verb.NOTE:
                return {"note": words}
            case Verb.PAUSE:
                return {"reason": words}
            case Verb.MERGE:
                return {"into": self.main, "words": words}
            case Verb.HAND_OVER:
                here = self.case.unit_id == self.unit.pk
                return {"to_unit": self.other_unit if here else self.unit, "words": words}
        return {"words": words}

    def check_move(self, verb: Verb, before: Case, words: str) -> None:
        """Hold the move against the law as it is written."""
        law = WRITTEN_LAW.get((before.kind, verb.value), {})
        if before.state in law:
            assert self.case.state == law[before.state]
        else:
            assert self.case.state == before.state
            assert not law or verb in (Verb.CLAIM, Verb.HAND_OVER)
        if before.state in OPEN and self.case.state not in OPEN:
            assert words.strip()
            assert self.case.answer == words.strip()

    def count_clock(self, before: Case) -> None:
        """Keep the stretches in which the clock ought to run, from what was done alone."""
        ran = before.closed_at is None and before.paused_at is None
        runs = self.case.closed_at is None and self.case.paused_at is None
        if before.closed_at is not None and runs:
            self.stretches = [(self.now, None)]
        elif ran and not runs:
            self.stretches[-1] = (self.stretches[-1][0], self.now)
        elif runs and not ran:
            self.stretches.append((self.now, None))

    @precondition(lambda self: hasattr(self, "case"))
    @invariant()
    def nothing_is_closed_without_an_answer_the_asker_can_read(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        if case.closed_at is None:
            assert case.state in OPEN
            return
        assert case.state not in OPEN
        told = CaseEvent.objects.of(case).for_asker().filter(words_for_asker=case.answer)
        assert case.answer.strip()
        assert told.exists()

    @precondition(lambda self: hasattr(self, "case"))
    @invariant()
    def the_clock_has_counted_every_running_stretch_and_no_pause(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        counted = sum(
            (self.clock.elapsed(start, end or self.now) for start, end in self.stretches), timedelta()
        )
        assert used_at(case, self.now) == counted
        assert (case.due_at is None) == case.is_paused
        if case.is_open and case.due_at is not None:
            left = timedelta(minutes=case.allowed_min) - case.used
            assert self.clock.elapsed(case.started_at, case.due_at) == max(left, timedelta())

    @precondition(lambda self: hasattr(self, "case"))
    @invariant()
    def every_act_has_its_line(self) -> None:
        assert CaseEvent.objects.filter(case=self.case).count() == self.lines
        assert Case.objects.get(pk=self.case.pk).version == self.lines


def values_of(case: Case) -> dict[str, Any]:
    """Return a case's columns as the database gives them."""
    return {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}


@pytest.mark.django_db
def test_the_life_of_a_case(community: Community) -> None:
    assert Organisation.objects.count() == 0
    CaseLife.community = community
    run_state_machine_as_test(
        CaseLife,
        settings=hypothesis_settings(max_examples=20, stateful_step_count=20, deadline=None),
    )
    assert Organisation.objects.count() == 0
