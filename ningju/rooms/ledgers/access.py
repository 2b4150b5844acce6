"""Who may bring in ledgers."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotFound
from ningju.rooms.ledgers.models import ImportBatch, ImportBatchQuerySet
from ningju.rooms.organisations.access import Actor, require

BRINGERS = ("coordinator", "admin")


def require_bringer(actor: Actor) -> None:
    """Let coordinators and admins pass.

    Raises:
        NotAllowed: the actor is neither.
    """
    require(actor, *BRINGERS)


def batches_of(actor: Actor) -> ImportBatchQuerySet:
    """Return the community's batches, the newest first.

    Raises:
        NotAllowed: the actor brings in no ledgers.
    """
    require_bringer(actor)
    return ImportBatch.objects.newest_first()


def access_batch(actor: Actor, public_id: UUID) -> ImportBatch:
    """Return a batch.

    Raises:
        NotAllowed: the actor brings in no ledgers.
        NotFound: there is none here, or it is another neighbourhood's.
    """
    found = batches_of(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such import here. Files that were not loaded are gone after a day."))
    return found
