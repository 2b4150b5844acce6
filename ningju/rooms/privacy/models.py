"""Keys of the vault, consents, the access log and what is said about it."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from ningju.ground.models import TenantModel
from ningju.ground.tenancy import current_community_id


class CommunityKey(models.Model):
    """One key of a community (社区密钥), wrapped by a key of the instance; schema ``keys``."""

    pk = models.CompositePrimaryKey("community_id", "purpose", "version")
    community = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, default=current_community_id, related_name="+"
    )
    purpose = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    instance_key_name = models.BinaryField(max_length=8)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Made by hand in its own schema, under row security."""

        managed = False
        db_table = '"keys"."community_key"'


class RecordKey(models.Model):
    """The key of one record (记录密钥), wrapped by its community's key; erasing destroys it."""

    pk = models.CompositePrimaryKey("community_id", "record_id")
    community = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, default=current_community_id, related_name="+"
    )
    record_id = models.UUIDField()
    version = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Made by hand in its own schema, under row security."""

        managed = False
        db_table = '"keys"."record_key"'


class ConsentQuerySet(models.QuerySet["ConsentReceipt"]):
    """Answers about consent."""

    def about(self, *record_ids: uuid.UUID) -> Self:
        """Keep what was answered for these records, the newest first."""
        return self.filter(record_id__in=record_ids).order_by("-at", "-id")

    def standing(self) -> Self:
        """Keep the consents that hold."""
        return self.filter(is_given=True, ended_at=None)


class ConsentReceipt(TenantModel):
    """One answer to one question of consent (同意回执): given or refused, for one purpose.

    It names a record, never a person, and stays as the proof of both sides after the record is
    erased.
    """

    class Via(models.TextChoices):
        """How the answer came."""

        WEB = "web"
        PHONE = "phone"
        PAPER = "paper"

    class Ending(models.TextChoices):
        """Why a consent holds no more."""

        WITHDRAWN = "withdrawn"
        ERASED = "erased"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    record_id = models.UUIDField()
    purpose = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    is_given = models.BooleanField()
    via = models.CharField(max_length=8, choices=Via)
    is_by_proxy = models.BooleanField(default=False)
    by_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        """Found by record; one standing consent a purpose."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="consent_public_id_once"),
            models.UniqueConstraint(
                fields=["community", "record_id", "purpose"],
                condition=models.Q(is_given=True, ended_at=None),
                name="consent_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ending="") | models.Q(~models.Q(ending=""), is_given=True),
                name="consent_ends_with_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "record_id", "at"], name="consent_record")]


class AccessEntryQuerySet(models.QuerySet["AccessEntry"]):
    """Entries of the access log."""

    def about(self, *record_ids: uuid.UUID) -> Self:
        """Keep what concerns these records, the newest first."""
        return self.filter(record_id__in=record_ids).order_by("-seq")

    def in_chain(self) -> Self:
        """Sort as they were written."""
        return self.order_by("seq")


class AccessEntry(TenantModel):
    """One look at something sealed (查阅记录), chained to the one before; nobody changes or deletes it."""

    class Act(models.TextChoices):
        """What happened."""

        OPENED = "opened"
        REFUSED = "refused"
        LOOKED_UP = "looked_up"
        GLASS_ASKED = "glass_asked"
        GLASS_BROKEN = "glass_broken"
        RECHECKED = "rechecked"

    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=Act)
    label = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True)
    fields = ArrayField(models.CharField(max_length=40), default=list)
    purpose = models.CharField(max_length=40)
    reader = models.CharField(max_length=12)
    role = models.CharField(max_length=12, blank=True)
    by_user_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    words = models.CharField(max_length=400, blank=True)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        """One chain a community; found by record, by reader and by time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "seq"], name="accessentry_seq_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "record_id", "seq"], name="accessentry_record"),
            models.Index(fields=["community", "by_user_id", "act", "at"], name="accessentry_reader"),
            models.Index(fields=["community", "at"], name="accessentry_at"),
        ]


class SignedHead(TenantModel):
    """The signed head of the access log at the end of a day (日志封签), or of a month that was dropped."""

    class Kind(models.TextChoices):
        """What was signed."""

        DAY = "day"
        DROPPED = "dropped"

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DAY)
    signed_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=32)

    class Meta:
        """In the order of the chain."""

        indexes: ClassVar = [models.Index(fields=["community", "seq"], name="signedhead_seq")]


class LogReview(TenantModel):
    """An auditor's sign-off of a month of the access log (月度审查)."""

    month_on = models.DateField()
    by_user_id = models.BigIntegerField()
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    is_whole = models.BooleanField()
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        """An auditor signs a month once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "month_on", "by_user_id"], name="logreview_once"),
        ]


class LookUpCode(TenantModel):
    """A code for ten minutes, sent to a number, that opens what is held under it (查询验证码)."""

    lifetime: ClassVar[str] = "look_up_code"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    phone_index = models.BinaryField(max_length=32)
    code_digest = models.BinaryField(max_length=32)
    tries_left = models.PositiveSmallIntegerField(default=5)
    until_at = models.DateTimeField()

    class Meta:
        """Found by its id."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="lookupcode_public_id_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "until_at"], name="lookupcode_until")]


class ErasureReport(TenantModel):
    """How much was erased because its time was over (清理报告): counts, and nothing about whom."""

    at = models.DateTimeField()
    counts = models.JSONField()

    class Meta:
        """Found by time."""

        indexes: ClassVar = [models.Index(fields=["community", "at"], name="erasurereport_at")]


class Glass(TenantModel):
    """A break-glass opening (紧急查阅): life in danger, two people, a reason, sixty minutes."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=60)
    record_id = models.UUIDField()
    subject = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    granted_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta:
        """Two people, not one."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="glass_public_id_once"),
            models.CheckConstraint(
                condition=models.Q(granted_by=None) | ~models.Q(granted_by=models.F("asked_by")),
                name="glass_needs_two",
            ),
            models.CheckConstraint(
                condition=models.Q(granted_by=None, granted_at=None, until_at=None)
                | models.Q(granted_by__isnull=False, granted_at__isnull=False, until_at__isnull=False),
                name="glass_granted_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "record_id"], name="glass_record")]
