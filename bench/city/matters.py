"""One community's cases and their history: most answered, some open, a few waiting."""

import random
from datetime import datetime, timedelta
from typing import Any

from bench.city.ground import Ground, register
from bench.city.insert import insert
from bench.city.words import ANSWERED, NOTED, SAID, WAITED
from ningju.kernel.codes import make_code
from ningju.rooms.cases.kinds import KINDS, Verb, Waiting
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent, Category

AT_ONCE = 2000
OPEN_SHARE, PAUSED_SHARE, TOLD_SHARE = 0.12, 0.02, 0.35
BETWEEN = (Verb.CLAIM, Verb.NOTE, Verb.START, Verb.ADD_WORDS)
FIRST_TAKEN = {"hazard": "accepted", "need": "checked"}
ANSWERED_STATES = {"hazard": ("done", "confirmed", "not_ours"), "need": ("met", "met", "cannot")}


def make_cases(ground: Ground, count: int, dice: random.Random, now: datetime) -> None:
    """Save cases with codes, links and history; the community must be set."""
    for start in range(0, count, AT_ONCE):
        cases = [make_case(ground, dice, now) for _i in range(min(AT_ONCE, count - start))]
        insert(cases)
        insert([event for case in cases for event in history(case, ground, dice)])
        register("code", ground.community, [case.code for case in cases])
        register("secret", ground.community, [secret_of(case.public_id) for case in cases])


def make_case(ground: Ground, dice: random.Random, now: datetime) -> Case:
    """Return one case, somewhere on its way."""
    category = dice.choice(ground.categories)
    place = dice.choice(ground.places)
    lot = dice.random()
    opened_at = now - timedelta(minutes=dice.randint(5, 9 * 1440 if lot < OPEN_SHARE else 500 * 1440))
    allowed = timedelta(hours=2) if category.is_danger else timedelta(days=7)
    case = Case(
        kind=category.kind, code=make_code(KINDS[category.kind].letter), category=category,
        words=dice.choice(SAID), where=place.address.zh, place_zh=place.name.zh, place_en=place.name.en,
        lat_deg=place.lat_deg, lon_deg=place.lon_deg, via="web" if dice.random() < 0.9 else "phone",
        state=KINDS[category.kind].first, waiting=str(Waiting.US), unit_id=category.unit_id,
        clock=category.clock, allowed_min=category.allowed_min, started_at=opened_at,
        due_at=opened_at + allowed, opened_at=opened_at, changed_at=opened_at,
    )  # fmt: skip
    columns = (
        still_open(case, ground, dice)
        if lot < OPEN_SHARE
        else paused(case, dice)
        if lot < OPEN_SHARE + PAUSED_SHARE
        else answered(case, category, dice)
    )
    for name, value in columns.items():
        setattr(case, name, value)
    return case


def still_open(case: Case, ground: Ground, dice: random.Random) -> dict[str, Any]:
    """Return the columns of a case that waits for us; half of them somebody has."""
    if dice.random() < 0.5:
        return {}
    return {"assignee": dice.choice(ground.staff), "state": FIRST_TAKEN[case.kind], "version": 2}


def paused(case: Case, dice: random.Random) -> dict[str, Any]:
    """Return the columns of a case that waits for the asker or for others."""
    return {
        "waiting": dice.choice(["asker", "others"]), "pause_reason": dice.choice(WAITED),
        "paused_at": case.opened_at + timedelta(hours=3), "due_at": None, "version": 2,
        "changed_at": case.opened_at + timedelta(hours=3),
    }  # fmt: skip


def answered(case: Case, category: Category, dice: random.Random) -> dict[str, Any]:
    """Return the columns of a case that has its answer."""
    took = timedelta(minutes=dice.randint(20, 180 if category.is_danger else 7 * 1440))
    state = dice.choice(ANSWERED_STATES[case.kind])
    return {
        "state": state, "waiting": str(KINDS[case.kind].waiting[state]), "answer": dice.choice(ANSWERED),
        "answered_at": case.opened_at + took, "closed_at": case.opened_at + took, "used": took,
        "changed_at": case.opened_at + took, "version": 4, "unit_verdict": "done",
        "asker_verdict": "solved" if state == "confirmed" else "",
        "published_at": case.opened_at + took if dice.random() < 0.2 else None,
    }  # fmt: skip


def history(case: Case, ground: Ground, dice: random.Random) -> list[CaseEvent]:
    """Return a case's lines: its opening, its answer, and for a share of the cases two to four between."""
    ends = [] if case.closed_at is None else [Verb.ANSWER]
    between = dice.randint(2, 4) if dice.random() < TOLD_SHARE else 0
    verbs = [*BETWEEN[:between], *ends]
    end_at = case.changed_at if case.closed_at else case.opened_at + timedelta(minutes=5)
    step = (end_at - case.opened_at) / max(len(verbs), 1)
    lines = [line(case, Verb.OPEN, case.opened_at, words_for_asker=case.words)]
    for i, verb in enumerate(verbs, start=1):
        staff = None if verb is Verb.ADD_WORDS else dice.choice(ground.staff).pk
        at = case.opened_at + i * step
        lines.append(line(case, verb, at, staff=staff, **said(verb, case, dice)))
    return lines


def said(verb: Verb, case: Case, dice: random.Random) -> dict[str, str]:
    """Return the words that go with a line."""
    if verb is Verb.ANSWER:
        return {"words_for_asker": case.answer}
    if verb is Verb.ADD_WORDS:
        return {"words_for_asker": dice.choice(SAID)}
    return {"words_for_staff": dice.choice(NOTED)} if verb is Verb.NOTE else {}


def line(case: Case, verb: Verb, at: datetime, *, staff: int | None = None, **words: str) -> CaseEvent:
    """Return one line of history."""
    by_staff = staff is not None
    return CaseEvent(
        case=case, at=at, verb=str(verb), to_state=case.state, by="staff" if by_staff else "asker",
        by_unit_id=case.unit_id if by_staff else None, by_user_id=staff, **words,
    )  # fmt: skip
