"""The inbox and its key, sealed notes, their history without notes, and numbered stickers."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Length

from ningju.ground.models import TenantForeignKey, TenantModel
from ningju.ground.row_ids import random_id
from ningju.rooms.referral.envelope import SIZE_BYTES

models.BinaryField.register_lookup(Length)


class ReferralInbox(TenantModel):
    """The community's one inbox (报到信箱): how to reach the centre, and the one person who holds it."""

    centre = TenantForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=40, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        """One a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community"], name="referralinbox_once"),
        ]


class ReferralKey(TenantModel):
    """A public key of the inbox (信箱公钥), P-256; the private key is a file that only the holder has.

    ``key_id`` is the start of the SHA-256 of the point, in hex, so that browser and server name
    the same key without asking each other.
    """

    inbox = TenantForeignKey(ReferralInbox, models.CASCADE, related_name="keys")
    key_id = models.CharField(max_length=32)
    x = models.CharField(max_length=43)
    y = models.CharField(max_length=43)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A key is used once, and one at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "key_id"], name="referralkey_once"),
            models.UniqueConstraint(
                fields=["community", "inbox"],
                condition=models.Q(retired_at__isnull=True),
                name="referralkey_one_in_use",
            ),
        ]


class SealedNoteQuerySet(models.QuerySet["SealedNote"]):
    """Notes that wait in the inbox."""

    def waiting(self, today: date) -> Self:
        """Keep what may still be picked up; the order says nothing about the hour of sending."""
        return self.filter(erase_on__gt=today).order_by("erase_on", "id")


class SealedNote(TenantModel):
    """One sealed note (封口便条): bytes that the server cannot open, and the day they are erased.

    It keeps no time of sending, and its id comes by chance: neither the row nor a sequence tells
    when, or as which of how many, it came.
    """

    lifetime: ClassVar[str] = "referral_note"

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    key = TenantForeignKey(ReferralKey, models.CASCADE, related_name="notes")
    sealed = models.BinaryField()
    secret_digest = models.BinaryField(max_length=32)
    erase_on = models.DateField()

    objects = SealedNoteQuerySet.as_manager()

    class Meta:
        """Every note is of one size, so that its length tells nothing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="sealednote_public_id_once"),
            models.UniqueConstraint(fields=["community", "secret_digest"], name="sealednote_secret_once"),
            models.CheckConstraint(
                name="sealednote_of_one_size", condition=models.Q(sealed__length=SIZE_BYTES)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "erase_on"], name="sealednote_by_day")]


class ReferralChange(TenantModel):
    """One change of inbox, key or stickers (报到变更), for the history; notes leave no line here."""

    class Verb(models.TextChoices):
        """What was done."""

        CENTRE_PUT = "centre_put"
        HOLDER_NAMED = "holder_named"
        KEY_MADE = "key_made"
        KEY_RETIRED = "key_retired"
        STICKERS_ISSUED = "stickers_issued"
        STICKERS_RETURNED = "stickers_returned"

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=20, choices=Verb)
    by_name = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        """Found by date."""

        indexes: ClassVar = [models.Index(fields=["community", "at"], name="referralchange_at")]


class VehicleStickerQuerySet(models.QuerySet["VehicleSticker"]):
    """Stickers of the community."""

    def out(self) -> Self:
        """Keep those that were handed out and have not come back."""
        return self.filter(returned_on__isnull=True)

    def within(self, first: int, last: int) -> Self:
        """Keep the numbers of a range, both ends included."""
        return self.filter(number__range=(first, last))


class VehicleSticker(TenantModel):
    """One numbered sticker for a vehicle (车辆标识): number, days, and nobody's name."""

    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)

    objects = VehicleStickerQuerySet.as_manager()

    class Meta:
        """A number is out once at a time; it comes back after it went out."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "number"],
                condition=models.Q(returned_on__isnull=True),
                name="vehiclesticker_out_once",
            ),
            models.CheckConstraint(name="vehiclesticker_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="vehiclesticker_back_after_out",
                condition=models.Q(returned_on__isnull=True)
                | models.Q(returned_on__gte=models.F("issued_on")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "issued_on", "number"], name="vehiclesticker_by_day"),
        ]
