"""Two records with one phone number: a proposal with its reason, on which a person decides."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict
from ningju.rooms.care.access import PAIR_DECIDERS
from ningju.rooms.care.models import LONGEST_NOTE, CareEvent, CarePair, CareRecord
from ningju.rooms.care.services.history import clean_note, write_line
from ningju.rooms.organisations.access import Actor, require

SAME_PHONE = "same_phone"
MOST_PAIRS = 5


def propose_pairs(record: CareRecord, *, at: datetime) -> None:
    """Propose that a new record may be the same person's as earlier ones with exactly its phone number.

    Nothing is merged or refused; whoever proves the number reads on "my page" that somebody
    will look at it. A link does not say so: else anybody could join under a number to learn whether it is
    in the register.
    """
    if record.phone_index is None:
        return
    same = CareRecord.objects.filter(phone_index=record.phone_index).exclude(pk=record.pk)
    for earlier in same.order_by("-joined_at", "-id")[:MOST_PAIRS]:
        if are_paired(earlier, record):
            continue
        CarePair.objects.create(earlier=earlier, later=record, reason=SAME_PHONE)
        for one in (earlier, record):
            write_line(one, CareEvent.Verb.PAIR, by=None, at=at)


def are_paired(one: CareRecord, other: CareRecord) -> bool:
    """Say whether somebody was asked about these two before, whichever came first."""
    both = CarePair.objects.filter(earlier__in=(one, other), later__in=(one, other))
    return both.exists()


@transaction.atomic
def keep_both(*, pair: CarePair, because: str, by: Actor, at: datetime | None = None) -> CarePair:
    """Decide that two records are two people's, or one person's who wants both.

    To have one record instead, its person withdraws the other; staff cannot merge them.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleViolation: the reason is missing, or holds what is never stored.
        Conflict: it was decided already.
    """
    require(by, *PAIR_DECIDERS)
    because = clean_note(because, longest=LONGEST_NOTE, field="because", needed=True)
    at = at or timezone.now()
    decided = CarePair.objects.filter(pk=pair.pk, state=CarePair.State.OPEN).update(
        state=CarePair.State.KEPT, decided_because=because, decided_at=at, decided_by_id=by.user_id
    )
    if not decided:
        raise Conflict(_("Somebody decided this already, or one of the two has left."))
    for one in (pair.earlier, pair.later):
        write_line(one, CareEvent.Verb.KEEP_BOTH, by=by, at=at, words=because)
    pair.refresh_from_db()
    return pair
