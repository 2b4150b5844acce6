"""Queue what there is to tell: once per contact, occasion and key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ningju.ground.jobs import defer
from ningju.ground.tenancy import current_community_id
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.channels.bots import bots_of, name_of_bot
from ningju.rooms.messages.hours import next_moment
from ningju.rooms.messages.links import check_link
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.occasions import OCCASIONS, Occasion

LONGEST_FIELD = 80
WANTS_A_CALL = "wants a call"


def checked(name: str, fields: Mapping[str, str], *, for_staff: bool) -> Occasion:
    """Return a declared occasion for these fields.

    Raises:
        ValueError: no such occasion, other fields, one too long or of several lines, or a link that
            no room declared: a mistake in the program.
    """
    occasion = OCCASIONS.get(name)
    if occasion is None or occasion.for_staff is not for_staff or set(fields) != occasion.fields:
        raise ValueError(f"no occasion {name!r} with the fields {sorted(fields)}")
    if any(len(text) > LONGEST_FIELD or not text.isprintable() for text in fields.values()):
        raise ValueError(f"a field of {name!r} is no code, day or name")
    if "link" in fields:
        check_link(fields["link"])
    return occasion


@transaction.atomic
def tell(
    *,
    contact: Contact,
    occasion: str,
    key: str,
    fields: Mapping[str, str],
    is_urgent: bool = False,
    not_before_at: datetime | None = None,
    at: datetime | None = None,
) -> Message:
    """Queue a message to somebody, unless the same was queued before.

    It is sent by a job after this transaction commits, or by the sweep when its time comes: not
    at night and not at the riders' peaks, unless it is urgent.

    Args:
        contact: to whom.
        occasion: a declared one.
        key: what the message is about, so that it is told once: a case's code and version, a day.
        fields: exactly what the occasion names; ``link`` as ``kind:id`` (``links.declare_link``).
        is_urgent: whether it goes at any hour.
        not_before_at: the earliest moment wished (default: now).
        at: when it is asked for (default: now).

    Returns:
        The message. Whoever wants to be phoned gets none: it stands as failed, so that staff see
        whom to phone. To a forgotten contact it is gone at once.

    Raises:
        ValueError: see ``checked``.
    """
    checked(occasion, fields, for_staff=False)
    at = at or timezone.now()
    settled: dict[str, Any] = {}
    if not contact.gets_messages:
        state = Message.State.FAILED if contact.address else Message.State.GONE
        settled = {"state": state, "settled_at": at, "last_error": WANTS_A_CALL}
    return queue(
        {"contact": contact, "language": contact.language, "occasion": occasion, "key": key},
        fields=fields,
        is_urgent=is_urgent,
        not_before_at=not_before_at,
        at=at,
        **settled,
    )


@transaction.atomic
def tell_staff(
    *,
    occasion: str,
    key: str,
    fields: Mapping[str, str],
    is_urgent: bool = True,
    at: datetime | None = None,
) -> list[Message]:
    """Queue a message to each of the community's bots, unless the same was queued before.

    Raises:
        ValueError: see ``checked``.
    """
    checked(occasion, fields, for_staff=True)
    if not settings.NINGJU_STAFF_BOTS:
        return []
    community = Community.objects.get(pk=current_community_id())
    return [
        queue(
            {"bot": name_of_bot(address), "language": "zh", "occasion": occasion, "key": key},
            fields=fields,
            is_urgent=is_urgent,
            not_before_at=None,
            at=at or timezone.now(),
        )
        for address in bots_of(community.slug)
    ]


def queue(
    about: Mapping[str, Any],
    *,
    fields: Mapping[str, str],
    is_urgent: bool,
    not_before_at: datetime | None,
    at: datetime,
    **settled: Any,
) -> Message:
    """Save a message once, and defer its sending if its time has come."""
    wished = max(at, not_before_at or at)
    first = wished if is_urgent else next_moment(wished)
    columns = {
        "fields": {} if settled else dict(fields),
        "is_urgent": is_urgent,
        "asked_at": at,
        "not_before_at": first,
        "next_try_at": first,
    }
    made = Message(**about, **(columns | settled))
    Message.objects.bulk_create([made], ignore_conflicts=True)
    who = {"contact": about["contact"]} if "contact" in about else {"bot": about["bot"]}
    kept = Message.objects.get(**who, occasion=about["occasion"], key=about["key"])
    if kept.public_id == made.public_id and not settled and first <= timezone.now():
        defer("messages.send_message", community_id=current_community_id(), message_id=kept.pk)
    return kept
