"""Who holds the inbox, and what a link opens. Nobody else reads anything here, not even a number."""

import hashlib
from datetime import date

from django.utils.translation import gettext_lazy as _

from ningju.ground.kept import keep
from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral.models import ReferralInbox, ReferralKey, SealedNote

MAY_HOLD = frozenset({"keeper", "worker", "coordinator"})
"""Whoever sets roles, leads, audits or comes from a partner cannot hold the inbox."""

STICKER_ROLES = ("worker", "coordinator")


def may_hold(roles: frozenset[str]) -> bool:
    """Say whether somebody with these roles here can be the holder: some that may, none that may not."""
    return bool(roles) and roles <= MAY_HOLD


def is_holder(actor: Actor) -> bool:
    """Say whether this is the holder, whose roles still allow it."""
    if actor.user_id is None or not may_hold(actor.roles):
        return False
    return bool(actor.user_id == keep("referral.holder", holder_id))


def holder_id() -> int | None:
    """Return who holds the inbox, or None."""
    return ReferralInbox.objects.values_list("holder_id", flat=True).first()


def require_holder(actor: Actor) -> ReferralInbox:
    """Return the inbox to its holder.

    Raises:
        NotAllowed: anybody else, whatever their role; it reads alike with and without an inbox.
    """
    inbox = ReferralInbox.objects.filter(holder_id=actor.user_id).first() if may_hold(actor.roles) else None
    if inbox is None or actor.user_id is None:
        raise NotAllowed(_("Only the holder of this inbox opens it. An administrator can tell who that is."))
    return inbox


def find_inbox() -> ReferralInbox | None:
    """Return the community's inbox with its centre, or None before it was set up."""
    return ReferralInbox.objects.select_related("centre", "holder").first()


def key_in_use() -> ReferralKey | None:
    """Return the key that notes are sealed to now, or None."""
    return ReferralKey.objects.filter(retired_at__isnull=True).first()


def next_note(actor: Actor, today: date) -> SealedNote | None:
    """Return one note that waits for the holder, or None.

    Raises:
        NotAllowed: the actor is not the holder.
    """
    require_holder(actor)
    return SealedNote.objects.waiting(today).select_related("key").first()


def access_note(secret: str) -> SealedNote:
    """Return the note that its sender's link opens.

    Raises:
        NotFound: picked up, taken back, too old, or never there: all four read alike.
    """
    digest = hashlib.sha256(secret.encode()).digest()
    found = SealedNote.objects.filter(secret_digest=digest).first()
    if found is None:
        raise NotFound(
            _("No note is kept under this link. It was picked up, taken back, or its 30 days are over.")
        )
    return found
