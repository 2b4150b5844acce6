"""Who may see or change what in the volunteering room."""

import hashlib
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.organisations.access import Actor
from ningju.rooms.volunteering.models import Opportunity, Seat


def access_opportunity(public_id: UUID) -> Opportunity:
    """Return an opportunity of this community; anybody may read it.

    Raises:
        NotFound: there is none here.
    """
    found = Opportunity.objects.with_seats_taken().for_page().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such task here. It may have been called off."))
    return found


def access_seat(secret: str) -> Seat:
    """Return the seat that a link opens.

    Raises:
        NotFound: the link opens none: it was let go, or never was.
    """
    digest = hashlib.sha256(secret.encode()).digest()
    found = Seat.objects.select_related("opportunity__place").filter(secret_digest=digest).first()
    if found is None:
        raise NotFound(_("This link opens no seat. If you let it go, that is done: nothing is kept."))
    return found


def require_host(actor: Actor, opportunity: Opportunity) -> None:
    """Let staff of the hosting organisation, coordinators and admins pass.

    Raises:
        NotAllowed: the actor is none of these.
    """
    if actor.has("coordinator", "admin"):
        return
    if actor.is_staff and opportunity.host_id in actor.organisation_ids:
        return
    raise NotAllowed(_("Only those who host this task can change it."))
