"""How the rows of each ledger are checked against what is there, and written through the rooms' services.

A column that a table does not have keeps what stands there; an empty cell of one that it has means empty.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.communities.models import Address
from ningju.rooms.communities.services import digest
from ningju.rooms.ledgers.parsing import ParsedRow
from ningju.rooms.ledgers.problems import Problem, shortened
from ningju.rooms.needs.models import Resource
from ningju.rooms.needs.services import offer_resource
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_organisation
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import PlaceEntry, PutCounts, put_places

TEXTS = ("name", "address", "note", "outside_reason")
POINTING = ("block", "parent", "host", "brand")
KEPT = (
    "kind", "level", "lat_deg", "lon_deg", "stand_up", "price_low_fen", "price_high_fen", "rider_price_fen",
    "is_model", "provenance", "hours", "short",
)  # fmt: skip
NO_TEXT = Bilingual("", "")
Put = Callable[[Sequence[ParsedRow], str], PutCounts]


@dataclass(frozen=True, slots=True)
class Writer:
    """How one kind of ledger is checked and written.

    Attributes:
        check: notes on each good row what the community would refuse, and returns how many of
            the rows are there already.
        put: writes rows in the transaction that is open.
    """

    check: Callable[[Sequence[ParsedRow]], int]
    put: Put


def texts(values: Mapping[str, Any], name: str, former: Bilingual = NO_TEXT) -> Bilingual:
    """Return a text in two languages; a language that the table does not have keeps what stands there."""
    return Bilingual(zh=values.get(f"{name}_zh", former.zh), en=values.get(f"{name}_en", former.en))


def add_problem(row: ParsedRow, column: str, value: object, zh: str, en: str) -> None:
    """Note what the community would refuse in a row."""
    header = row.headers.get(column, column)
    row.problems.append(Problem(row.number, header, shortened(str(value)), Bilingual(zh, en)))


def short_of(slug: str) -> str:
    """Return the door code of a place whose ledger gives none: made from its key, the same every time."""
    told = f"{current_community_id()}:{slug}".encode()
    return f"z{hashlib.sha256(told).hexdigest()[:11]}"


def known_places(rows: Sequence[ParsedRow]) -> dict[str, Place]:
    """Return the places that rows speak of, with what they point at."""
    found = Place.objects.select_related(*POINTING).filter(slug__in=[row.key for row in rows])
    return {place.slug: place for place in found}


def entry_of(row: ParsedRow, known: Place | None) -> PlaceEntry:
    """Return a place as the room takes it: the row over what stands there."""
    told: dict[str, Any] = {}
    if known is not None:
        told = {name: getattr(known, name) for name in KEPT} | {
            name: row_slug(getattr(known, name)) for name in POINTING
        }
    told |= {name: value for name, value in row.values.items() if name in (*KEPT, *POINTING)}
    for name in TEXTS:
        told[name] = texts(row.values, name, getattr(known, name)) if known else texts(row.values, name)
    if not told.get("short"):
        told["short"] = known.short if known else short_of(row.key)
    told.setdefault("provenance", Place.Provenance.NOT_IN_SOURCE)
    return PlaceEntry(slug=row.key, **told)


def row_slug(row: Any) -> str:
    """Return a row's slug, or nothing."""
    return str(row.slug) if row is not None else ""


def check_places(rows: Sequence[ParsedRow]) -> int:
    """Note stations without a level, levels elsewhere, and door codes that cannot be."""
    standing = Place.objects.filter(slug__in=[row.key for row in rows])
    known = {slug: (short, level) for slug, short, level in standing.values_list("slug", "short", "level")}
    taken = shorts_taken([row.values["short"] for row in rows if row.values.get("short")])
    for row in rows:
        former_short, former_level = known.get(row.key, ("", ""))
        level = row.values.get("level", former_level)
        if (row.values["kind"] == Place.Kind.STATION) != bool(level):
            add_problem(
                row, "level", level, "站点要写级别（中心站、枢纽站、网格站、微驿站），别的地点不写",
                "a station needs a level (central, hub, grid, micro); nothing else has one",
            )  # fmt: skip
        short = row.values.get("short", "")
        if short:
            check_short(row, short, former_short, taken)
            taken.add(short)
    return len(known)


def check_short(row: ParsedRow, short: str, former: str, taken: set[str]) -> None:
    """Note a door code that would change what stands on a door, or that another door has."""
    if former and short != former:
        zh, en = f"短码印在海报上，不能改；原来是 {former}", f"the code on the door stays {former}"
        add_problem(row, "short", short, zh, en)
    elif not former and short in taken:
        zh, en = "这个短码别处用了，请换一个或空着", "this code is taken; choose another or leave it empty"
        add_problem(row, "short", short, zh, en)


def shorts_taken(shorts: Sequence[str]) -> set[str]:
    """Return those of these door codes that some place of the instance has."""
    by_digest = {digest("short", short): short for short in shorts}
    found = Address.objects.filter(digest__in=list(by_digest)).values_list("digest", flat=True)
    return {by_digest[bytes(one)] for one in found}


def write_places(rows: Sequence[ParsedRow], by_name: str) -> PutCounts:
    """Enter places."""
    known = known_places(rows)
    return put_places(entries=[entry_of(row, known.get(row.key)) for row in rows], by_name=by_name)


def check_organisations(rows: Sequence[ParsedRow]) -> int:
    """Count those that are there."""
    return Organisation.objects.filter(slug__in=[row.key for row in rows]).count()


def write_organisations(rows: Sequence[ParsedRow], by_name: str) -> PutCounts:
    """Enter organisations."""
    counts = PutCounts()
    known = {one.slug: one for one in Organisation.objects.filter(slug__in=[row.key for row in rows])}
    for row in rows:
        body = known.get(row.key)
        kept = (
            {name: getattr(body, name) for name in ("phone", "handles_cases", "is_invented", "position")}
            if body
            else {}
        )
        given = {name: row.values[name] for name in ("phone", "handles_cases") if name in row.values}
        before = fingerprint(body)
        saved = put_organisation(
            slug=row.key,
            kind=row.values["kind"],
            name=texts(row.values, "name", body.name) if body else texts(row.values, "name"),
            description=texts(row.values, "description", body.description)
            if body
            else texts(row.values, "description"),
            **(kept | given),
        )
        counts += counted(before, fingerprint(saved))
    return counts


def check_resources(rows: Sequence[ParsedRow]) -> int:
    """Note offers that would serve fewer than they already do."""
    known = {one.slug: one for one in Resource.objects.filter(slug__in=[row.key for row in rows])}
    for row in rows:
        offer = known.get(row.key)
        if offer and row.values["capacity"] < offer.taken:
            add_problem(
                row, "capacity", row.values["capacity"], f"已经用掉 {offer.taken} 个，数量不能更少",
                f"{offer.taken} are taken already, so it cannot serve fewer",
            )  # fmt: skip
    return len(known)


def write_resources(rows: Sequence[ParsedRow], by_name: str) -> PutCounts:
    """Offer resources; what a coordinator brings in counts as checked."""
    by = Actor(None, by_name, frozenset({"coordinator"}), frozenset())
    slugs = {
        name: {row.values.get(name, "") for row in rows} for name in ("organisation", "category", "place")
    }
    bodies = {one.slug: one for one in Organisation.objects.filter(slug__in=slugs["organisation"])}
    categories = {one.slug: one for one in Category.objects.filter(slug__in=slugs["category"], kind="need")}
    places = {one.slug: one for one in Place.objects.filter(slug__in=slugs["place"])}
    rows_known = Resource.objects.select_related("place").filter(slug__in=[row.key for row in rows])
    known = {one.slug: one for one in rows_known}
    counts = PutCounts()
    for row in rows:
        offer, values = known.get(row.key), row.values
        before = fingerprint(offer)
        title, when, conditions = (
            texts(values, name, getattr(offer, name)) if offer else texts(values, name)
            for name in ("title", "when", "conditions")
        )
        saved = offer_resource(
            by=by,
            organisation=bodies[values["organisation"]],
            category=categories[values["category"]],
            capacity=values["capacity"],
            place=places.get(values["place"]) if "place" in values else (offer.place if offer else None),
            slug=row.key,
            title=title,
            when=when,
            conditions=conditions,
        )
        counts += counted(before, fingerprint(saved))
    return counts


def fingerprint(row: Any) -> tuple[Any, ...] | None:
    """Return everything that stands in a row, or None for none."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields) if row else None


def counted(before: tuple[Any, ...] | None, after: tuple[Any, ...] | None) -> PutCounts:
    """Return whether a row was new, changed or the same."""
    if before is None:
        return PutCounts(new=1)
    return PutCounts(same=1) if before == after else PutCounts(changed=1)


def in_both(error: RuleViolation) -> Bilingual:
    """Return a refusal of a room in both languages."""
    told = {}
    for name, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            told[name] = str(error.message)
    return Bilingual(**told)


WRITERS = {
    "places": Writer(check_places, write_places),
    "organisations": Writer(check_organisations, write_organisations),
    "resources": Writer(check_resources, write_resources),
}
