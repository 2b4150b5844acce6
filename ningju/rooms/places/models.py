"""Places, what is in them, what can be done there, and what happened to them."""

import uuid
from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ningju.ground.holidays import current_calendar
from ningju.ground.models import TenantForeignKey, TenantModel, bilingual
from ningju.kernel.hours import OpeningHours
from ningju.kernel.text import Bilingual
from ningju.rooms.places.amenities import KINDS, REQUIRED, AmenityKind


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places of the community."""

    def visible(self) -> Self:
        """Keep the places that the map shows: those that have not paused."""
        return self.filter(is_paused=False)

    def of_kinds(self, *kinds: str) -> Self:
        """Keep the places of these kinds."""
        return self.filter(kind__in=kinds)

    def in_block(self, slug: str) -> Self:
        """Keep the places of one theme block."""
        return self.filter(block__slug=slug)

    def with_amenities(self, kinds: list[str]) -> Self:
        """Keep the places where each of these amenities works."""
        places = self
        for kind in kinds:
            working = Amenity.objects.working().filter(place=models.OuterRef("pk"), kind=kind)
            places = places.filter(models.Exists(working))
        return places

    def kept_by(self, organisation_ids: frozenset[int]) -> Self:
        """Keep the places that one of these organisations hosts."""
        return self.filter(host_id__in=organisation_ids)

    def in_order(self) -> Self:
        """Sort by name as Chinese readers expect: by pinyin."""
        return self.order_by("name_pinyin", "slug")

    def for_cards(self) -> Self:
        """Load what a card in a list shows, in a fixed number of queries."""
        return self.select_related("block").prefetch_related(
            models.Prefetch("amenities", queryset=Amenity.objects.present().in_order())
        )


class Place(TenantModel):
    """One place (地点): a station, building, dispatch site, counter, lunch point, site or crowd spot."""

    class Kind(models.TextChoices):
        """What it is."""

        STATION = "station", _("Station")
        SERVICE_SITE = "service_site", _("Service site")
        LUNCH_POINT = "lunch_point", _("Lunch point")
        COUNTER = "counter", _("Counter")
        BUILDING = "building", _("Building")
        DISPATCH_SITE = "dispatch_site", _("Dispatch site")
        CROWD_SPOT = "crowd_spot", _("Crowd spot")

    class Level(models.TextChoices):
        """Which of the four levels a station has; other kinds have none."""

        CENTRAL = "central", _("Central station")
        HUB = "hub", _("Hub station")
        GRID = "grid", _("Grid station")
        MICRO = "micro", _("Micro stop")

    class Provenance(models.TextChoices):
        """Where the demo data comes from."""

        SOURCE = "source", _("Named in the newspaper; details are demo")
        NOT_IN_SOURCE = "not_in_source", _("A real public place, not in the newspaper")
        INVENTED = "invented", _("Invented for the demo")

    slug = models.SlugField(max_length=60, db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    name: Bilingual = bilingual(80)
    name_pinyin = models.CharField(max_length=240)
    address: Bilingual = bilingual(200, blank=True)
    note: Bilingual = bilingual(400, blank=True)
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()
    block = TenantForeignKey("communities.Block", models.PROTECT, null=True, blank=True, related_name="+")
    parent = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    host = TenantForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    brand = TenantForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    stand_up = models.TimeField(null=True, blank=True)
    price_low_fen = models.PositiveIntegerField(null=True, blank=True)
    price_high_fen = models.PositiveIntegerField(null=True, blank=True)
    rider_price_fen = models.PositiveIntegerField(null=True, blank=True)
    is_model = models.BooleanField(default=False)
    hours = models.JSONField(default=dict, blank=True)
    short = models.CharField(max_length=12)
    provenance = models.CharField(max_length=16, choices=Provenance, default=Provenance.SOURCE)
    outside_reason: Bilingual = bilingual(200, blank=True)
    is_paused = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        """One slug and one short link a community; only stations have a level."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="place_slug_once"),
            models.UniqueConstraint(fields=["community", "short"], name="place_short_once"),
            models.CheckConstraint(
                name="place_level_of_stations",
                condition=models.Q(kind="station") ^ models.Q(level=""),
            ),
            models.CheckConstraint(
                name="place_is_on_earth",
                condition=models.Q(lat_deg__range=(-90, 90)) & models.Q(lon_deg__range=(-180, 180)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "kind", "name_pinyin"], name="place_by_kind"),
            models.Index(fields=["community", "host"], name="place_by_host"),
            models.Index(fields=["community", "parent"], name="place_by_parent"),
        ]

    def __str__(self) -> str:
        """Name the place."""
        return self.slug

    @cached_property
    def opening(self) -> OpeningHours | None:
        """The opening hours, or None where nobody told us."""
        return OpeningHours.from_json(self.hours, current_calendar()) if self.hours else None

    @property
    def is_demo(self) -> bool:
        """Say whether the place was invented for the demo."""
        return self.provenance == self.Provenance.INVENTED

    @property
    def label(self) -> str:
        """The level of a station, else the kind."""
        return self.get_level_display() if self.level else self.get_kind_display()

    @property
    def missing(self) -> list[AmenityKind]:
        """The amenities that the station's level asks for and that are not there."""
        there = {amenity.kind for amenity in self.amenities.all()}
        return [KINDS[kind] for kind in sorted(REQUIRED.get(self.level, frozenset()) - there)]


class AmenityQuerySet(models.QuerySet["Amenity"]):
    """Amenities of the community's places."""

    def present(self) -> Self:
        """Keep what has not been taken away, broken or not."""
        return self.exclude(status=Amenity.Status.REMOVED)

    def working(self) -> Self:
        """Keep what works, as far as we know."""
        return self.filter(status=Amenity.Status.OK)

    def broken(self) -> Self:
        """Keep what somebody said is broken."""
        return self.filter(status=Amenity.Status.BROKEN)

    def in_order(self) -> Self:
        """Sort by the order in which a place names them."""
        return self.order_by("position", "kind")


class Amenity(TenantModel):
    """One thing a place has for people (设施): water, a microwave, seats."""

    class Status(models.TextChoices):
        """Whether it can be used."""

        OK = "ok", _("works")
        BROKEN = "broken", _("broken")
        REMOVED = "removed", _("taken away")

    place = TenantForeignKey("places.Place", models.CASCADE, related_name="amenities")
    kind = models.CharField(max_length=16)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OK)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reported_broken_at = models.DateTimeField(null=True, blank=True)
    note: Bilingual = bilingual(200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = AmenityQuerySet.as_manager()

    class Meta:
        """One row a place and kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "place", "kind"], name="amenity_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "status"], name="amenity_by_status")]

    @property
    def declared(self) -> AmenityKind:
        """The kind's picture and words."""
        return KINDS[self.kind]

    @property
    def is_broken(self) -> bool:
        """Say whether somebody reported it broken and nobody has mended it."""
        return self.status == self.Status.BROKEN


class Matter(TenantModel):
    """One matter that a counter handles (办理事项), and the papers to bring."""

    place = TenantForeignKey("places.Place", models.CASCADE, related_name="matters")
    slug = models.SlugField(max_length=60, db_index=False)
    name: Bilingual = bilingual(120)
    papers: Bilingual = bilingual(600, blank=True)
    link = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """One slug a counter."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "place", "slug"], name="matter_once"),
        ]


class UsageCount(TenantModel):
    """How often people tapped "I used it" at a place in one hour (使用计数). Nothing about who."""

    place = TenantForeignKey("places.Place", models.CASCADE, related_name="+")
    hour_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a place and hour."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "place", "hour_at"], name="usagecount_once"),
        ]


class WaitReport(TenantModel):
    """How many people were waiting, as somebody there said (排队情况). Nothing about who."""

    place = TenantForeignKey("places.Place", models.CASCADE, related_name="waits")
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        indexes: ClassVar = [models.Index(fields=["community", "place", "-at"], name="waitreport_newest")]


class PlaceEvent(TenantModel):
    """One change of a place's state (地点变更), for its history."""

    place = TenantForeignKey("places.Place", models.CASCADE, related_name="events")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=24)
    amenity_kind = models.CharField(max_length=16, blank=True)
    former = models.CharField(max_length=200, blank=True)
    present = models.CharField(max_length=200, blank=True)

    class Meta:
        """By place and time."""

        indexes: ClassVar = [models.Index(fields=["community", "place", "at"], name="placeevent_of_place")]


class PlacePhotoQuerySet(models.QuerySet["PlacePhoto"]):
    """Photos of the community's places."""

    def of(self, place: Place) -> Self:
        """Keep the photo of one place that can be shown."""
        return self.filter(place=place, file__state="kept").select_related("file")


class PlacePhoto(TenantModel):
    """The picture by which one finds a place's door (地点照片), and its words for those who do not see it."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    place = TenantForeignKey("places.Place", models.CASCADE, related_name="photos")
    file = TenantForeignKey("ground.StoredFile", models.PROTECT, related_name="+")
    alt: Bilingual = bilingual(200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PlacePhotoQuerySet.as_manager()

    class Meta:
        """One photo a place, and never without words."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "place"], name="placephoto_once"),
            models.UniqueConstraint(fields=["community", "public_id"], name="placephoto_public_id_once"),
            models.CheckConstraint(
                name="placephoto_has_words",
                condition=~models.Q(alt_zh="") | ~models.Q(alt_en=""),
            ),
        ]
