"""The CSV files of a pack, column by column."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ningju.jobs.packs import cells, contents, vocabulary
from ningju.jobs.packs.cells import blank_or, one_of
from ningju.jobs.packs.openings import read_hours
from ningju.jobs.packs.problems import BadCell
from ningju.jobs.packs.tables import Column, Table, pair
from ningju.kernel.hours import OpeningHours
from ningju.rooms.cases.kinds import Verb

ACTS = tuple(verb.value for verb in Verb if verb is not Verb.OPEN)
reference = blank_or(cells.slug, "")
price = blank_or(cells.whole(0, 100_000), None)


def make_timeline_item(*, on: tuple[date, str], **values: Any) -> contents.TimelineItem:
    """Return the item with its date taken apart."""
    return contents.TimelineItem(happened_on=on[0], precision=on[1], **values)


TIMELINE = Table(
    "timeline.csv",
    make_timeline_item,
    (
        Column("slug", cells.slug),
        Column("on", cells.partial_date),
        pair("title", 200),
        pair("text", blank=True),
        pair("source", 200, blank=True),
        Column("link", blank_or(cells.web_link, "")),
    ),
)

ORGANISATIONS = Table(
    "organisations.csv",
    lambda *, invented, **values: contents.Organisation(is_invented=invented, **values),
    (
        Column("slug", cells.slug),
        Column("kind", one_of(*vocabulary.ORGANISATION_KINDS)),
        pair("name", 120),
        pair("description", blank=True),
        Column("handles_cases", cells.yes_no),
        Column("invented", cells.yes_no),
        Column("phone"),
    ),
    is_required=True,
)


def places_table(named_hours: Mapping[str, OpeningHours | None]) -> Table[contents.Place]:
    """Return the table of places; ``hours`` is a name of hours.toml or the JSON itself."""

    def hours(cell: str) -> OpeningHours | None:
        if cell.startswith("{"):
            try:
                return read_hours(json.loads(cell))
            except json.JSONDecodeError as error:
                raise BadCell(f"JSON 写法有错：{error.msg}", f"this is not JSON: {error.msg}") from error
        if cell not in named_hours:
            raise BadCell(
                f"hours.toml 里没有“{cell}”；有：{'、'.join(named_hours)}",
                f'hours.toml has no "{cell}"; it has: {", ".join(named_hours)}',
            )
        return named_hours[cell]

    return Table(
        "places.csv",
        contents.Place,
        (
            Column("slug", cells.slug),
            Column("kind", one_of(*vocabulary.PLACE_KINDS)),
            Column("level", blank_or(one_of(*vocabulary.LEVELS), "")),
            pair("name", 80),
            pair("address", 200),
            Column("lat_deg", cells.degrees(90)),
            Column("lon_deg", cells.degrees(180)),
            Column("block", reference),
            Column("parent", reference),
            Column("host", reference),
            Column("brand", reference),
            Column("stand_up", blank_or(cells.wall_time, None)),
            Column("short", cells.short_code),
            Column("price_low_fen", price),
            Column("price_high_fen", price),
            Column("rider_price_fen", price),
            Column("is_model", cells.yes_no),
            Column("provenance", one_of(*vocabulary.PROVENANCES)),
            Column("hours", blank_or(hours, None)),
            pair("note", 400, blank=True),
            pair("outside_reason", 200, blank=True),
        ),
        is_required=True,
    )


AMENITIES = Table(
    "amenities.csv",
    contents.Amenity,
    (
        Column("place", cells.slug),
        Column("kind", one_of(*vocabulary.AMENITY_KINDS)),
        Column("count", blank_or(cells.whole(1, 999), None)),
        Column("status", one_of(*vocabulary.AMENITY_STATUSES)),
        Column("confirmed", blank_or(cells.past, None)),
        pair("note", 200, blank=True),
    ),
)

MATTERS = Table(
    "matters.csv",
    contents.Matter,
    (Column("place", cells.slug), Column("slug", cells.slug), pair("name", 120), pair("papers", 600)),
)


def stories_table(file: str) -> Table[contents.CaseStory]:
    """Return the table of cases or of needs: they have the same columns."""
    return Table(
        file,
        contents.CaseStory,
        (
            Column("slug", cells.slug),
            Column("category", cells.slug),
            pair("words"),
            Column("place", reference),
            pair("where", 100, blank=True),
            Column("lat_deg", blank_or(cells.degrees(90), None)),
            Column("lon_deg", blank_or(cells.degrees(180), None)),
            Column("via", one_of(*vocabulary.CASE_WAYS)),
            Column("asked", cells.past),
        ),
    )


CASES = stories_table("cases.csv")
NEEDS = stories_table("needs.csv")

STEPS = Table(
    "steps.csv",
    contents.Step,
    (
        Column("case", cells.slug),
        Column("at", cells.past),
        Column("act", one_of(*ACTS)),
        Column("by", cells.slug),
        Column("to", reference),
        pair("words", blank=True),
    ),
)

RESOURCES = Table(
    "resources.csv",
    contents.Resource,
    (
        Column("slug", cells.slug),
        Column("category", cells.slug),
        pair("title", 120),
        Column("offered_by", cells.slug),
        Column("place", reference),
        Column("capacity", cells.whole(1, 99_999)),
        Column("status", one_of(*vocabulary.RESOURCE_STATUSES)),
        pair("when", 120),
        pair("conditions", 400, blank=True),
    ),
)

OPPORTUNITIES = Table(
    "opportunities.csv",
    contents.Opportunity,
    (
        Column("slug", cells.slug),
        pair("title", 120),
        pair("words"),
        Column("effort", one_of(*vocabulary.EFFORTS)),
        Column("place", cells.slug),
        Column("host", cells.slug),
        Column("starts", cells.future),
        Column("ends", cells.future),
        Column("wanted", cells.whole(1, 500)),
    ),
)

CARE = Table(
    "care.csv",
    contents.CareStory,
    (
        Column("slug", cells.slug),
        Column("nickname", cells.text),
        Column("themes", cells.words_of(*vocabulary.CARE_THEMES)),
        Column("rhythm", one_of(*vocabulary.CARE_RHYTHMS)),
        Column("way", one_of(*vocabulary.CARE_WAYS)),
        Column("via", one_of(*vocabulary.CASE_WAYS)),
        Column("unit", cells.slug),
        Column("joined", cells.past),
        Column("phone"),
        Column("address"),
        pair("words", 400, blank=True),
        Column("asks", blank_or(one_of(*vocabulary.CARE_THEMES), "")),
        pair("asks_words", 400, blank=True),
    ),
)

STAFF = Table(
    "staff.csv",
    contents.StaffSignIn,
    (
        Column("username", cells.slug),
        Column("role", one_of(*vocabulary.STAFF_ROLES)),
        Column("organisation", cells.slug),
        pair("name", 80),
    ),
)
