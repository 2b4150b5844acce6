"""What lies on the desk: buckets, their counts, and thirty rows of one of them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from ningju.kernel.codes import show_code
from ningju.kernel.text import Bilingual
from ningju.rooms.cases import access
from ningju.rooms.cases.models import CaseQuerySet
from ningju.rooms.cases.words import say_moment
from ningju.rooms.organisations.access import Actor

PAGE_ROWS = 30
MOST_COUNTED = 100
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One pile on the desk: its name, its icon, and what lies in it."""

    name: Promise
    icon: str
    choose: Callable[[CaseQuerySet, Actor], CaseQuerySet]


def mine(cases: CaseQuerySet, actor: Actor) -> CaseQuerySet:
    """Keep what waits for us and is this person's or nobody's."""
    return cases.waiting_for_us().filter(Q(assignee_id=None) | Q(assignee_id=actor.user_id)).by_due()


def with_colleagues(cases: CaseQuerySet, actor: Actor) -> CaseQuerySet:
    """Keep what waits for us and a colleague has."""
    taken = cases.waiting_for_us().filter(assignee_id__isnull=False)
    return taken.exclude(assignee_id=actor.user_id).by_due()


def waiting(cases: CaseQuerySet, actor: Actor) -> CaseQuerySet:
    """Keep what waits for the asker or for others, longest first."""
    return cases.waiting_on_others().order_by("paused_at", "id")


def answered(cases: CaseQuerySet, actor: Actor) -> CaseQuerySet:
    """Keep what has its answer, newest first."""
    return cases.answered().order_by("-closed_at", "-id")


BUCKETS: Mapping[str, Bucket] = {
    "mine": Bucket(pgettext_lazy("desk", "Mine to do"), "inbox", mine),
    "colleagues": Bucket(pgettext_lazy("desk", "With colleagues"), "people", with_colleagues),
    "waiting": Bucket(pgettext_lazy("desk", "Waiting"), "wait", waiting),
    "answered": Bucket(pgettext_lazy("desk", "Answered"), "check", answered),
}
COUNTED = ("mine", "colleagues", "waiting")

ROW = (
    "code", "kind", "due_at", "closed_at", "paused_at", "waiting", "where", "place_zh", "place_en", "via",
    "category__name_zh", "category__name_en", "unit__name_zh", "unit__name_en", "assignee_id",
)  # fmt: skip


def count_buckets(actor: Actor) -> dict[str, str]:
    """Return how much lies in each pile, "99+" from a hundred on, in one query that stops counting there."""
    cases = access.inbox(actor).select_related(None)
    piles = [
        BUCKETS[name]
        .choose(cases, actor)
        .order_by()
        .annotate(pile=Value(name))
        .values_list("pile")[:MOST_COUNTED]
        for name in COUNTED
    ]
    found = Counter(pile for (pile,) in piles[0].union(*piles[1:], all=True))
    return {name: "99+" if found[name] == MOST_COUNTED else str(found[name]) for name in COUNTED}


def read_rows(actor: Actor, bucket: str, *, page: int = 1) -> tuple[list[dict[str, Any]], bool]:
    """Return one page of a pile, as light rows for the list, and whether there are more."""
    cases = BUCKETS[bucket].choose(access.inbox(actor), actor).select_related(None)
    start = (page - 1) * PAGE_ROWS
    rows = list(cases.values(*ROW, says=Left(F("words"), 60))[start : start + PAGE_ROWS + 1])
    now = timezone.now()
    return [shown_row(row, now) for row in rows[:PAGE_ROWS]], len(rows) > PAGE_ROWS


def shown_row(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return what one line of the inbox shows."""
    due = row["due_at"] if row["closed_at"] is None else None
    return {
        "code": row["code"],
        "shown_code": show_code(row["code"]),
        "title": Bilingual(row["category__name_zh"] or "", row["category__name_en"] or "") or None,
        "says": row["says"],
        "unit": Bilingual(row["unit__name_zh"] or "", row["unit__name_en"] or ""),
        "place": Bilingual(row["place_zh"], row["place_en"]),
        "where": row["where"],
        "via": row["via"],
        "when": say_moment(due or row["closed_at"] or row["paused_at"], now),
        "urgency": "" if due is None else "late" if due < now else "soon" if due - now < SOON else "",
    }
