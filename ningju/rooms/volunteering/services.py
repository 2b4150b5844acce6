"""Changes in the volunteering room: offer, take a seat, let go, finish."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.changes import save_changes
from ningju.ground.once import DONE, once
from ningju.ground.secret_links import derive_secret
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.services import touch_content
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place
from ningju.rooms.volunteering.access import require_host
from ningju.rooms.volunteering.models import Opportunity, OpportunityEvent, Seat

SEATS_LIFE = timedelta(days=30)


@transaction.atomic
def put_opportunity(
    *,
    slug: str,
    title: Bilingual,
    text: Bilingual,
    effort: str,
    place: Place | None,
    host: Organisation,
    starts_at: datetime,
    ends_at: datetime,
    hands_wanted: int,
) -> Opportunity:
    """Make an opportunity, or bring the one of this slug up to date; twice changes nothing.

    Writes one history entry when it is new or changes.

    Raises:
        RuleViolation: it ends before it starts, or wants no hands.
    """
    if ends_at <= starts_at:
        raise RuleViolation(_("The task ends before it starts."), field="ends_at")
    if hands_wanted < 1:
        raise RuleViolation(_("A task needs at least one pair of hands."), field="hands_wanted")
    known = Opportunity.objects.select_for_update().filter(slug=slug).first()
    opportunity = known or Opportunity(slug=slug)
    changed = save_changes(
        opportunity,
        {
            "title": title,
            "text": text,
            "effort": effort,
            "place_id": place.pk if place else None,
            "host_id": host.pk,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "hands_wanted": hands_wanted,
        },
    )
    if changed is not None:
        verb = "changed" if known else "offered"
        OpportunityEvent.objects.create(opportunity=opportunity, verb=verb, words=", ".join(changed)[:400])
        touch_content()
    return opportunity


@transaction.atomic
def take_seat(*, opportunity: Opportunity, nickname: str, secret: str) -> Seat:
    """Take the lowest free seat under a nickname.

    Args:
        opportunity: what to give a hand with.
        nickname: how the person wishes to be called, at most 20 characters.
        secret: the secret of the seat's link, of which only the digest is stored.

    Raises:
        Conflict: no seat is free, or it is over, or it was called off.
        RuleViolation: the nickname is empty or too long (field ``nickname``).
    """
    nickname = nickname.strip()
    if not 1 <= len(nickname) <= 20:
        raise RuleViolation(_("A nickname has 1 to 20 characters."), field="nickname")
    locked = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if locked.status != Opportunity.Status.OPEN or locked.ends_at <= timezone.now():
        raise Conflict(_("This task is over or was called off. Others still want a hand."))
    taken = set(locked.seats.values_list("number", flat=True))
    free = next((number for number in range(1, locked.hands_wanted + 1) if number not in taken), None)
    if free is None:
        raise Conflict(_("All hands for this task are found. Others still want one."))
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                opportunity=locked,
                number=free,
                nickname=nickname,
                secret_digest=hashlib.sha256(secret.encode()).digest(),
            )
    except IntegrityError:
        raise Conflict(_("Somebody took this seat a moment ago. Please try once more.")) from None
    OpportunityEvent.objects.create(opportunity=locked, verb="seat_taken")
    touch_content()
    return seat


def take_seat_once(*, opportunity: Opportunity, nickname: str, form_key: UUID, body: bytes) -> str:
    """Take a seat for a posted form, once however often it arrives, and return the link's secret.

    Raises:
        Conflict, RuleViolation: as :func:`take_seat`; Conflict also if the key came with other words.
    """
    secret = derive_secret("seat", str(form_key))

    def make() -> str:
        take_seat(opportunity=opportunity, nickname=nickname, secret=secret)
        return DONE

    once(key=form_key, body=body + opportunity.public_id.bytes, make=make)
    return secret


@transaction.atomic
def let_seat_go(*, seat: Seat) -> None:
    """Give a seat back; the row is gone and nobody is told who it was."""
    opportunity = Opportunity.objects.select_for_update().get(pk=seat.opportunity_id)
    gone, _rows = Seat.objects.filter(pk=seat.pk).delete()
    if gone:
        OpportunityEvent.objects.create(opportunity=opportunity, verb="seat_let_go")
        touch_content()


@transaction.atomic
def finish_opportunity(*, opportunity: Opportunity, actor: Actor, outcome: Bilingual) -> None:
    """Close an opportunity with what came of it, for everybody to read.

    Raises:
        NotAllowed: the actor does not host it.
        RuleViolation: what came of it is empty (field ``outcome``).
        Conflict: it is closed already.
    """
    require_host(actor, opportunity)
    if not outcome:
        raise RuleViolation(_("Say what came of it: those who helped will read it."), field="outcome")
    changed = Opportunity.objects.filter(pk=opportunity.pk, status=Opportunity.Status.OPEN).update(
        status=Opportunity.Status.DONE, outcome_zh=outcome.zh, outcome_en=outcome.en
    )
    if not changed:
        raise Conflict(_("This task is closed already."))
    OpportunityEvent.objects.create(
        opportunity=opportunity, verb="finished", by_name=actor.name, words=outcome.zh or outcome.en
    )
    touch_content()


@transaction.atomic
def erase_old_seats(*, now: datetime) -> int:
    """Erase the nicknames of tasks that ended 30 days ago or more; only the count stays.

    Returns:
        How many seats were erased. Writes one history entry a task, with the count.
    """
    erased = 0
    for opportunity in Opportunity.objects.with_old_seats(now - SEATS_LIFE):
        seats, _rows = Seat.objects.filter(opportunity=opportunity).delete()
        OpportunityEvent.objects.create(opportunity=opportunity, verb="seats_erased", words=str(seats))
        erased += seats
    return erased
