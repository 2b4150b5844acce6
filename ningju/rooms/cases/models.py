"""Categories, cases, their history, and the links between them."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from ningju.ground.models import TenantForeignKey, TenantModel, bilingual
from ningju.kernel.codes import show_code
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.kinds import KINDS, Kind, Verb, Waiting
from ningju.rooms.organisations.access import Actor

CLOCKS = [("working", "working"), ("every_hour", "every_hour")]
SEES_ALL = ("coordinator", "leader", "admin")
SEES_OWN = ("worker", "keeper", "partner")


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories of the community."""

    def of_kind(self, kind: str) -> Self:
        """Keep one kind's categories, in the community's order."""
        return self.filter(kind=kind).order_by("position", "slug")


class Category(TenantModel):
    """What a case is about (事项类别), the unit that handles it, and how long it may take."""

    slug = models.SlugField(max_length=60, db_index=False)
    kind = models.CharField(max_length=12)
    name: Bilingual = bilingual(80)
    keywords_zh = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    keywords_en = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_danger = models.BooleanField(default=False)
    emergency_number = models.CharField(max_length=20, blank=True)
    clock = models.CharField(max_length=12, choices=CLOCKS, default="working")
    allowed_min = models.PositiveIntegerField()
    unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        """One slug a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="category_slug_once"),
            models.CheckConstraint(condition=models.Q(allowed_min__gt=0), name="category_allows_time"),
        ]

    def __str__(self) -> str:
        """Name the category."""
        return self.slug


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases of the community."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what this actor may see at the desk: all, their own units', or nothing."""
        if actor.has(*SEES_ALL):
            return self
        if actor.has(*SEES_OWN):
            return self.filter(unit_id__in=actor.organisation_ids)
        return self.none()

    def open(self) -> Self:
        """Keep the cases to which an answer is owed."""
        return self.filter(closed_at=None)

    def waiting_for_us(self) -> Self:
        """Keep the cases whose clock runs."""
        return self.filter(waiting=Waiting.US, closed_at=None)

    def waiting_on_others(self) -> Self:
        """Keep the open cases whose clock stands still."""
        return self.filter(closed_at=None, waiting__in=(Waiting.ASKER, Waiting.OTHERS))

    def answered(self) -> Self:
        """Keep the cases that have their answer."""
        return self.filter(closed_at__isnull=False)

    def overdue(self) -> Self:
        """Keep the cases whose time is up while it is our turn."""
        return self.waiting_for_us().filter(due_at__lt=timezone.now())

    def published(self) -> Self:
        """Keep the cases whose words staff have let appear in public."""
        return self.filter(published_at__isnull=False)

    def by_due(self) -> Self:
        """Sort by answer-by time: what is overdue comes first."""
        return self.order_by("due_at", "id")

    def the_one(self) -> "Case | None":
        """Return the row that a unique column names, or None, without sorting as ``first`` does."""
        return next(iter(self[:1]), None)

    def with_unit(self) -> Self:
        """Bring category and unit along in the same query."""
        return self.select_related("category", "unit")


class Case(TenantModel):
    """One matter that needs an answer (事项): what was asked, who has it, until when, what came of it."""

    class Via(models.TextChoices):
        """How it reached us."""

        WEB = "web"
        PHONE = "phone"
        PAPER = "paper"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=10)
    category = TenantForeignKey("cases.Category", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    where = models.CharField(max_length=200, blank=True)
    place: Bilingual = bilingual(120, blank=True)
    lat_deg = models.FloatField(null=True)
    lon_deg = models.FloatField(null=True)
    via = models.CharField(max_length=8, choices=Via, default=Via.WEB)
    is_by_proxy = models.BooleanField(default=False)
    contact = TenantForeignKey("messages.Contact", models.SET_NULL, null=True, related_name="+")

    state = models.CharField(max_length=16)
    waiting = models.CharField(max_length=8)
    unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    answer = models.TextField(blank=True)
    unit_verdict = models.CharField(max_length=12, blank=True)
    asker_verdict = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(null=True)

    clock = models.CharField(max_length=12, choices=CLOCKS)
    allowed_min = models.PositiveIntegerField()
    used = models.DurationField(default=timedelta)
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)

    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    words_erased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        """A closed case has an answer; a paused clock has a reason; the inbox has its indexes."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "code"], name="case_code_once"),
            models.UniqueConstraint(fields=["community", "public_id"], name="case_public_id_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(answered_at__isnull=False),
                name="case_closed_with_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(paused_at=None)
                | models.Q(~models.Q(pause_reason=""), closed_at=None, due_at=None),
                name="case_paused_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(lat_deg=None, lon_deg=None)
                | models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="case_point_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "waiting", "due_at", "id"],
                include=["assignee"],
                condition=models.Q(closed_at=None),
                name="case_inbox",
            ),
            models.Index(
                fields=["community", "unit", "waiting", "due_at", "id"],
                include=["assignee"],
                condition=models.Q(closed_at=None),
                name="case_unit_inbox",
            ),
            models.Index(fields=["community", "closed_at"], name="case_closed"),
            models.Index(fields=["community", "kind", "opened_at"], name="case_kind"),
            models.Index(
                fields=["community", "contact"],
                condition=models.Q(contact__isnull=False),
                name="case_contact",
            ),
        ]

    def __str__(self) -> str:
        """Name the case by its code."""
        return self.code

    @property
    def declared(self) -> Kind:
        """Return what its kind declares."""
        return KINDS[self.kind]

    @property
    def shown_code(self) -> str:
        """Return the code in the groups people say."""
        return show_code(self.code)

    @property
    def is_open(self) -> bool:
        """Say whether an answer is owed."""
        return self.closed_at is None

    @property
    def is_paused(self) -> bool:
        """Say whether the clock stands still for a stated reason."""
        return self.paused_at is not None

    @property
    def is_overdue(self) -> bool:
        """Say whether the time is up while it is our turn."""
        return self.waiting == Waiting.US and self.due_at is not None and self.due_at < timezone.now()

    @property
    def is_published(self) -> bool:
        """Say whether the asker's words may be shown in public."""
        return self.published_at is not None

    def may(self, verb: Verb) -> bool:
        """Say whether this can happen to the case now, whoever does it."""
        if verb in (Verb.PAUSE, Verb.ASK_BACK) and self.is_paused:
            return False
        if verb is Verb.RESUME and not self.is_paused:
            return False
        if verb is Verb.CONFIRM and self.asker_verdict == "solved":
            return False
        if verb in (Verb.PUBLISH, Verb.UNPUBLISH) and self.is_published is (verb is Verb.PUBLISH):
            return False
        return self.declared.may(verb, self.state)


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    """Lines of history."""

    def of(self, case: Case) -> Self:
        """Keep one case's lines, newest first, with the units they name."""
        return self.filter(case=case).select_related("by_unit", "from_unit", "to_unit").order_by("-at", "-id")

    def for_asker(self) -> Self:
        """Leave out what only staff see."""
        return self.exclude(verb__in=STAFF_ONLY)


STAFF_ONLY = (Verb.NOTE, Verb.RELEASE, Verb.PUBLISH, Verb.UNPUBLISH)


class CaseEvent(TenantModel):
    """One line of a case's history (办理记录); it is written once and never changed."""

    class By(models.TextChoices):
        """In which capacity somebody acted."""

        ASKER = "asker"
        STAFF = "staff"

    case = TenantForeignKey("cases.Case", models.CASCADE, related_name="events")
    at = models.DateTimeField()
    verb = models.CharField(max_length=12)
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    by = models.CharField(max_length=8, choices=By)
    by_unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    is_by_proxy = models.BooleanField(default=False)
    from_unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    to_unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    words_for_asker = models.TextField(blank=True)
    words_for_staff = models.TextField(blank=True)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        """Read by case and time."""

        indexes: ClassVar = [models.Index(fields=["community", "case", "at", "id"], name="caseevent_history")]


class CaseLink(TenantModel):
    """A tie between two cases (事项关联): the same matter, a part of it, or what answers it."""

    class Kind(models.TextChoices):
        """What the first case is to the second."""

        SAME = "same"
        PART_OF = "part_of"
        ANSWERS = "answers"

    kind = models.CharField(max_length=8, choices=Kind)
    from_case = TenantForeignKey("cases.Case", models.CASCADE, related_name="links_from")
    to_case = TenantForeignKey("cases.Case", models.CASCADE, related_name="links_to")
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Each tie once, and never to itself; found from both ends."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "from_case", "to_case", "kind"], name="caselink_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_case=models.F("to_case")), name="caselink_joins_two"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "to_case"], name="caselink_back")]
