"""Who may offer, check and join what in the needs room."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.cases.models import Case
from ningju.rooms.needs.models import Need, Pairing, Resource, ResourceQuerySet
from ningju.rooms.organisations.access import Actor, require

JOINERS = ("worker", "coordinator", "admin")
OFFERERS = ("partner", "worker", "coordinator", "admin")


def need_of(case: Case) -> Need:
    """Return the need of a case that the actor has already been shown.

    Raises:
        NotFound: the case is no need.
    """
    need = Need.objects.select_related("place").filter(case=case).first()
    if need is None:
        raise NotFound(_("This case is not a need, so no offer can be joined with it."))
    return need


def resources_of(actor: Actor) -> ResourceQuerySet:
    """Return the resources whose running this actor sees: all for staff, their own for a partner.

    Raises:
        NotAllowed: the actor is neither.
    """
    require(actor, *OFFERERS, "leader")
    if actor.has("worker", "coordinator", "admin", "leader"):
        return Resource.objects.for_list()
    return Resource.objects.for_list().of(actor.organisation_ids)


def access_resource(actor: Actor, public_id: UUID) -> Resource:
    """Return a resource that this actor runs or looks after.

    Raises:
        NotFound: it is absent or hidden.
        NotAllowed: the actor may not look after any.
    """
    found = resources_of(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such offer here."))
    return found


def require_offerer(actor: Actor, organisation_id: int) -> None:
    """Let partners offer for their own organisation, and staff for any.

    Raises:
        NotAllowed: the organisation is not theirs.
    """
    require(actor, *OFFERERS)
    if actor.has("worker", "coordinator", "admin") or organisation_id in actor.organisation_ids:
        return
    raise NotAllowed(_("You can offer only what your own organisation gives."))


def access_pairing(actor: Actor, public_id: UUID) -> Pairing:
    """Return a pairing for those who join.

    Raises:
        NotAllowed: the actor joins nothing.
        NotFound: there is none here that still holds.
    """
    require(actor, *JOINERS)
    found = Pairing.objects.joined().for_list().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such match here, or it was undone."))
    return found
