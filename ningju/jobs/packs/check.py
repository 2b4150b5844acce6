"""What the files of a pack say about each other: names that must exist, points that must lie inside."""

from collections.abc import Callable, Iterable
from typing import Any

from ningju.jobs.packs.contents import Block, Pack, Place
from ningju.jobs.packs.offsets import is_before
from ningju.jobs.packs.problems import Findings
from ningju.jobs.packs.vocabulary import KINDS_WITH_HOURS
from ningju.kernel.geo import point_in_polygon
from ningju.rooms.referral.access import MAY_HOLD, may_hold

KEYS_OF_FILES = (
    ("timeline.csv", "timeline", ("slug",)),
    ("organisations.csv", "organisations", ("slug",)),
    ("places.csv", "places", ("slug",)),
    ("places.csv", "places", ("short",)),
    ("amenities.csv", "amenities", ("place", "kind")),
    ("matters.csv", "matters", ("place", "slug")),
    ("blocks.geojson", "blocks", ("slug",)),
    ("resources.csv", "resources", ("slug",)),
    ("opportunities.csv", "opportunities", ("slug",)),
    ("care.csv", "care", ("slug",)),
    ("staff.csv", "staff", ("username",)),
)


def check_pack(pack: Pack, findings: Findings) -> None:
    """Note everything in which the files do not fit together."""
    for file, name, keys in KEYS_OF_FILES:
        check_once(file, getattr(pack, name), keys, findings)
    check_references(pack, findings)
    check_referral(pack, findings)
    check_map(pack, findings)
    check_timeline(pack, findings)
    for place in pack.places:
        check_place(place, findings)
    for task in pack.opportunities:
        if not is_before(task.starts, task.ends):
            zh, en = "结束要晚于开始", "must be later than the start"
            findings.add("opportunities.csv", task.line, "ends", zh, en)
    check_invented_people(pack, findings)
    check_counters(pack, findings)
    check_parents(pack.places, findings)


def check_invented_people(pack: Pack, findings: Findings) -> None:
    """Note people of the care register in a pack that is no demo: real people join by themselves only."""
    for row in () if pack.community.is_demo else pack.care:
        zh = "只有演示包能有虚构的登记；真人只能自己登记"
        en = "only a demo pack may have invented entries; real people join by themselves"
        findings.add("care.csv", row.line, "slug", zh, en)


def check_once(file: str, rows: Iterable[Any], keys: tuple[str, ...], findings: Findings) -> None:
    """Note rows whose key another row already has."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in keys)
        if key in seen:
            said = " ".join(key)
            findings.add(
                file,
                row.line,
                keys[-1],
                f"“{said}”和第 {seen[key]} 行重复",
                f'"{said}" repeats line {seen[key]}',
            )
        seen.setdefault(key, row.line)


def check_references(pack: Pack, findings: Findings) -> None:
    """Note every name of a block, place, organisation or category that no file gives."""
    blocks = {block.slug for block in pack.blocks}
    places = {place.slug for place in pack.places}
    organisations = {organisation.slug for organisation in pack.organisations}
    units = {organisation.slug for organisation in pack.organisations if organisation.handles_cases}
    categories = {category.code for category in pack.categories}
    listed: tuple[tuple[str, tuple[Any, ...], str, set[str], str], ...] = (
        ("places.csv", pack.places, "block", blocks, "blocks.geojson"),
        ("places.csv", pack.places, "parent", places, "places.csv"),
        ("places.csv", pack.places, "host", organisations, "organisations.csv"),
        ("places.csv", pack.places, "brand", organisations, "organisations.csv"),
        ("amenities.csv", pack.amenities, "place", places, "places.csv"),
        ("matters.csv", pack.matters, "place", places, "places.csv"),
        ("categories.toml", pack.categories, "owner", units, "organisations.csv (handles_cases)"),
        ("cases.csv", pack.cases, "category", categories, "categories.toml"),
        ("cases.csv", pack.cases, "place", places, "places.csv"),
        ("needs.csv", pack.needs, "category", categories, "categories.toml"),
        ("needs.csv", pack.needs, "place", places, "places.csv"),
        ("resources.csv", pack.resources, "category", categories, "categories.toml"),
        ("resources.csv", pack.resources, "offered_by", organisations, "organisations.csv"),
        ("resources.csv", pack.resources, "place", places, "places.csv"),
        ("opportunities.csv", pack.opportunities, "place", places, "places.csv"),
        ("opportunities.csv", pack.opportunities, "host", organisations, "organisations.csv"),
        ("care.csv", pack.care, "unit", units, "organisations.csv (handles_cases)"),
        ("staff.csv", pack.staff, "organisation", organisations, "organisations.csv"),
    )
    for file, rows, column, known, source in listed:
        for row in rows:
            name = getattr(row, column)
            if name and name not in known:
                findings.add(
                    file,
                    row.line,
                    column,
                    f"{source} 里没有“{name}”；改成那里有的，或先加进去",
                    f'{source} has no "{name}"; use one that is there, or add it first',
                )


def check_referral(pack: Pack, findings: Findings) -> None:
    """Note a service centre that is no place, and a holder who may not hold the inbox."""
    set_up = pack.community.referral
    if set_up is None:
        return
    if set_up.place not in {place.slug for place in pack.places}:
        zh, en = f"places.csv 里没有“{set_up.place}”", f'places.csv has no "{set_up.place}"'
        findings.add("pack.toml", set_up.line, "referral.place", zh, en)
    roles = {person.role for person in pack.staff if person.username == set_up.holder}
    if set_up.holder and not may_hold(frozenset(roles)):
        findings.add(
            "pack.toml",
            set_up.line,
            "referral.holder",
            f"“{set_up.holder}”要在 staff.csv 里，岗位是 {'、'.join(sorted(MAY_HOLD))} 之一",
            f'"{set_up.holder}" must stand in staff.csv as one of {", ".join(sorted(MAY_HOLD))}',
        )


def check_map(pack: Pack, findings: Findings) -> None:
    """Note places outside the outline without a reason, and places outside their block."""
    outlines = [shape.points for shape in pack.shapes if shape.kind == "outline"]
    rings = {block.slug: block for block in pack.blocks}
    for place in pack.places:
        is_inside = any(point_in_polygon(place.lon_deg, place.lat_deg, ring) for ring in outlines)
        if outlines and not is_inside and not place.outside_reason:
            findings.add(
                "places.csv",
                place.line,
                "lat_deg",
                f"“{place.slug}”在范围以外；改坐标，或在 outside_reason_zh/_en 写明原因",
                f'"{place.slug}" lies outside the outline; mend the coordinates, or say why in'
                " outside_reason_zh and outside_reason_en",
            )
        elif is_inside and place.outside_reason:
            findings.add(
                "places.csv",
                place.line,
                "outside_reason_zh",
                f"“{place.slug}”在范围以内，不用写 outside_reason",
                f'"{place.slug}" lies inside the outline; leave outside_reason empty',
            )
        elif is_inside:
            check_block(place, rings, findings)


def check_block(place: Place, blocks: dict[str, Block], findings: Findings) -> None:
    """Note a place within the outline that names no block, or lies outside the one it names."""
    if not place.block:
        findings.add("places.csv", place.line, "block", "要写所在街区", "name the block it lies in")
        return
    block = blocks.get(place.block)
    if block is not None and not point_in_polygon(place.lon_deg, place.lat_deg, block.ring):
        holding = [b.slug for b in blocks.values() if point_in_polygon(place.lon_deg, place.lat_deg, b.ring)]
        findings.add(
            "places.csv",
            place.line,
            "block",
            f"“{place.slug}”不在街区“{place.block}”里；它在：{'、'.join(holding) or '没有街区'}",
            f'"{place.slug}" is not in the block "{place.block}"; it is in: {", ".join(holding) or "none"}',
        )


def check_timeline(pack: Pack, findings: Findings) -> None:
    """Note items that are not in the order of their dates."""
    for former, item in zip(pack.timeline, pack.timeline[1:], strict=False):
        if item.happened_on < former.happened_on:
            findings.add(
                "timeline.csv",
                item.line,
                "on",
                f"比第 {former.line} 行早；请按日期排",
                f"earlier than line {former.line}; sort by date",
            )


RULES_BY_KIND: tuple[tuple[str, Callable[[Place], bool], str, str], ...] = (
    ("level", lambda p: (p.kind == "station") != bool(p.level),
     "站点要写 level，别的地点不写", "a station needs a level; other places have none"),
    ("hours", lambda p: p.kind in KINDS_WITH_HOURS and p.hours is None,
     "这类地点要写开放时间", "this kind of place needs opening hours"),
    ("brand", lambda p: (p.kind == "dispatch_site") != bool(p.brand),
     "配送站要写 brand，别的地点不写", "a dispatch site needs a brand; other places have none"),
    ("stand_up", lambda p: (p.kind == "dispatch_site") != (p.stand_up is not None),
     "配送站要写早会时刻 stand_up，别的地点不写", "a dispatch site needs a stand_up time; others have none"),
    ("parent", lambda p: p.kind == "counter" and not p.parent,
     "延伸点要写在哪个地点里", "a counter needs the place it is in"),
    ("is_model", lambda p: p.is_model and p.kind != "lunch_point",
     "只有就餐点能是示范点", "only a lunch point can be a model"),
    ("price_low_fen", lambda p: (p.kind == "lunch_point") != (p.price_low_fen is not None)
     or (p.price_low_fen is None) != (p.price_high_fen is None),
     "就餐点要写最低和最高价（分），别的地点不写", "a lunch point needs a low and a high price in fen"),
    ("price_high_fen", lambda p: (p.price_high_fen or 0) < (p.price_low_fen or 0),
     "最高价比最低价低", "the high price is below the low one"),
    ("rider_price_fen", lambda p: p.rider_price_fen is not None and p.kind != "lunch_point",
     "只有就餐点写骑手价", "only a lunch point has a price for riders"),
)  # fmt: skip


def check_place(place: Place, findings: Findings) -> None:
    """Note what this kind of place lacks, or has and should not."""
    for column, is_broken, zh, en in RULES_BY_KIND:
        if is_broken(place):
            findings.add("places.csv", place.line, column, zh, en)


def check_counters(pack: Pack, findings: Findings) -> None:
    """Note counters at which nothing can be done, and matters that stand at no counter."""
    kinds = {place.slug: place.kind for place in pack.places}
    served = {matter.place for matter in pack.matters}
    for place in pack.places:
        if place.kind == "counter" and place.slug not in served:
            findings.add(
                "places.csv",
                place.line,
                "slug",
                f"matters.csv 里没有“{place.slug}”能办的事",
                f'matters.csv says nothing that can be done at "{place.slug}"',
            )
    for matter in pack.matters:
        if kinds.get(matter.place, "counter") != "counter":
            findings.add("matters.csv", matter.line, "place", "这里不是延伸点", "this place is no counter")


def check_parents(places: Iterable[Place], findings: Findings) -> None:
    """Note places that are inside themselves by way of their parents."""
    parents = {place.slug: place.parent for place in places}
    for place in places:
        seen = {place.slug}
        above = place.parent
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == place.slug:
            findings.add(
                "places.csv",
                place.line,
                "parent",
                f"“{place.slug}”绕一圈又在自己里面；改掉其中一个 parent",
                f'"{place.slug}" is inside itself by way of its parents; change one parent',
            )
