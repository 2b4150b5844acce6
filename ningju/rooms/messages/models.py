"""How people wish to be reached, and the outbox of what is on its way to them."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from ningju.ground.models import TenantForeignKey, TenantModel
from ningju.ground.sealed import Sealed, SealedModel, sealed
from ningju.rooms.messages.hours import may_go


class Contact(SealedModel):
    """How somebody wishes to be reached about one thing (联系方式), and nothing else about them.

    It says neither who they are nor what it serves: the thing it serves points here. What is
    sealed is erased with that thing, or at once when the person takes it back; the empty row then
    stays until nothing points at it any more.
    """

    class Channel(models.TextChoices):
        """Which way; "none" means that somebody phones, and nothing is sent."""

        SMS = "sms"
        EMAIL = "email"
        PUSH = "push"
        NONE = "none"

    class Language(models.TextChoices):
        """In which language messages are written."""

        ZH = "zh"
        EN = "en"

    lifetime = "contact"

    channel = models.CharField(max_length=8, choices=Channel)
    language = models.CharField(max_length=2, choices=Language)
    address: Sealed = sealed(1000)
    call_when: Sealed = sealed(200)
    private_words: Sealed = sealed(1000)
    address_index = models.BinaryField(max_length=32, null=True, default=None)
    made_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, default=None)

    class Meta:
        """Found by the blind index of a phone number, exactly; a forgotten one holds nothing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "record_id"], name="contact_record_once"),
            models.CheckConstraint(
                condition=models.Q(forgotten_at=None)
                | models.Q(
                    address_sealed=None,
                    call_when_sealed=None,
                    private_words_sealed=None,
                    address_index=None,
                    channel="none",
                ),
                name="contact_forgotten_is_empty",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "address_index"],
                condition=models.Q(address_index__isnull=False),
                name="contact_phone",
            ),
        ]

    def __str__(self) -> str:
        """Name the record, and nothing that it holds."""
        return str(self.record_id)

    @property
    def is_forgotten(self) -> bool:
        """Say whether nothing is left of it."""
        return self.forgotten_at is not None

    @property
    def gets_messages(self) -> bool:
        """Say whether the service may write to it."""
        return self.channel != self.Channel.NONE and bool(self.address)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages of the community."""

    def on_their_way(self) -> Self:
        """Keep what is not settled yet."""
        return self.filter(state__in=(Message.State.QUEUED, Message.State.SENDING))

    def due(self, now: datetime) -> Self:
        """Keep what may be tried now; at night and at the riders' peaks only what is urgent."""
        found = self.on_their_way().filter(next_try_at__lte=now)
        return found if may_go(now) else found.filter(is_urgent=True)

    def failed(self) -> Self:
        """Keep what could not be told, newest first."""
        return self.filter(state=Message.State.FAILED).order_by("-settled_at", "-id")


class Message(TenantModel):
    """One message on its way to somebody (消息): a row of the outbox.

    It holds codes and names of things, never the address and never sealed words; its text is made
    at the moment it is sent.
    """

    class State(models.TextChoices):
        """Where it stands; "gone" means that there is nobody to tell any more."""

        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        GONE = "gone"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    contact = TenantForeignKey("messages.Contact", models.CASCADE, null=True, related_name="messages")
    bot = models.CharField(max_length=16, blank=True)
    occasion = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    fields = models.JSONField(default=dict)
    is_urgent = models.BooleanField(default=False)

    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    not_before_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        """Once per contact, occasion and key; what is due is found without reading the rest."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="message_public_id_once"),
            models.UniqueConstraint(fields=["community", "contact", "occasion", "key"], name="message_once"),
            models.UniqueConstraint(
                fields=["community", "bot", "occasion", "key"],
                condition=~models.Q(bot=""),
                name="message_once_a_bot",
            ),
            models.CheckConstraint(
                condition=models.Q(~models.Q(bot=""), contact=None) | models.Q(contact__isnull=False, bot=""),
                name="message_has_one_addressee",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(~models.Q(state="sent"), sent_at=None),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "sending"), settled_at=None)
                | models.Q(state__in=("sent", "failed", "gone"), settled_at__isnull=False),
                name="message_settled_has_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "next_try_at", "id"],
                condition=models.Q(state__in=("queued", "sending")),
                name="message_due",
            ),
            models.Index(fields=["community", "settled_at"], name="message_settled"),
        ]

    def __str__(self) -> str:
        """Name the message by its id."""
        return str(self.public_id)
