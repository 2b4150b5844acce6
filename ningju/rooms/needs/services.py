"""Changes in the needs room: say a need, offer a resource, check it, join the two."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.changes import save_changes
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.cases.services import match_case, open_case, unmatch_case
from ningju.rooms.communities.services import touch_content
from ningju.rooms.needs.access import JOINERS, require_offerer
from ningju.rooms.needs.models import Need, Pairing, Resource, ResourceEvent
from ningju.rooms.organisations.access import ANYBODY, Actor, require
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place
from ningju.rooms.privacy.notes import check_note


@transaction.atomic
def voice_need(
    *,
    words: str,
    category: Category,
    unit: Organisation | None = None,
    where: str = "",
    place: Place | None = None,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    via: str = "web",
    by: Actor = ANYBODY,
    at: datetime | None = None,
    public_id: UUID | None = None,
) -> Need:
    """Record what somebody wants, and open its case.

    Raises:
        RuleViolation: as ``cases.services.open_case``.
    """
    case = open_case(
        kind="need",
        words=words,
        category=category,
        unit=unit,
        where=where,
        place=place.name if place else None,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        via=via,
        by=by,
        at=at,
        public_id=public_id,
    )
    return Need.objects.create(case=case, place=place)


@transaction.atomic
def offer_resource(
    *,
    by: Actor,
    organisation: Organisation,
    category: Category,
    title: Bilingual,
    when: Bilingual,
    conditions: Bilingual,
    capacity: int,
    place: Place | None = None,
    slug: str = "",
    at: datetime | None = None,
) -> Resource:
    """Offer something; staff check it before anybody is joined with it.

    Writes one history entry.

    Args:
        by: the partner, or staff who write it down for one.
        organisation: who gives it.
        category: the kind of need it serves.
        title: what it is.
        when: when it can be had.
        conditions: what to bring or to know.
        capacity: how many it serves.
        place: where it can be had, or None.
        slug: the name under which a pack knows it; the offer of this name is brought up to these
            words, and its status and what is taken of it stay. Twice changes nothing.
        at: when it was offered (default: now).

    Raises:
        NotAllowed: the organisation is not the actor's.
        RuleViolation: no title, no capacity, or a category that is no need's.
    """
    require_offerer(by, organisation.pk)
    if not title:
        raise RuleViolation(_("Say what you offer, in a few words."), field="title")
    if capacity < 1:
        raise RuleViolation(_("An offer serves at least one."), field="capacity")
    if category.kind != "need":
        raise RuleViolation(_("Choose what kind of need this serves."), field="category")
    known = Resource.objects.select_for_update().filter(slug=slug).first() if slug else None
    resource = known or Resource(slug=slug, status=status_offered_by(by), offered_at=at or timezone.now())
    changed = save_changes(
        resource,
        {
            "organisation_id": organisation.pk,
            "category_id": category.pk,
            "place_id": place.pk if place else None,
            "capacity": capacity,
            "title": title,
            "when": when,
            "conditions": conditions,
        },
    )
    if changed is not None:
        verb = "changed" if known else "offered"
        ResourceEvent.objects.create(
            resource=resource, verb=verb, by_name=by.name, at=at or timezone.now(), words=", ".join(changed)
        )
        touch_content()
    return resource


def status_offered_by(by: Actor) -> str:
    """Return the status of a new offer: what staff write down counts as checked."""
    return Resource.Status.AVAILABLE if by.has(*JOINERS) else Resource.Status.OFFERED


@transaction.atomic
def check_resource(*, resource: Resource, by: Actor) -> None:
    """Say that an offer holds: from now on needs can be joined with it.

    Raises:
        NotAllowed: only workers, coordinators and admins check offers.
        Conflict: it is checked already, or withdrawn.
    """
    require(by, *JOINERS)
    change_status(resource, by, "checked", Resource.Status.OFFERED, Resource.Status.AVAILABLE)


@transaction.atomic
def withdraw_resource(*, resource: Resource, by: Actor) -> None:
    """Take an offer back; what was already joined with it stays.

    Raises:
        NotAllowed: it is another organisation's.
        Conflict: it is withdrawn already.
    """
    require_offerer(by, resource.organisation_id)
    former = Resource.objects.select_for_update().get(pk=resource.pk).status
    change_status(resource, by, "withdrawn", former, Resource.Status.WITHDRAWN)


def change_status(resource: Resource, by: Actor, verb: str, former: str, present: str) -> None:
    """Move a resource from one status to another and write it down.

    Raises:
        Conflict: it has another status by now.
    """
    changed = Resource.objects.filter(pk=resource.pk, status=former).exclude(status=present)
    if not changed.update(status=present):
        raise Conflict(_("This offer has changed meanwhile. Please look at it again."))
    ResourceEvent.objects.create(resource=resource, verb=verb, by_name=by.name)
    touch_content()


@transaction.atomic
def join_need(
    *,
    need: Need,
    resource: Resource,
    by: Actor,
    reason: str,
    words: str,
    at: datetime | None = None,
) -> Pairing:
    """Join a need with an offer in one act: the asker reads what was found, the partner sees it.

    Args:
        need: an open need.
        resource: a checked offer with something left.
        by: a worker, coordinator or admin who decides.
        reason: why these two, kept with the pairing.
        words: what the asker reads.
        at: when (default: now).

    Raises:
        NotAllowed: another role, or a case that the actor may not handle.
        RuleViolation: no reason, or one with what is never stored, no words, or the need has its answer.
        Conflict: nothing is left of the offer, it was withdrawn, or the two are joined already.
    """
    require(by, *JOINERS)
    if not reason.strip():
        raise RuleViolation(_("Say why this offer fits: whoever asks later will read it."), field="reason")
    check_note(reason, field="reason")
    match_case(case=need.case, words=words, by=by, at=at)
    taken = Resource.objects.available().filter(pk=resource.pk).update(taken=F("taken") + 1)
    if not taken:
        raise Conflict(_("Nothing is left of this offer, or it was withdrawn. Choose another."))
    try:
        with transaction.atomic():
            pairing = Pairing.objects.create(
                need=need,
                resource=resource,
                reason=reason.strip()[:400],
                by_name=by.name,
                joined_at=at or timezone.now(),
            )
    except IntegrityError:
        raise Conflict(_("This need is joined with this offer already.")) from None
    ResourceEvent.objects.create(
        resource=resource, verb="joined", by_name=by.name, at=pairing.joined_at, words=pairing.reason
    )
    touch_content()
    return pairing


@transaction.atomic
def undo_join(*, pairing: Pairing, by: Actor, words: str, at: datetime | None = None) -> None:
    """Part a need from an offer: what it took is free again, the asker reads why.

    Raises:
        NotAllowed: another role.
        Conflict: it was undone already.
        RuleViolation: no words, or the need has its answer.
    """
    require(by, *JOINERS)
    Case.objects.select_for_update().get(pk=pairing.need.case_id)  # first, as join_need does: no deadlock
    undone = Pairing.objects.filter(pk=pairing.pk, state=Pairing.State.JOINED)
    if not undone.update(state=Pairing.State.UNDONE):
        raise Conflict(_("This was undone already."))
    Resource.objects.filter(pk=pairing.resource_id).update(taken=F("taken") - pairing.units)
    ResourceEvent.objects.create(
        resource=pairing.resource, verb="parted", by_name=by.name, at=at or timezone.now()
    )
    others = pairing.need.pairings.filter(state=Pairing.State.JOINED).exists()
    tell = match_case if others else unmatch_case
    tell(case=pairing.need.case, words=words, by=by, at=at)
    touch_content()
