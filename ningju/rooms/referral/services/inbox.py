"""Set the inbox up: where the centre is, who holds it, and which key notes are sealed to."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import RuleViolation
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.services import touch_content
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Membership
from ningju.rooms.places.models import Place
from ningju.rooms.referral.access import may_hold, require_holder
from ningju.rooms.referral.envelope import key_id_of, read_point
from ningju.rooms.referral.models import ReferralChange, ReferralInbox, ReferralKey, SealedNote

PHONE = re.compile(r"[0-9+][0-9 ()-]{2,38}")


@transaction.atomic
def put_centre(*, place: Place | None, phone: str, by_name: str) -> ReferralInbox:
    """Say which place is the service centre and under which number it is reached; twice changes nothing.

    Writes one ``centre_put`` line when it changes anything.

    Raises:
        RuleViolation: the number is missing or is none (field ``phone``): whoever cannot seal a
            note must be able to phone.
    """
    phone = phone.strip()
    if not PHONE.fullmatch(phone):
        raise RuleViolation(
            _("Give the number people can phone: digits, spaces, + and - only."), field="phone"
        )
    inbox = locked_inbox()
    if inbox.centre_id != (place.pk if place else None) or inbox.phone != phone:
        inbox.centre, inbox.phone = place, phone
        inbox.save(update_fields=["centre", "phone"])
        write_line(ReferralChange.Verb.CENTRE_PUT, by_name, f"{place.slug if place else '-'} {phone}")
        touch_content()
    return inbox


@transaction.atomic
def name_holder(*, username: str, by_name: str) -> ReferralInbox:
    """Name the one person who holds the inbox, by sign-in name; the same person again changes nothing.

    The former holder's key ends, and with it every note sealed to it: nobody could open those.
    Writes one ``holder_named`` line, and ``key_retired`` where a key ends.

    Raises:
        RuleViolation: nobody who may hold it signs in here by this name (field ``username``).
    """
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    rows = Membership.objects.filter(user=user) if user else Membership.objects.none()
    if user is None or not may_hold(frozenset(rows.values_list("role", flat=True))):
        raise RuleViolation(
            _(
                "Nobody who can hold the inbox signs in here by this name. It takes a keeper, worker or "
                "coordinator who is not also administrator, leader, auditor or partner."
            ),
            field="username",
        )
    inbox = locked_inbox()
    if inbox.holder_id != user.pk:
        retire_key(inbox, by_name)
        inbox.holder = user
        inbox.save(update_fields=["holder"])
        write_line(ReferralChange.Verb.HOLDER_NAMED, by_name, user.username[:200])
        touch_content()
    return inbox


@transaction.atomic
def make_key(*, actor: Actor, x: str, y: str) -> ReferralKey:
    """Take the public half of a key that the holder's browser made; the former key and its notes end.

    Args:
        actor: the holder.
        x: the point's first coordinate as in a JWK, base64url of 32 bytes.
        y: the second.

    Writes one ``key_made`` line, and ``key_retired`` where a key ends. The key in use, sent again,
    changes nothing.

    Raises:
        NotAllowed: the actor is not the holder.
        RuleViolation: the point does not lie on P-256, or the key was used before.
    """
    require_holder(actor)
    inbox = locked_inbox()
    key_id = key_id_of(read_point(x, y))
    known = ReferralKey.objects.filter(key_id=key_id).first()
    if known is not None and known.retired_at is None:
        return known
    if known is not None:
        raise RuleViolation(_("This key was used before and has ended. Make a new one on this page."))
    retire_key(inbox, actor.name)
    key = ReferralKey.objects.create(inbox=inbox, key_id=key_id, x=x, y=y)
    write_line(ReferralChange.Verb.KEY_MADE, actor.name, key_id)
    return key


def retire_key(inbox: ReferralInbox, by_name: str) -> None:
    """End the key in use, if there is one, and erase what was sealed to it."""
    key = ReferralKey.objects.select_for_update().filter(inbox=inbox, retired_at__isnull=True).first()
    if key is None:
        return
    SealedNote.objects.filter(key=key).delete()
    key.retired_at = timezone.now()
    key.save(update_fields=["retired_at"])
    write_line(ReferralChange.Verb.KEY_RETIRED, by_name, key.key_id)


def locked_inbox() -> ReferralInbox:
    """Return the community's inbox, made if it is not there, for this transaction alone."""
    ReferralInbox.objects.get_or_create(community_id=current_community_id())
    return ReferralInbox.objects.select_for_update().get()


def write_line(verb: str, by_name: str, words: str) -> None:
    """Write one line of the history."""
    ReferralChange.objects.create(verb=verb, by_name=by_name[:80], words=words[:200])
