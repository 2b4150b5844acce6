"""Two of the three lists, what is wanted and what is offered, and what joins them."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantForeignKey, TenantModel, bilingual
from ningju.kernel.text import Bilingual


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs of the community."""

    def unmet(self) -> Self:
        """Keep those whose case is still open."""
        return self.filter(case__closed_at=None)

    def for_list(self) -> Self:
        """Read case, category and place along, the longest waiting first."""
        return self.select_related("case__category", "place").order_by("case__opened_at", "id")


class Need(TenantModel):
    """What somebody wants (需求清单): its words, state and answer stand in its case."""

    case = TenantForeignKey("cases.Case", models.CASCADE, related_name="+")
    place = TenantForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")

    objects = NeedQuerySet.as_manager()

    class Meta:
        """One need a case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "case"], name="need_case_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "place"], name="need_place")]


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources of the community."""

    def available(self) -> Self:
        """Keep what was checked and still has something to give."""
        return self.filter(status=Resource.Status.AVAILABLE, taken__lt=F("capacity"))

    def of(self, organisation_ids: frozenset[int]) -> Self:
        """Keep what these organisations offer."""
        return self.filter(organisation_id__in=organisation_ids)

    def for_list(self) -> Self:
        """Read category, place and organisation along, the newest first."""
        return self.select_related("category", "place", "organisation").order_by("-offered_at", "-id")

    def with_pairings(self) -> Self:
        """Read along whom each serves, as ``served``."""
        served = models.Prefetch("pairings", Pairing.objects.joined().for_list(), to_attr="served")
        return self.prefetch_related(served)


class Resource(TenantModel):
    """What a partner can give (资源清单): how many, when, where, on which conditions."""

    class Status(models.TextChoices):
        """Where it stands."""

        OFFERED = "offered", _("Offered, not checked yet")
        AVAILABLE = "available", _("Available")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, db_index=False, blank=True)
    organisation = TenantForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    category = TenantForeignKey("cases.Category", models.PROTECT, related_name="+")
    place = TenantForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    title: Bilingual = bilingual(120)
    when: Bilingual = bilingual(120, blank=True)
    conditions: Bilingual = bilingual(400, blank=True)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        """Capacity never falls below zero: the database refuses it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="resource_public_id_once"),
            models.UniqueConstraint(
                fields=["community", "slug"], name="resource_slug_once", condition=~Q(slug="")
            ),
            models.CheckConstraint(name="resource_has_capacity", condition=Q(capacity__gte=1)),
            models.CheckConstraint(name="resource_not_overdrawn", condition=Q(taken__lte=F("capacity"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "category", "status"], name="resource_category"),
            models.Index(fields=["community", "organisation"], name="resource_organisation"),
        ]

    def __str__(self) -> str:
        """Name the resource."""
        return self.title_zh or self.title_en  # type: ignore[attr-defined,no-any-return]

    @property
    def left(self) -> int:
        """How many it can still serve."""
        return self.capacity - self.taken


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings of the community."""

    def joined(self) -> Self:
        """Keep those that were not undone."""
        return self.filter(state=Pairing.State.JOINED)

    def for_list(self) -> Self:
        """Read need, case and offer along, the newest first."""
        return self.select_related(
            "need__case__category", "need__place", "resource__organisation", "resource__place"
        ).order_by("-joined_at", "-id")


class Pairing(TenantModel):
    """A need joined with a resource (供需对接): proposed with a reason, decided by a person."""

    class State(models.TextChoices):
        """Where it stands."""

        JOINED = "joined", _("Joined")
        UNDONE = "undone", _("Undone")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    need = TenantForeignKey(Need, models.CASCADE, related_name="pairings")
    resource = TenantForeignKey(Resource, models.PROTECT, related_name="pairings")
    units = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=400)
    by_name = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.JOINED)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = PairingQuerySet.as_manager()

    class Meta:
        """A need holds a resource once at a time; a pairing says why."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="pairing_public_id_once"),
            models.UniqueConstraint(
                fields=["community", "need", "resource"],
                name="pairing_once",
                condition=Q(state="joined"),
            ),
            models.CheckConstraint(name="pairing_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="pairing_has_units", condition=Q(units__gte=1)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "resource"], name="pairing_resource"),
            models.Index(fields=["community", "need"], name="pairing_need"),
        ]


class ResourceEvent(TenantModel):
    """One change of a resource (资源变更), for its history."""

    resource = TenantForeignKey(Resource, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20)
    by_name = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        """Oldest first."""

        indexes: ClassVar = [models.Index(fields=["community", "resource", "at"], name="resourceevent_at")]
