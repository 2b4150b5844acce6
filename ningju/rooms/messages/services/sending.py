"""Send what is due: at least once under one id, never lost, and without a trace of the address.

A message is taken up in one transaction and settled in another; between the two the gateway is
called without any lock held. Who is killed in between leaves a message that is "sending": after
``LEASE`` it is due again, under the same id.
"""

import logging
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ningju.ground.tenancy import current_community_id, in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.channels.bots import bot_named
from ningju.rooms.messages.channels.choosing import gateway_of
from ningju.rooms.messages.channels.gateway import NotSent, Permanent, Temporary
from ningju.rooms.messages.hours import next_moment
from ningju.rooms.messages.links import MAKERS, make_link
from ningju.rooms.messages.models import Message
from ningju.rooms.messages.occasions import OCCASIONS, write_text
from ningju.rooms.messages.waits import wait_after
from ningju.rooms.privacy.access import machine
from ningju.rooms.privacy.services import Erased, open_sealed

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
SWEEP_S = 50.0
BY_BOT = "bots"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it goes out; printing it shows neither address nor words."""

    message_id: UUID
    pk: int
    attempt: int
    channel: str
    address: str = field(repr=False)
    text: str = field(repr=False)
    title: str = field(repr=False)


def send_message(*, community_id: int, message_id: int) -> None:
    """Send one message if it is due and nobody else is at it.

    Side effects: calls the gateway outside any transaction; opens the address through the vault,
    which the access log keeps.
    """
    with in_community(community_id):
        letter = take_up(message_id, timezone.now())
    if letter is None:
        return
    trouble = hand_over(letter)
    with in_community(community_id):
        settle(letter, trouble, timezone.now())


def send_due(*, community_id: int, for_s: float = SWEEP_S) -> int:
    """Send what is due, the urgent first, for at most ``for_s`` seconds, and return how many were tried."""
    until_s = time.monotonic() + for_s
    tried: set[int] = set()
    while time.monotonic() < until_s:
        with in_community(community_id):
            due = Message.objects.due(timezone.now()).exclude(pk__in=tried)
            found = due.order_by("-is_urgent", "next_try_at", "id").values_list("pk", flat=True).first()
        if found is None:
            break
        tried.add(found)
        send_message(community_id=community_id, message_id=found)
    return len(tried)


def take_up(pk: int, now: datetime) -> Letter | None:
    """Mark a due message as being sent and return it with its address; None if there is nothing to send."""
    due = Message.objects.due(now).filter(pk=pk)
    message = due.select_for_update(skip_locked=True, of=("self",)).first()
    if message is None:
        return None
    occasion = OCCASIONS.get(message.occasion)
    if occasion is None or not can_be_written(message):
        close(message, Message.State.FAILED, "no such occasion any more", now)
        return None
    if now > message.not_before_at + occasion.useless_after:
        close(message, Message.State.FAILED, message.last_error or "too late", now)
        return None
    community = Community.objects.get(pk=current_community_id())
    try:
        channel, address = read_addressee(message, community.slug)
    except Erased:
        channel, address = "", ""
    if not address:
        close(message, Message.State.GONE, "", now)
        return None
    message.state = Message.State.SENDING
    message.attempts += 1
    message.next_try_at = now + LEASE
    message.save(update_fields=["state", "attempts", "next_try_at"])
    fields = {name: make_link(text) if name == "link" else text for name, text in message.fields.items()}
    return Letter(
        message_id=message.public_id,
        pk=message.pk,
        attempt=message.attempts,
        channel=channel,
        address=address,
        text=write_text(
            occasion, fields, language=message.language, community=community.short_name, phone=community.phone
        ),
        title=community.short_name.read(message.language)[0],
    )


def can_be_written(message: Message) -> bool:
    """Say whether this version of the program has words and a link for what another one queued."""
    has_fields = set(message.fields) == OCCASIONS[message.occasion].fields
    return has_fields and message.fields.get("link", "page:").partition(":")[0] in MAKERS


def read_addressee(message: Message, slug: str) -> tuple[str, str]:
    """Return channel and address of a message; an empty address if there is none any more.

    Raises:
        Erased: the contact's key is destroyed.
    """
    if message.contact is None:
        return BY_BOT, bot_named(slug, message.bot)
    if not message.contact.gets_messages:
        return "", ""
    opened = open_sealed(
        message.contact,
        purpose="tell",
        reader=machine("messages"),
        fields=["address"],
        words=message.occasion,
    )
    return message.contact.channel, opened["address"]


def close(message: Message, state: str, reason: str, now: datetime) -> None:
    """Settle a message that is not to be tried any more; what it was about is blanked with it."""
    message.state, message.settled_at, message.last_error, message.fields = state, now, reason, {}
    message.save(update_fields=["state", "settled_at", "last_error", "fields"])


def hand_over(letter: Letter) -> NotSent | None:
    """Call the gateway and return what went wrong, in our own words: libraries quote addresses."""
    try:
        gateway_of(letter.channel).send(letter.message_id, letter.address, letter.text, title=letter.title)
    except NotSent as trouble:
        logger.warning("Message %s was not sent: %s", letter.message_id, trouble.reason)
        return trouble
    except Exception as error:
        name = type(error).__name__
        logger.error("Message %s was not sent: the gateway failed with %s", letter.message_id, name)
        return Temporary(name[:80])
    return None


def settle(letter: Letter, trouble: NotSent | None, now: datetime) -> None:
    """Write down what came of a try, unless a later try has settled the message meanwhile."""
    underway = Message.objects.on_their_way().select_for_update()
    message = underway.filter(pk=letter.pk).first()
    if message is None:
        return
    if trouble is None:
        message.state, message.sent_at, message.settled_at = Message.State.SENT, now, now
        message.fields, message.last_error = {}, ""
        message.save(update_fields=["state", "sent_at", "settled_at", "fields", "last_error"])
    elif message.attempts == letter.attempt:
        put_back(message, trouble, now)


def put_back(message: Message, trouble: NotSent, now: datetime) -> None:
    """Let a message wait for its next try, or give it up."""
    later = now + wait_after(message.attempts, random.random())
    later = later if message.is_urgent else next_moment(later)
    last_at = message.not_before_at + OCCASIONS[message.occasion].useless_after
    if isinstance(trouble, Permanent) or later > last_at:
        close(message, Message.State.FAILED, trouble.reason, now)
        return
    message.state, message.next_try_at, message.last_error = Message.State.QUEUED, later, trouble.reason
    message.save(update_fields=["state", "next_try_at", "last_error"])
