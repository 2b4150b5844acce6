"""Opportunities to give a hand, and the seats people take in them."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantForeignKey, TenantModel, bilingual
from ningju.kernel.text import Bilingual


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    """Opportunities of the community."""

    def open_at(self, now: datetime) -> Self:
        """Keep those that one can still sign up for."""
        return self.filter(status=Opportunity.Status.OPEN, ends_at__gt=now)

    def with_seats_taken(self) -> Self:
        """Count the seats taken, as ``seats_taken`` (a subquery: rows are keyed by community and id)."""
        seats = Seat.objects.filter(opportunity=models.OuterRef("pk")).order_by()
        counted = seats.values("opportunity").annotate(taken=models.Count("*")).values("taken")
        return self.annotate(seats_taken=Coalesce(models.Subquery(counted), 0))

    def with_old_seats(self, ended_before: datetime) -> Self:
        """Keep those that ended before a time and still hold seats."""
        seats = Seat.objects.filter(opportunity=models.OuterRef("pk"))
        return self.filter(models.Exists(seats), ends_at__lte=ended_before)

    def for_page(self) -> Self:
        """Read place and host along, the soonest first."""
        return self.select_related("place", "host").order_by("starts_at", "id")


class Opportunity(TenantModel):
    """One thing to give a hand with (志愿任务), at a time, with a number of hands."""

    class Effort(models.TextChoices):
        """How much of one's day it takes."""

        FIVE_MINUTES = "5min", _("Five minutes")
        ONE_HOUR = "1h", _("An hour")
        HALF_DAY = "halfday", _("Half a day")

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Hands wanted")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Called off")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, db_index=False)
    title: Bilingual = bilingual(120)
    text: Bilingual = bilingual(blank=True)
    effort = models.CharField(max_length=8, choices=Effort)
    place = TenantForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    host = TenantForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hands_wanted = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    outcome: Bilingual = bilingual(400, blank=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        """Times in order, at least one hand, one slug a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="opportunity_slug_once"),
            models.UniqueConstraint(fields=["community", "public_id"], name="opportunity_public_id_once"),
            models.CheckConstraint(
                name="opportunity_ends_after_start",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(name="opportunity_wants_hands", condition=models.Q(hands_wanted__gte=1)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "status", "starts_at"], name="opportunity_soonest"),
        ]

    def __str__(self) -> str:
        """Name the opportunity."""
        return self.slug

    @property
    def hands_left(self) -> int:
        """How many hands are still wanted; needs ``with_seats_taken()``."""
        taken: int = self.seats_taken  # type: ignore[attr-defined]
        return self.hands_wanted - taken


class Seat(TenantModel):
    """One pair of hands promised (报名席位): a nickname, and nothing else about the person.

    Seats are numbered from 1; the unique number, not a count in Python, keeps two people out of
    one seat. Letting go deletes the row and leaves no mark.
    """

    lifetime: ClassVar[str] = "seat"

    opportunity = TenantForeignKey(Opportunity, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    nickname = models.CharField(max_length=20)
    secret_digest = models.BinaryField(max_length=32)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One person a seat; a link opens one seat."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "opportunity", "number"], name="seat_number_once"),
            models.UniqueConstraint(fields=["community", "secret_digest"], name="seat_secret_once"),
            models.CheckConstraint(name="seat_number_from_one", condition=models.Q(number__gte=1)),
        ]


class OpportunityEvent(TenantModel):
    """One change of an opportunity (任务变更), for its history; people are not named."""

    opportunity = TenantForeignKey(Opportunity, models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=20)
    by_name = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        """Oldest first."""

        indexes: ClassVar = [
            models.Index(fields=["community", "opportunity", "at"], name="opportunityevent_at"),
        ]
