"""Break the glass: life in danger, two people, a written reason, sixty minutes, told afterwards."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.sealed import SealedModel
from ningju.kernel.errors import Conflict, NotAllowed, RuleViolation
from ningju.rooms.organisations.access import Actor, require
from ningju.rooms.privacy.access import GLASS_HOLDS, reader_of
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry, Glass
from ningju.rooms.privacy.notes import check_note
from ningju.rooms.privacy.purposes import LIFE_IN_DANGER

SHORTEST_REASON = 10


@transaction.atomic
def ask_for_glass(
    *, record: SealedModel, subject: str, reason: str, by: Actor, at: datetime | None = None
) -> Glass:
    """Ask a second person to agree that a record may be opened.

    Args:
        record: which.
        subject: what staff call it: the code of the matter, never a name.
        reason: why a life is in danger, at least ten characters.
        by: who will read.
        at: when (default: now).

    Raises:
        NotAllowed: a role that never opens anything.
        RuleViolation: no reason, or one with what is never stored: the log keeps it for three years
            and nobody can take it out (field ``reason``).
    """
    require(by, *LIFE_IN_DANGER.roles)
    reason = reason.strip()
    check_note(reason, field="reason")
    if len(reason) < SHORTEST_REASON:
        raise RuleViolation(
            _("Write why a life is in danger: the person reads it afterwards."), field="reason"
        )
    now = at or timezone.now()
    glass = Glass.objects.create(
        label=record.sealed_label(),
        record_id=record.record_id,
        subject=subject[:40],
        reason=reason[:400],
        asked_by_id=by.user_id or 0,
        asked_at=now,
    )
    note_glass(glass, AccessEntry.Act.GLASS_ASKED, by, now)
    return glass


@transaction.atomic
def break_glass(*, glass: Glass, by: Actor, at: datetime | None = None) -> Glass:
    """Agree as the second person: whoever asked may read for sixty minutes from now.

    Raises:
        NotAllowed: it is the same person, or a role that never opens anything.
        Conflict: somebody agreed already, or it was asked more than an hour ago.
    """
    require(by, *LIFE_IN_DANGER.roles)
    now = at or timezone.now()
    locked = Glass.objects.select_for_update().get(pk=glass.pk)
    if by.user_id == locked.asked_by_id:
        raise NotAllowed(_("A second person must agree. Call a colleague."))
    if locked.granted_at is not None:
        raise Conflict(_("Somebody agreed already."))
    if now >= locked.asked_at + GLASS_HOLDS:
        raise Conflict(_("This was asked more than an hour ago. Ask anew if the danger goes on."))
    locked.granted_by_id = by.user_id or 0
    locked.granted_at, locked.until_at = now, now + GLASS_HOLDS
    locked.save(update_fields=["granted_by", "granted_at", "until_at"])
    note_glass(locked, AccessEntry.Act.GLASS_BROKEN, by, now)
    return locked


def note_glass(glass: Glass, act: str, by: Actor, at: datetime) -> None:
    """Write what happened to a glass into the access log, with its reason."""
    append_entry(
        act=act,
        purpose=LIFE_IN_DANGER.name,
        reader=reader_of(by),
        label=glass.label,
        record_id=glass.record_id,
        words=glass.reason,
        at=at,
    )
