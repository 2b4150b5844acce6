"""Changes to a community, and the address book of codes and short links."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ningju.ground.changes import save_changes
from ningju.ground.tenancy import current_community_id, in_community
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import (
    Address,
    Block,
    Community,
    SettingChange,
    StreetLine,
    TimelineItem,
)

NO_TEXT = Bilingual("", "")
WEATHER_HOLDS = timedelta(hours=24)
Points = Sequence[tuple[float, float]]
TOUCHED: ContextVar[set[int] | None] = ContextVar("touched", default=None)


def digest(purpose: str, text: str) -> bytes:
    """Return the HMAC under which the address book knows a code, secret or short link."""
    key = hashlib.sha256(b"ningju.address-book" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)


def register_address(*, purpose: str, text: str) -> None:
    """Write a code, secret or short link of the current community into the address book."""
    Address.objects.create(digest=digest(purpose, text), purpose=purpose, community_id=current_community_id())


def find_community(*, purpose: str, text: str) -> Community | None:
    """Return the community that a code, secret or short link belongs to, or None."""
    found = Address.objects.select_related("community").filter(digest=digest(purpose, text)).first()
    return found.community if found else None


def touch_content() -> None:
    """Mark the community's public content as changed, so that no cached page outlives it."""
    touched = TOUCHED.get()
    if touched is not None:
        touched.add(current_community_id())
        return
    Community.objects.filter(pk=current_community_id()).update(content_version=F("content_version") + 1)


@contextmanager
def touch_content_once() -> Iterator[None]:
    """Mark the content as changed once at the end, however many changes happen within.

    For long loads in one transaction: nobody sees any of it before the end anyway.
    """
    touched: set[int] = set()
    former = TOUCHED.set(touched)
    try:
        yield
    finally:
        TOUCHED.reset(former)
    if current_community_id() in touched:
        touch_content()


@transaction.atomic
def change_words(*, community: Community, by_name: str, words: dict[str, str]) -> None:
    """Change texts of the community (columns such as ``slogan_zh``) and keep what stood there.

    Raises:
        KeyError: a name is no text column of a community.
    """
    for field, present in words.items():
        if field not in TEXT_COLUMNS:
            raise KeyError(field)
        former = getattr(community, field)
        if former != present:
            setattr(community, field, present)
            SettingChange.objects.create(by_name=by_name, field=field, former=former, present=present)
    community.save(update_fields=list(words))
    touch_content()


@transaction.atomic
def switch_module(*, community: Community, module: str, is_on: bool, by_name: str) -> None:
    """Switch a part of the service on or off for the whole community; what it holds stays.

    Writes one line of history if that changes anything.

    Raises:
        RuleViolation: there is no such module (field ``module``).
    """
    if module not in Community.Module.values:
        raise RuleViolation(_("There is no such part to switch."), field="module")
    locked = Community.objects.select_for_update().get(pk=community.pk)
    if locked.has_module(module) is is_on:
        return
    former = list(locked.modules)
    locked.modules = [*former, module] if is_on else [one for one in former if one != module]
    locked.save(update_fields=["modules"])
    community.modules = locked.modules
    note_change("modules", former=", ".join(former), present=", ".join(locked.modules), by_name=by_name)
    touch_content()


@transaction.atomic
def warn_of_weather(*, community: Community, weather: str, now: datetime, by_name: str) -> None:
    """Show a weather banner on every public page of the community, or take it down.

    The banner ends by itself after a day. Writes one line of history.

    Args:
        community: whose pages.
        weather: a value of ``Community.Weather``, or empty to take the banner down.
        now: the moment; the banner holds for 24 hours from it.
        by_name: who says so.

    Raises:
        RuleViolation: there is no such weather (field ``weather``).
    """
    if weather and weather not in Community.Weather.values:
        raise RuleViolation(_("Choose heat, rain, cold or none."), field="weather")
    former, community.weather = community.weather_now, weather
    community.weather_until_at = now + WEATHER_HOLDS if weather else None
    community.save(update_fields=["weather", "weather_until_at"])
    note_change("weather", former=former, present=weather, by_name=by_name)
    touch_content()


@transaction.atomic
def put_community(*, slug: str, columns: Mapping[str, Any], by_name: str) -> Community:
    """Save a community under its slug, or bring the one that is there up to these columns.

    Writes one line of history for each column of a known community that changes.

    Args:
        slug: its short name in addresses.
        columns: columns of ``Community`` and their values.
        by_name: who says so.
    """
    community = Community.objects.select_for_update().filter(slug=slug).first() or Community(slug=slug)
    former = save_changes(community, columns)
    if former:
        with in_community(community.pk):
            for field, value in former.items():
                note_change(field, former=value, present=columns[field], by_name=by_name)
            touch_content()
        community.refresh_from_db(fields=["content_version"])
    return community


@transaction.atomic
def put_block(
    *, slug: str, name: Bilingual, theme: Bilingual, colour: str, ring: Points, position: int, by_name: str
) -> Block:
    """Save a theme block under its slug, or bring the one that is there up to this.

    Args:
        slug: its short name.
        name: its name.
        theme: what it stands for.
        colour: as #RRGGBB.
        ring: (longitude, latitude) points, WGS-84.
        position: its place among the blocks.
        by_name: who says so.
    """
    block = Block.objects.filter(slug=slug).first() or Block(slug=slug)
    put_row(
        block,
        f"block {slug}",
        by_name,
        {
            **both("name", name),
            **both("theme", theme),
            "colour": colour,
            "outline": [list(point) for point in ring],
            "position": position,
        },
    )
    return block


@transaction.atomic
def put_street_line(
    *, position: int, kind: str, name: Bilingual, width: float, points: Points, by_name: str
) -> StreetLine:
    """Save one line or area of the illustrative map under its position, or correct it.

    Args:
        position: its place in the drawing order.
        kind: street, water, park or outline.
        name: its name, or empty.
        width: how broad it is drawn.
        points: (longitude, latitude) points, WGS-84.
        by_name: who says so.
    """
    line = StreetLine.objects.filter(position=position).first() or StreetLine(position=position)
    shape = [list(point) for point in points]
    put_row(
        line,
        f"street line {position}",
        by_name,
        {"kind": kind, **both("name", name), "width": width, "shape": shape},
    )
    return line


@transaction.atomic
def put_timeline_item(
    *,
    slug: str,
    happened_on: date,
    precision: str,
    title: Bilingual,
    text: Bilingual = NO_TEXT,
    source: Bilingual = NO_TEXT,
    link: str = "",
    by_name: str,
) -> TimelineItem:
    """Save one dated event under its slug, or bring the one that is there up to this."""
    item = TimelineItem.objects.filter(slug=slug).first() or TimelineItem(slug=slug)
    columns = {"happened_on": happened_on, "precision": precision, "link": link}
    columns |= both("title", title) | both("text", text) | both("source", source)
    put_row(item, f"timeline {slug}", by_name, columns)
    return item


def put_row(row: Any, name: str, by_name: str, columns: Mapping[str, Any]) -> bool:
    """Save a row that differs from these columns, with one line of history; say whether it was saved."""
    former = save_changes(row, columns)
    if former is None:
        return False
    present = ", ".join(former) if former else "new"
    note_change(name[:60], former=former or "", present=present, by_name=by_name)
    touch_content()
    return True


def note_change(field: str, *, former: object, present: object, by_name: str) -> None:
    """Write one line of the community's history."""
    SettingChange.objects.create(by_name=by_name, field=field, former=str(former), present=str(present))


def both(name: str, text: Bilingual) -> dict[str, str]:
    """Return the two columns of a text in two languages."""
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}


TEXT_COLUMNS = frozenset(
    f"{name}_{language}"
    for name in ("name", "short_name", "city", "programme", "birthplace", "motto", "slogan", "about")
    for language in ("zh", "en")
)
