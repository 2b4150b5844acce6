"""The care register: records that people join themselves, contacts by rhythm, needs they state."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantForeignKey, TenantModel
from ningju.ground.sealed import Sealed, SealedModel, sealed

LONGEST_NOTE = 300


class Theme(models.TextChoices):
    """What somebody would like a hand with, in their own statement; nothing about who they are."""

    TALK = "talk", _("Somebody to talk to")
    ERRANDS = "errands", _("Shopping and errands")
    CLINIC = "clinic", _("Going to the clinic together")
    REPAIRS = "repairs", _("Small repairs at home")
    FORMS = "forms", _("Forms and phones")
    MEALS = "meals", _("Meals")
    FIRST_JOB = "first_job", _("Learning and a first job")
    OTHER = "other", _("Something else")


class CareKeeper(TenantModel):
    """A unit that keeps the care register (关怀经办单位); people choose among these who may call them."""

    unit = TenantForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)
    since_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A unit keeps it once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "unit"], name="carekeeper_once"),
        ]


class CareRecordQuerySet(models.QuerySet["CareRecord"]):
    """Records of the register; there is no way to list or search them by what they say."""

    def kept_by(self, organisation_ids: Iterable[int]) -> Self:
        """Keep the records of these units."""
        return self.filter(unit_id__in=organisation_ids)

    def to_ask_again(self, year_before: date) -> Self:
        """Keep those confirmed a year ago or longer, and not asked again yet."""
        return self.filter(confirmed_on__lte=year_before).exclude(status=CareRecord.Status.CONFIRM_DUE)

    def unconfirmed(self, today: date) -> Self:
        """Keep those who were asked again and let the day go by."""
        return self.filter(status=CareRecord.Status.CONFIRM_DUE, confirm_by_on__lt=today)


class CareRecord(SealedModel):
    """Somebody who wishes to be contacted (关怀登记): a nickname, a stated need, a rhythm.

    People join by themselves, or through staff who read them the same consent. Nothing about
    origin, belief, age or health is asked; how to reach them and their words are sealed.
    """

    class Rhythm(models.TextChoices):
        """How often they wish to be contacted."""

        NONE = "none", _("Nobody calls; I ask when I need something")
        QUARTERLY = "quarterly", _("Every three months")
        YEARLY = "yearly", _("Once a year")

    class Way(models.TextChoices):
        """How they wish to be reached."""

        PHONE = "phone", _("By phone")
        VISIT = "visit", _("By a visit at home")
        MESSAGE = "message", _("By text message")

    class Status(models.TextChoices):
        """Where it stands; withdrawn and lapsed records are erased, see ``CareEnding``."""

        INVITED = "invited", _("Written down by staff; not confirmed by themselves yet")
        ACTIVE = "active", _("Confirmed")
        CONFIRM_DUE = "confirm_due", _("Asked whether they wish to stay")

    class Via(models.TextChoices):
        """How they joined."""

        WEB = "web", _("Online")
        PHONE = "phone", _("By phone")
        PAPER = "paper", _("On paper")

    lifetime: ClassVar[str] = "care_record"

    code = models.CharField(max_length=10)
    secret_digest = models.BinaryField(max_length=32)
    nickname = models.CharField(max_length=20)
    themes = ArrayField(models.CharField(max_length=12, choices=Theme))
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    way = models.CharField(max_length=8, choices=Way)
    phone: Sealed = sealed(30)
    address: Sealed = sealed(200)
    words: Sealed = sealed(1000)
    backup: Sealed = sealed(120)
    phone_index = models.BinaryField(max_length=32, null=True)
    reminder = TenantForeignKey("messages.Contact", models.PROTECT, null=True, related_name="+")
    unit = TenantForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status)
    via = models.CharField(max_length=6, choices=Via)
    is_by_proxy = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    confirmed_on = models.DateField()
    confirm_by_on = models.DateField(null=True)

    objects = CareRecordQuerySet.as_manager()

    class Meta:
        """Found by code, link or exact phone; asked again exactly while an answer is due."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "record_id"], name="carerecord_record_once"),
            models.UniqueConstraint(fields=["community", "code"], name="carerecord_code_once"),
            models.UniqueConstraint(fields=["community", "secret_digest"], name="carerecord_secret_once"),
            models.CheckConstraint(
                name="carerecord_asked_with_a_day",
                condition=models.Q(status="confirm_due", confirm_by_on__isnull=False)
                | (~models.Q(status="confirm_due") & models.Q(confirm_by_on__isnull=True)),
            ),
            models.CheckConstraint(name="carerecord_has_a_need", condition=models.Q(themes__len__gte=1)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "phone_index"], name="carerecord_phone"),
            models.Index(fields=["community", "confirmed_on"], name="carerecord_year"),
        ]

    @property
    def theme_words(self) -> list[str]:
        """What they would like a hand with, in the page's language."""
        return [str(Theme(theme).label) for theme in self.themes]


class CareContactQuerySet(models.QuerySet["CareContact"]):
    """Contacts, planned and done."""

    def planned(self) -> Self:
        """Keep those still to be made."""
        return self.filter(done_on=None)

    def done(self) -> Self:
        """Keep those made, the latest first."""
        return self.filter(done_on__isnull=False).order_by("-done_on", "-id")

    def due(self, today: date) -> Self:
        """Keep those to be made today or overdue, the longest due first."""
        return self.planned().filter(planned_on__lte=today).order_by("planned_on", "id")


class CareContact(TenantModel):
    """One contact by the rhythm (关怀联系): planned, then made once; then nobody asks until it is over.

    ``period`` runs from the contact to the day before the next may be. The database refuses two
    that overlap, so that nobody is asked twice inside an interval.
    """

    class Outcome(models.TextChoices):
        """What came of it."""

        REACHED = "reached", _("Reached: all is well")
        ASKS_FOR = "asks_for", _("Reached: asks for something")
        NOT_REACHED = "not_reached", _("Not reached")

    record = TenantForeignKey(CareRecord, models.CASCADE, related_name="contacts")
    planned_on = models.DateField()
    period = DateRangeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    objects = CareContactQuerySet.as_manager()

    class Meta:
        """One contact an interval; one planned at a time; made exactly with an outcome."""

        constraints: ClassVar = [
            ExclusionConstraint(
                name="carecontact_once_an_interval",
                expressions=[
                    ("community", RangeOperators.EQUAL),
                    ("record", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["community", "record"],
                condition=models.Q(done_on=None),
                name="carecontact_planned_once",
            ),
            models.CheckConstraint(
                name="carecontact_done_with_outcome",
                condition=models.Q(done_on=None, outcome="")
                | (models.Q(done_on__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="carecontact_has_a_period", condition=models.Q(period__isempty=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "planned_on"],
                condition=models.Q(done_on=None),
                name="carecontact_due",
            ),
        ]


class CareNeedQuerySet(models.QuerySet["CareNeed"]):
    """Needs that people of the register stated."""

    def open(self) -> Self:
        """Keep those without an answer yet, the oldest first."""
        return self.filter(closed_at=None).order_by("opened_at", "id")

    def worn_out(self, closed_before: datetime) -> Self:
        """Keep those closed before a moment whose words are still held."""
        return self.filter(closed_at__lte=closed_before, words_erased_at=None)


class CareNeed(SealedModel):
    """One thing that somebody of the register asks for (关怀需求), until it has its answer."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Asked for; nobody is on it yet")
        PLANNED = "planned", _("Somebody is coming or doing it")
        MET = "met", _("Done")
        CANNOT = "cannot", _("Not possible; the reason is below")

    lifetime: ClassVar[str] = "care_need"
    CLOSED = (State.MET, State.CANNOT)

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    asker = TenantForeignKey(CareRecord, models.CASCADE, related_name="needs")
    theme = models.CharField(max_length=12, choices=Theme)
    words: Sealed = sealed(1000)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    is_by_proxy = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    words_erased_at = models.DateTimeField(null=True)

    objects = CareNeedQuerySet.as_manager()

    class Meta:
        """Closed exactly with a time; ``record_id`` is the need's own, for its key."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "record_id"], name="careneed_record_once"),
            models.UniqueConstraint(fields=["community", "public_id"], name="careneed_public_id_once"),
            models.CheckConstraint(
                name="careneed_closed_with_time",
                condition=models.Q(state__in=["met", "cannot"], closed_at__isnull=False)
                | (~models.Q(state__in=["met", "cannot"]) & models.Q(closed_at__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "asker"], name="careneed_of_asker"),
            models.Index(fields=["community", "closed_at"], name="careneed_closed"),
        ]

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for its answer."""
        return self.closed_at is None


class CareEvent(TenantModel):
    """One line of a record's history (关怀经过): the person reads every one of them."""

    class Verb(models.TextChoices):
        """What happened."""

        JOIN = "join"
        CONFIRM = "confirm"
        ASK_AGAIN = "ask_again"
        RHYTHM = "rhythm"
        CORRECT = "correct"
        CONTACT = "contact"
        TRY = "try"
        ASK = "ask"
        PLAN = "plan"
        STEP = "step"
        MET = "met"
        CANNOT = "cannot"
        PAIR = "pair"
        KEEP_BOTH = "keep_both"
        SLIP = "slip"

    ABOUT_ANOTHER: ClassVar = (Verb.PAIR, Verb.KEEP_BOTH)
    """Lines that tell of another record with the same number: read by whoever proved the number, and not
    by whoever holds a link, since anybody may join under a number that is not theirs."""

    class By(models.TextChoices):
        """Who did it."""

        PERSON = "person"
        STAFF = "staff"
        SERVICE = "service"

    record = TenantForeignKey(CareRecord, models.CASCADE, related_name="events")
    need = TenantForeignKey(CareNeed, models.CASCADE, null=True, related_name="events")
    at = models.DateTimeField()
    verb = models.CharField(max_length=10, choices=Verb)
    by = models.CharField(max_length=8, choices=By)
    by_unit = TenantForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_by_proxy = models.BooleanField(default=False)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        """Newest first."""

        indexes: ClassVar = [models.Index(fields=["community", "record", "at"], name="careevent_at")]
        ordering: ClassVar = ["-at", "-id"]


class CarePair(TenantModel):
    """Two records that may be one person's (疑似重复登记): a proposal with its reason; a person decides."""

    class State(models.TextChoices):
        """What was decided; a record that its person withdraws takes the pair along."""

        OPEN = "open", _("Not decided")
        KEPT = "kept", _("Two people; both stay")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    earlier = TenantForeignKey(CareRecord, models.CASCADE, related_name="+")
    later = TenantForeignKey(CareRecord, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    decided_because = models.CharField(max_length=LONGEST_NOTE, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        """A reason for the proposal and one for the decision; a pair once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="carepair_public_id_once"),
            models.UniqueConstraint(fields=["community", "earlier", "later"], name="carepair_once"),
            models.CheckConstraint(name="carepair_has_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="carepair_decided_with_reason",
                condition=models.Q(state="open") | ~models.Q(decided_because=""),
            ),
        ]


class CareEnding(TenantModel):
    """What stays of a record that was erased (关怀注销): that its link opened something, and until when."""

    class How(models.TextChoices):
        """Why it ended."""

        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Not confirmed within thirty days")

    secret_digest = models.BinaryField(max_length=32)
    record_id = models.UUIDField()
    how = models.CharField(max_length=10, choices=How)
    is_by_proxy = models.BooleanField(default=False)
    ended_at = models.DateTimeField()

    class Meta:
        """Found by the link; forgotten after a year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "secret_digest"], name="careending_secret_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "ended_at"], name="careending_age")]
