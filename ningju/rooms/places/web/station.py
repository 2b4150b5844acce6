"""What the station page needs: what is here, now, and where else one could go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ningju.ground.files.images import SMALL_SIDE_PX
from ningju.ground.files.views import file_address
from ningju.ground.links import page_language
from ningju.ground.page_cache import is_personal
from ningju.kernel.geo import distance_m, walk_min
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.places.access import may_keep
from ningju.rooms.places.cards import price_words
from ningju.rooms.places.freshness import ago, amenity_words, is_stale
from ningju.rooms.places.map_links import links_to
from ningju.rooms.places.models import Amenity, Place, PlacePhoto, WaitReport
from ningju.rooms.places.opening import NIGHT, State, next_clock, state_at, wall_day

SISTERS_WITHIN_MIN = 15
MOST_SISTERS = 5
WAIT_IS_FRESH = timedelta(minutes=60)
QUEUES = (0, 3, 5, 10, 20, 40)
RESTING = (Place.Kind.STATION, Place.Kind.SERVICE_SITE, Place.Kind.LUNCH_POINT)


@dataclass(frozen=True, slots=True)
class Fact:
    """One amenity as the station page shows it."""

    amenity: Amenity
    words: str
    mood: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The photo of a place as a page shows it: two addresses, the size in pixels, the words."""

    photo: PlacePhoto
    url: str
    small_url: str
    small_width: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another place, how far it is, and its state."""

    place: Place
    walk_min: int
    state: State


def station_context(request: HttpRequest, place: Place, now: datetime) -> dict[str, object]:
    """Return the context of a place's page."""
    state = state_at(place, now)
    neighbours = neighbours_of(place, now)
    keeps = is_personal(request) and may_keep(actor_of(request), place)
    return {
        "place": place,
        "state": state,
        "day": day_bar(place, now),
        "hours": place.opening.describe(page_language(), wall_day(now)) if place.opening else [],
        "facts": [fact_of(amenity, now) for amenity in place.amenities.present().in_order()],
        "wait_words": wait_words(place, now),
        "queues": QUEUES,
        "open_now": None if state.is_open else first_open(neighbours, now),
        "at_night": at_night(place, neighbours, now),
        "sisters": sisters(neighbours),
        "inside": list(place.children.visible().in_order()),
        "matters": list(place.matters.order_by("position", "slug")),
        "price": price_words(place),
        "maps": links_to(place.name.read(page_language())[0], place.lat_deg, place.lon_deg),
        "said": said_words(request.GET.get("said", "")),
        "photo": photo_of(request, place),
        "keeps": keeps,
        "missing": place.missing if keeps else [],
    }


def photo_of(request: HttpRequest, place: Place) -> Shown | None:
    """Return the photo by which one finds the door, or None."""
    photo = PlacePhoto.objects.of(place).first()
    if photo is None:
        return None
    slug, stored = request.community.slug, photo.file  # type: ignore[attr-defined]
    longest = max(stored.width, stored.height)
    return Shown(
        photo=photo,
        url=file_address(slug, stored),
        small_url=file_address(slug, stored, is_small=True),
        small_width=round(stored.width * min(1, SMALL_SIDE_PX / longest)),
    )


def fact_of(amenity: Amenity, now: datetime) -> Fact:
    """Return an amenity with its words and mood."""
    return Fact(
        amenity=amenity,
        words=amenity_words(amenity, now),
        mood="bad" if amenity.is_broken else "",
        is_stale=is_stale(amenity, now),
    )


def day_bar(place: Place, now: datetime) -> dict[str, object] | None:
    """Return today's open spans in minutes after midnight, and now, or None without hours."""
    if place.opening is None:
        return None
    local = timezone.localtime(now)
    spans = place.opening.minutes_on(local.date())
    told = ", ".join(f"{clock(start)}–{clock(end)}" for start, end in spans)
    return {
        "spans": spans,
        "now_min": local.hour * 60 + local.minute,
        "words": _("Open today: %(spans)s") % {"spans": told} if told else _("Closed all day today"),
        "told": told,
    }


def clock(minute: int) -> str:
    """Return minutes after midnight as a time: 1440 is "24:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def neighbours_of(place: Place, now: datetime) -> list[Neighbour]:
    """Return the other places to rest, the nearest first."""
    others = Place.objects.visible().of_kinds(*RESTING).exclude(pk=place.pk).in_order()
    walks = [
        (walk_min(distance_m(place.lat_deg, place.lon_deg, other.lat_deg, other.lon_deg)), other)
        for other in others
    ]
    return [
        Neighbour(other, minutes, state_at(other, now))
        for minutes, other in sorted(walks, key=lambda walk: walk[0])
    ]


def sisters(neighbours: list[Neighbour]) -> list[Neighbour]:
    """Return places within a quarter of an hour on foot: the open ones first, each group by distance."""
    near = [one for one in neighbours if one.walk_min <= SISTERS_WITHIN_MIN]
    return sorted(near, key=lambda one: not one.state.is_open)[:MOST_SISTERS]


def first_open(neighbours: list[Neighbour], at: datetime) -> Neighbour | None:
    """Return the nearest place that is open at a moment."""
    return next((one for one in neighbours if one.place.opening and one.place.opening.is_open(at)), None)


def at_night(place: Place, neighbours: list[Neighbour], now: datetime) -> Neighbour | None:
    """Return the nearest place open at the next 1 a.m., if this one is not."""
    night = next_clock(NIGHT, now)
    if place.opening is not None and not place.is_paused and place.opening.is_open(night):
        return None
    return first_open(neighbours, night)


def wait_words(place: Place, now: datetime) -> str:
    """Say how many were waiting, if somebody said so within the hour."""
    report = WaitReport.objects.filter(place=place, at__gt=now - WAIT_IS_FRESH).order_by("-at").first()
    if report is None:
        return ""
    told = {"n": report.count, "ago": ago(report.at, now)}
    if report.count == 0:
        return _("Nobody was waiting %(ago)s.") % told
    return _("About %(n)d waiting, said somebody %(ago)s.") % told


def said_words(act: str) -> str:
    """Thank for a tap."""
    return {
        "used": _("Thank you, counted. Nobody is recorded."),
        "broken": _("Thank you. The keeper sees it now, and everybody else does too."),
        "queue": _("Thank you. The next people see how many wait."),
    }.get(act, "")
