"""Write the standing part of a pack: the community, its map, bodies, places, categories and demo staff."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from ningju.jobs.packs import contents
from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.refusals import from_row
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.services import put_category
from ningju.rooms.communities import services as communities
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_demo_staff, put_organisation
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import PlaceEntry, put_amenity, put_matter, put_place
from ningju.rooms.referral.services import name_holder, put_centre

BY = "pack"
TEXTS = ("name", "short_name", "city", "programme", "birthplace", "motto", "slogan", "about", "provenance")


def put_the_community(pack: Pack, anchor: datetime) -> Community:
    """Write the community itself: its words, modules, figures, middle and anchor."""
    words = pack.community
    longitudes, latitudes = zip(*pack.outline, strict=True)
    columns = {
        "phone": words.phone,
        "home_since_year": words.home_since_year,
        "modules": list(words.modules),
        "figures": [figure_of(figure) for figure in words.figures],
        "is_demo": words.is_demo,
        "anchored_at": anchor,
        "centre_lat_deg": round((min(latitudes) + max(latitudes)) / 2, 6),
        "centre_lon_deg": round((min(longitudes) + max(longitudes)) / 2, 6),
    }
    for name in TEXTS:
        columns |= communities.both(name, getattr(words, name))
    return communities.put_community(slug=words.slug, columns=columns, by_name=BY)


def figure_of(figure: contents.Figure) -> dict[str, object]:
    """Return a quoted number as the community's row keeps it."""
    return {
        "slug": figure.slug,
        "value": figure.value,
        "name": {"zh": figure.name.zh, "en": figure.name.en},
        "source": {"zh": figure.source.zh, "en": figure.source.en},
    }


def load_ground(pack: Pack, anchor: datetime) -> None:
    """Write map, timeline, organisations, places and categories."""
    load_map(pack)
    for item in pack.timeline:
        with from_row("timeline.csv", item):
            communities.put_timeline_item(
                slug=item.slug,
                happened_on=item.happened_on,
                precision=item.precision,
                title=item.title,
                text=item.text,
                source=item.source,
                link=item.link,
                by_name=BY,
            )
    for position, row in enumerate(pack.organisations):
        with from_row("organisations.csv", row):
            put_organisation(
                slug=row.slug,
                kind=row.kind,
                name=row.name,
                description=row.description,
                phone=row.phone,
                handles_cases=row.handles_cases,
                is_invented=row.is_invented,
                position=position,
            )
    load_places(pack, anchor)
    load_categories(pack)


def load_map(pack: Pack) -> None:
    """Write the theme blocks and the illustrative map."""
    for position, block in enumerate(pack.blocks):
        with from_row("blocks.geojson", block):
            communities.put_block(
                slug=block.slug,
                name=block.name,
                theme=block.theme,
                colour=block.colour,
                ring=block.ring,
                position=position,
                by_name=BY,
            )
    for position, shape in enumerate(pack.shapes):
        with from_row("streets.geojson", shape):
            communities.put_street_line(
                position=position,
                kind=shape.kind,
                name=shape.name,
                width=shape.width,
                points=shape.points,
                by_name=BY,
            )


def load_places(pack: Pack, anchor: datetime) -> None:
    """Write places, parents before children, then what is in them."""
    places: dict[str, Place] = {}
    for place in parents_first(pack.places):
        with from_row("places.csv", place):
            places[place.slug] = put_place(entry=entry_of(place), by_name=BY)
    positions: Counter[str] = Counter()
    for row in pack.amenities:
        with from_row("amenities.csv", row):
            put_amenity(
                place=places[row.place],
                kind=row.kind,
                count=row.count,
                note=row.note,
                position=positions[row.place],
                status=row.status,
                confirmed_at=row.confirmed.at(anchor) if row.confirmed else None,
                by_name=BY,
            )
            positions[row.place] += 1
    load_matters(pack, places)


def load_matters(pack: Pack, places: dict[str, Place]) -> None:
    """Write what can be done at the counters."""
    positions: Counter[str] = Counter()
    for row in pack.matters:
        with from_row("matters.csv", row):
            put_matter(
                place=places[row.place],
                slug=row.slug,
                name=row.name,
                papers=row.papers,
                position=positions[row.place],
                by_name=BY,
            )
            positions[row.place] += 1


def parents_first(rows: Iterable[contents.Place]) -> Iterator[contents.Place]:
    """Yield places so that each comes after the one it lies in; a checked pack has no circles."""
    waiting = list(rows)
    written: set[str] = {""}
    while waiting:
        ready = [row for row in waiting if row.parent in written]
        yield from ready
        written |= {row.slug for row in ready}
        waiting = [row for row in waiting if row.slug not in written]


def entry_of(row: contents.Place) -> PlaceEntry:
    """Return a place as the room takes it."""
    return PlaceEntry(
        slug=row.slug,
        kind=row.kind,
        name=row.name,
        lat_deg=row.lat_deg,
        lon_deg=row.lon_deg,
        short=row.short,
        level=row.level,
        address=row.address,
        note=row.note,
        block=row.block,
        parent=row.parent,
        host=row.host,
        brand=row.brand,
        stand_up=row.stand_up,
        price_low_fen=row.price_low_fen,
        price_high_fen=row.price_high_fen,
        rider_price_fen=row.rider_price_fen,
        is_model=row.is_model,
        hours=row.hours.to_json() if row.hours else None,
        provenance=row.provenance,
        outside_reason=row.outside_reason,
    )


def load_categories(pack: Pack) -> None:
    """Write what people may say here, in the order of the file."""
    units = organisations()
    for position, row in enumerate(pack.categories):
        with from_row("categories.toml", row):
            put_category(
                slug=row.code,
                kind=row.kind,
                name=row.name,
                keywords_zh=row.keywords_zh,
                keywords_en=row.keywords_en,
                unit=units.get(row.owner),
                allowed_working_days=row.allowed_working_days,
                allowed_hours=row.allowed_hours,
                is_danger=row.is_danger,
                emergency_number=" ".join(row.call),
                position=position,
                by_name=BY,
            )


def load_people(pack: Pack) -> None:
    """Write the demo sign-ins of a demo community; their names carry the community's slug."""
    if not pack.community.is_demo:
        return
    bodies = organisations()
    for row in pack.staff:
        with from_row("staff.csv", row):
            put_demo_staff(
                username=f"{row.username}-{pack.community.slug}",
                nickname=nickname_of(row.name),
                role=row.role,
                organisation=bodies[row.organisation],
            )


def load_referral(pack: Pack) -> None:
    """Write where the service centre is, and name the demo holder where nobody holds the inbox yet."""
    set_up = pack.community.referral
    if set_up is None:
        return
    with from_row("pack.toml", set_up):
        centre = Place.objects.get(slug=set_up.place)
        inbox = put_centre(place=centre, phone=set_up.phone, by_name=BY)
        # Somebody whom an admin named since keeps the inbox: another name would end their key.
        if pack.community.is_demo and set_up.holder and inbox.holder_id is None:
            name_holder(username=f"{set_up.holder}-{pack.community.slug}", by_name=BY)


def nickname_of(name: Bilingual) -> str:
    """Return the one name a sign-in has."""
    return (name.zh or name.en)[:40]


def organisations() -> dict[str, Organisation]:
    """Return the community's organisations by slug."""
    return {row.slug: row for row in Organisation.objects.all()}
