"""Enter a place, its amenities and its matters, or correct them; saying the same twice changes nothing."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ningju.ground.changes import save_changes
from ningju.kernel.errors import RuleViolation
from ningju.kernel.hours import OpeningHours
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Block, Community
from ningju.rooms.communities.services import find_community, register_address, touch_content
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.amenities import KINDS
from ningju.rooms.places.models import Amenity, Matter, Place
from ningju.rooms.places.pinyin import sort_key
from ningju.rooms.places.services.entry import NO_TEXT, PlaceEntry
from ningju.rooms.places.services.happenings import note_event

PLACE_KINDS = frozenset(Place.Kind.values)
LEVELS = frozenset(Place.Level.values)
PROVENANCES = frozenset(Place.Provenance.values)
PLAIN_COLUMNS = (
    "kind",
    "level",
    "lat_deg",
    "lon_deg",
    "stand_up",
    "price_low_fen",
    "price_high_fen",
    "rider_price_fen",
    "is_model",
    "provenance",
)


@transaction.atomic
def put_place(*, entry: PlaceEntry, by_name: str = "") -> Place:
    """Enter a place, or correct it if one with this slug is there.

    Whether the place is paused is left as it is.

    Raises:
        RuleViolation: something in the entry cannot be taken, or a slug in it is unknown;
            ``field`` names it.
    """
    check_words(entry)
    check_position(entry.lat_deg, entry.lon_deg)
    columns = columns_of(entry)
    place = Place.objects.select_for_update().filter(slug=entry.slug).first()
    if place is None:
        claim_short(entry.short)
        place = Place(slug=entry.slug, short=entry.short)
    elif place.short != entry.short:
        raise short_is_fixed()
    if keep(place, columns):
        note_event(place, "put_place", by_name=by_name)
    return place


def columns_of(entry: PlaceEntry) -> dict[str, Any]:
    """Return the columns of a place that an entry sets.

    Raises:
        RuleViolation: hours cannot be read, or a slug is unknown.
    """
    return own_columns(entry) | {
        "name_pinyin": sort_key(entry.name.zh or entry.name.en),
        "block_id": id_of(Block.objects.all(), entry.block, "block"),
        "parent_id": id_of(Place.objects.all(), entry.parent, "parent"),
        "host_id": id_of(Organisation.objects.all(), entry.host, "host"),
        "brand_id": id_of(Organisation.objects.all(), entry.brand, "brand"),
        "hours": checked_hours(entry.hours),
    }


def own_columns(entry: PlaceEntry) -> dict[str, Any]:
    """Return the columns that an entry tells without looking anything up."""
    plain = {name: getattr(entry, name) for name in PLAIN_COLUMNS}
    for name in ("name", "address", "note", "outside_reason"):
        text: Bilingual = getattr(entry, name)
        plain[f"{name}_zh"], plain[f"{name}_en"] = text.zh, text.en
    return plain


@transaction.atomic
def put_amenity(
    *,
    place: Place,
    kind: str,
    count: int | None = None,
    note: Bilingual = NO_TEXT,
    position: int = 0,
    status: str = Amenity.Status.OK,
    confirmed_at: datetime | None = None,
    by_name: str = "",
) -> Amenity:
    """Enter an amenity of a place, or correct its number and note.

    ``status`` and ``confirmed_at`` count for a new amenity only, so that loading a pack again
    never undoes what people reported since.

    Raises:
        RuleViolation: no such kind is declared (field ``kind``) or no such status (``status``).
    """
    if kind not in KINDS:
        raise RuleViolation(_("No amenity of this kind is declared."), field="kind")
    if status not in Amenity.Status.values:
        raise RuleViolation(_("An amenity is ok, broken or removed."), field="status")
    amenity = Amenity.objects.select_for_update().filter(place=place, kind=kind).first()
    if amenity is None:
        broken_at = confirmed_at if status == Amenity.Status.BROKEN else None
        amenity = Amenity(
            place=place, kind=kind, status=status, confirmed_at=confirmed_at, reported_broken_at=broken_at
        )
    columns = {"count": count, "note_zh": note.zh, "note_en": note.en, "position": position}
    if keep(amenity, columns):
        note_event(place, "put_amenity", by_name=by_name, kind=kind)
    return amenity


@transaction.atomic
def put_matter(
    *,
    place: Place,
    slug: str,
    name: Bilingual,
    papers: Bilingual = NO_TEXT,
    link: str = "",
    position: int = 0,
    by_name: str = "",
) -> Matter:
    """Enter a matter that a counter handles, or correct it."""
    matter = Matter.objects.filter(place=place, slug=slug).first() or Matter(place=place, slug=slug)
    columns = {
        "name_zh": name.zh,
        "name_en": name.en,
        "papers_zh": papers.zh,
        "papers_en": papers.en,
        "link": link,
        "position": position,
    }
    if keep(matter, columns):
        note_event(place, "put_matter", by_name=by_name, present=slug)
    return matter


def keep(row: models.Model, columns: dict[str, Any]) -> bool:
    """Save a row whose columns differ from these, let pages know, and say whether it was saved."""
    if save_changes(row, columns) is None:
        return False
    touch_content()
    return True


def check_words(entry: PlaceEntry) -> None:
    """Refuse words that are not declared, and a level where none belongs.

    Raises:
        RuleViolation: ``field`` says which.
    """
    kind, level = entry.kind, entry.level
    if kind not in PLACE_KINDS:
        raise RuleViolation(_("No such kind of place is declared."), field="kind")
    if (kind == Place.Kind.STATION) != (level in LEVELS) or (level and kind != "station"):
        raise RuleViolation(
            _("A station is central, hub, grid or micro; nothing else has a level."), field="level"
        )
    if entry.provenance not in PROVENANCES:
        raise RuleViolation(_("Provenance is source, not_in_source or invented."), field="provenance")


def check_position(lat_deg: float, lon_deg: float) -> None:
    """Refuse a position that is not on earth.

    Raises:
        RuleViolation: field ``lat_deg`` or ``lon_deg``.
    """
    if not -90 <= lat_deg <= 90:
        raise RuleViolation(_("Latitude lies between -90 and 90 degrees."), field="lat_deg")
    if not -180 <= lon_deg <= 180:
        raise RuleViolation(_("Longitude lies between -180 and 180 degrees."), field="lon_deg")


def checked_hours(hours: dict[str, Any] | None) -> dict[str, Any]:
    """Return opening hours as JSON in their plain form, or nothing.

    Raises:
        RuleViolation: they cannot be read (field ``hours``).
    """
    if not hours:
        return {}
    try:
        return OpeningHours.from_json(hours).to_json()
    except ValueError as error:
        raise RuleViolation(str(error), field="hours") from None


def id_of(rows: models.QuerySet[Any], slug: str, field: str) -> int | None:
    """Return the id of the row with this slug, or None for an empty slug.

    Raises:
        RuleViolation: there is no such row.
    """
    if not slug:
        return None
    found: int | None = rows.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise RuleViolation(_("Nothing is known by this name here."), field=field)
    return found


def claim_short(short: str) -> None:
    """Write a short link into the address book.

    Raises:
        RuleViolation: it is no short link, or another place on this instance has it
            (field ``short``).
    """
    check_short(short)
    taken: Community | None = find_community(purpose="short", text=short)
    if taken is not None:
        raise short_is_taken()
    register_address(purpose="short", text=short)


def check_short(short: str) -> None:
    """Refuse what cannot stand on a door as a short link.

    Raises:
        RuleViolation: field ``short``.
    """
    if not (2 <= len(short) <= 12 and short.isascii() and short.isalnum() and short == short.lower()):
        raise RuleViolation(_("A short link is 2 to 12 small letters and digits."), field="short")


def short_is_taken() -> RuleViolation:
    """Return the refusal of a short link that another place on this instance has."""
    return RuleViolation(_("Another place already has this short link."), field="short")


def short_is_fixed() -> RuleViolation:
    """Return the refusal to change a short link."""
    return RuleViolation(_("The short link stands on posters and cannot change."), field="short")
