"""Enter many places at once, each as ``put_place`` enters one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.many_rows import insert_rows
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import RuleViolation
from ningju.rooms.communities.models import Address, Block
from ningju.rooms.communities.services import digest, touch_content
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place, PlaceEvent
from ningju.rooms.places.pinyin import sort_key
from ningju.rooms.places.services.entry import PlaceEntry
from ningju.rooms.places.services.register import (
    check_position,
    check_short,
    check_words,
    checked_hours,
    own_columns,
    short_is_fixed,
    short_is_taken,
)

REFERENCES = ("block", "parent", "host", "brand")


@dataclass(frozen=True, slots=True)
class PutCounts:
    """What came of entering many (登记结果): how many were new, changed, or said what was known."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "PutCounts") -> "PutCounts":
        """Return both together."""
        return PutCounts(self.new + other.new, self.changed + other.changed, self.same + other.same)


class EntryRefused(RuleViolation):
    """One entry of many cannot be taken; ``slug`` says which, ``field`` what of it."""

    def __init__(self, slug: str, why: RuleViolation) -> None:
        """Keep which entry and why."""
        super().__init__(why.message, why.field)
        self.slug = slug

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to make it again in another process."""
        return type(self), (self.slug, RuleViolation(self.message, self.field))


@transaction.atomic
def put_places(*, entries: Sequence[PlaceEntry], by_name: str = "") -> PutCounts:
    """Enter places, or correct those that are there; all of them come in or none.

    Each is treated as by ``put_place``: whether it is paused stays, saying the same changes
    nothing, and each new or changed place gets its line of history. An entry may lie in one that
    comes later in the list.

    Returns:
        How many were new, changed or the same.

    Raises:
        EntryRefused: something in an entry cannot be taken, or a slug in it is unknown.
    """
    counts, waiting = PutCounts(), list(entries)
    while waiting:
        later_slugs = {entry.slug for entry in waiting}
        ready: dict[str, PlaceEntry] = {}
        rest = []
        for entry in waiting:
            is_ready = entry.slug not in ready and (
                entry.parent not in later_slugs or entry.parent == entry.slug
            )
            if is_ready:
                ready[entry.slug] = entry
            else:
                rest.append(entry)
        if not ready:
            ready = {waiting[0].slug: waiting[0]}
            rest = waiting[1:]
        counts += put_wave(list(ready.values()), by_name)
        waiting = rest
    if counts.new or counts.changed:
        touch_content()
    return counts


def put_wave(entries: list[PlaceEntry], by_name: str) -> PutCounts:
    """Enter places with different slugs whose parents are there."""
    ids, here = known_ids(entries), current_community_id()
    slugs = [entry.slug for entry in entries]
    known = {place.slug: place for place in Place.objects.select_for_update().filter(slug__in=slugs)}
    fresh: list[Place] = []
    changed: list[Place] = []
    fields: set[str] = set()
    hours = HoursRead()
    for entry in entries:
        place = known.get(entry.slug)
        columns = columns_of(entry, ids, place, hours)
        if place is None:
            fresh.append(Place(community_id=here, slug=entry.slug, short=entry.short, **columns))
            continue
        differing = [name for name, value in columns.items() if getattr(place, name) != value]
        for name in differing:
            setattr(place, name, columns[name])
        if differing:
            changed.append(place)
            fields.update(name.removesuffix("_id") for name in differing)
    claim_shorts(fresh)
    insert_rows(fresh)
    if changed:
        Place.objects.bulk_update(changed, sorted(fields))
    now = timezone.now()
    events = [
        PlaceEvent(community_id=here, place_id=one.pk, by_name=by_name, act="put_place", at=now)
        for one in (*fresh, *changed)
    ]
    insert_rows(events)
    return PutCounts(len(fresh), len(changed), len(entries) - len(fresh) - len(changed))


class HoursRead:
    """Opening hours brought into their plain form once, however many entries share them."""

    def __init__(self) -> None:
        """Start with none."""
        self._plain: dict[int, dict[str, Any]] = {}

    def read(self, told: dict[str, Any] | None) -> dict[str, Any]:
        """Return them in their plain form; entries hold what they share, so its identity tells it."""
        known = self._plain.get(id(told))
        if known is None:
            known = self._plain[id(told)] = checked_hours(told)
        return known


def columns_of(
    entry: PlaceEntry, ids: dict[str, dict[str, int]], place: Place | None, hours: HoursRead
) -> dict[str, Any]:
    """Return the columns that an entry sets.

    Raises:
        EntryRefused: something in it cannot be taken.
    """
    try:
        check_words(entry)
        check_position(entry.lat_deg, entry.lon_deg)
        if place is None:
            check_short(entry.short)
        elif place.short != entry.short:
            raise short_is_fixed()
        columns = own_columns(entry)
        for name in REFERENCES:
            columns[f"{name}_id"] = id_among(ids[name], getattr(entry, name), name)
        columns["hours"] = hours.read(entry.hours)
    except RuleViolation as why:
        raise EntryRefused(entry.slug, why) from None
    is_known = place is not None and (place.name_zh, place.name_en) == (entry.name.zh, entry.name.en)  # type: ignore[attr-defined]
    columns["name_pinyin"] = (
        place.name_pinyin if place and is_known else sort_key(entry.name.zh or entry.name.en)
    )
    return columns


def known_ids(entries: list[PlaceEntry]) -> dict[str, dict[str, int]]:
    """Return the ids of the rows that entries point at, by field and slug, in three queries."""

    def ids_of(rows: models.QuerySet[Any], *names: str) -> dict[str, int]:
        slugs = {getattr(entry, name) for entry in entries for name in names} - {""}
        return dict(rows.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}

    bodies = ids_of(Organisation.objects.all(), "host", "brand")
    return {
        "block": ids_of(Block.objects.all(), "block"),
        "parent": ids_of(Place.objects.all(), "parent"),
        "host": bodies,
        "brand": bodies,
    }


def id_among(known: dict[str, int], slug: str, field: str) -> int | None:
    """Return the id of a row by its slug, or None for an empty slug.

    Raises:
        RuleViolation: there is no such row.
    """
    if slug and slug not in known:
        raise RuleViolation(_("Nothing is known by this name here."), field=field)
    return known.get(slug)


def claim_shorts(places: list[Place]) -> None:
    """Write the short links of new places into the address book.

    Raises:
        EntryRefused: another place has one of them.
    """
    digests = {digest("short", place.short): place for place in places}
    taken = Address.objects.filter(digest__in=list(digests)).values_list("digest", flat=True)
    doubled = next((digests[bytes(one)] for one in taken), None)
    if len(digests) < len(places):
        times = Counter(place.short for place in places)
        doubled = next(place for place in places if times[place.short] > 1)
    if doubled is not None:
        raise EntryRefused(doubled.slug, short_is_taken())
    here = current_community_id()
    insert_rows([Address(digest=one, purpose=Address.Purpose.SHORT, community_id=here) for one in digests])
