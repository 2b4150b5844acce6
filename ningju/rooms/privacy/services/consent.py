"""Consent: given or refused for one purpose at a time, withdrawn whenever the person likes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.privacy.access import may_ask
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.purposes import PURPOSES


def answer(
    *, record_id: UUID, purpose: str, is_given: bool, via: str, by: Actor, at: datetime | None
) -> ConsentReceipt:
    """Keep an answer to one question of consent."""
    declared = PURPOSES[purpose]
    if not declared.needs_consent:
        raise RuleViolation(_("Nobody is asked for this."))
    return ConsentReceipt.objects.create(
        record_id=record_id,
        purpose=purpose,
        version=declared.version,
        is_given=is_given,
        via=via,
        is_by_proxy=by.is_staff,
        by_user_id=by.user_id if by.is_staff else None,
        at=at or timezone.now(),
    )


def require_may_ask(record_id: UUID, purpose: str, *, by: Actor, at: datetime | None) -> None:
    """Let the person answer whenever they like, and staff only when the question is theirs to ask."""
    if by.is_staff and not may_ask(record_id=record_id, purpose=purpose, now=at):
        raise RuleViolation(_("The answer was no. It may not be asked again for 180 days."), field="consent")


@transaction.atomic
def give_consent(
    *, record_id: UUID, purpose: str, via: str = "web", by: Actor = ANYBODY, at: datetime | None = None
) -> ConsentReceipt:
    """Keep a yes, with the version of the text that was read.

    A person may always say yes of their own accord; staff may write a yes down only when the
    question was theirs to ask (``access.may_ask``).

    Raises:
        RuleViolation: staff ask again within 180 days of a no.
        Conflict: a yes stands already.
    """
    require_may_ask(record_id, purpose, by=by, at=at)
    standing = ConsentReceipt.objects.about(record_id).standing().filter(purpose=purpose)
    if standing.exists():
        raise Conflict(_("This consent was given already."))
    return answer(record_id=record_id, purpose=purpose, is_given=True, via=via, by=by, at=at)


@transaction.atomic
def refuse_consent(
    *, record_id: UUID, purpose: str, via: str = "web", by: Actor = ANYBODY, at: datetime | None = None
) -> ConsentReceipt:
    """Keep a no: nobody asks again for 180 days, and nothing else changes for the person.

    Raises:
        RuleViolation: staff asked within 180 days of an earlier no.
    """
    require_may_ask(record_id, purpose, by=by, at=at)
    return answer(record_id=record_id, purpose=purpose, is_given=False, via=via, by=by, at=at)


@transaction.atomic
def withdraw_consent(*, receipt: ConsentReceipt, at: datetime | None = None) -> ConsentReceipt:
    """End a consent; the receipt itself is the proof that it was withdrawn, and when.

    The room that holds the record erases it in the same transaction.

    Raises:
        Conflict: it holds no more.
    """
    ended_at = at or timezone.now()
    changed = (
        ConsentReceipt.objects.standing()
        .filter(pk=receipt.pk)
        .update(ended_at=ended_at, ending=ConsentReceipt.Ending.WITHDRAWN)
    )
    if not changed:
        raise Conflict(_("This consent holds no more."))
    receipt.refresh_from_db()
    return receipt
