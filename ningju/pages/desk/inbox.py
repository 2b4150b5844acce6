"""What lies on the desk: buckets, their counts, and thirty rows of one of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Left
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ningju.ground.kept import keep
from ningju.ground.links import page_language
from ningju.ground.written import run_written
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
    "code", "version", "due_at", "closed_at", "paused_at", "where", "place_zh", "place_en", "via",
    "category__name_zh", "category__name_en", "unit__name_zh", "unit__name_en",
)  # fmt: skip


def count_buckets(actor: Actor) -> dict[str, str]:
    """Return how much lies in each pile, "99+" from a hundred on, in one query that stops counting there."""
    found = Counter(pile for (pile,) in run_written(piles_query, actor.roles, holes=ids_of(actor)))
    return {name: "99+" if found[name] == MOST_COUNTED else str(found[name]) for name in COUNTED}


def piles_query(roles: frozenset[str], *, holes: Sequence[int]) -> QuerySet[Any, Any]:
    """Return the name of its pile for each case, at most a hundred a pile."""
    actor = somebody(roles, holes)
    cases = access.inbox(actor).select_related(None)
    piles = [
        BUCKETS[name]
        .choose(cases, actor)
        .order_by()
        .annotate(pile=Value(name))
        .values_list("pile")[:MOST_COUNTED]
        for name in COUNTED
    ]
    return piles[0].union(*piles[1:], all=True)


def read_rows(actor: Actor, bucket: str, *, page: int = 1) -> tuple[list[dict[str, Any]], bool]:
    """Return one page of a pile, as light rows for the list, and whether there are more."""
    found = run_written(rows_query, actor.roles, bucket, page, holes=ids_of(actor))
    now = timezone.now()
    rows = [dict(zip((*ROW, "says"), row, strict=True)) for row in found[:PAGE_ROWS]]
    return [row | {"urgency": urgency(row, now)} for row in rows], len(found) > PAGE_ROWS


def rows_query(roles: frozenset[str], bucket: str, page: int, *, holes: Sequence[int]) -> QuerySet[Any, Any]:
    """Return one page of a pile and the row after it."""
    actor = somebody(roles, holes)
    cases = BUCKETS[bucket].choose(access.inbox(actor), actor).select_related(None)
    start = (page - 1) * PAGE_ROWS
    return cases.values_list(*ROW, Left(F("words"), 60))[start : start + PAGE_ROWS + 1]


def ids_of(actor: Actor) -> list[int]:
    """Return the ids that the inbox of an actor depends on: their own, then their organisations'."""
    return [actor.user_id or 0, *sorted(actor.organisation_ids)]


def somebody(roles: frozenset[str], ids: Sequence[int]) -> Actor:
    """Return an actor with these roles and ids."""
    return Actor(user_id=ids[0], name="", roles=roles, organisation_ids=frozenset(ids[1:]))


def show_lines(
    rows: Sequence[dict[str, Any]], *, address: str, query: str, chosen: str, sees_all: bool
) -> list[SafeString]:
    """Return the lines of the list, each rendered once until its case changes or the day is over.

    Args:
        rows: from ``read_rows``.
        address: the address under which each case lies.
        query: leads back to this page of this pile.
        chosen: the code of the case that is open beside the list, or nothing.
        sees_all: whether the unit stands beside each case.
    """
    now, language = timezone.now(), page_language()
    today, lines = timezone.localdate(now), []
    for row in rows:
        place = {
            "link": f"{address}{row['code']}/?{query}",
            "is_chosen": row["code"] == chosen,
            "sees_all": sees_all,
        }
        name = ("line", row["version"], row["urgency"], today, language, *place.values())
        lines.append(keep(name, partial(show_line, row, place, now)))
    return lines


def show_line(row: dict[str, Any], place: dict[str, Any], now: datetime) -> SafeString:
    """Return one line of the list."""
    shown = (
        row
        | place
        | {
            "shown_code": show_code(row["code"]),
            "title": Bilingual(row["category__name_zh"] or "", row["category__name_en"] or "") or None,
            "unit": Bilingual(row["unit__name_zh"] or "", row["unit__name_en"] or ""),
            "place": Bilingual(row["place_zh"], row["place_en"]),
            "when": say_moment(row["closed_at"] or row["due_at"] or row["paused_at"], now),
        }
    )
    return render_to_string("desk/_line.html", shown)


def urgency(row: dict[str, Any], now: datetime) -> str:
    """Say whether a case is late, or soon will be."""
    due = row["due_at"] if row["closed_at"] is None else None
    if due is None or due - now >= SOON:
        return ""
    return "late" if due < now else "soon"
