"""Who may see or change what in the care register; absent and hidden read alike."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ningju.kernel.codes import read_code
from ningju.kernel.errors import NotFound, Unreadable
from ningju.rooms.care.links import digest_of
from ningju.rooms.care.models import (
    CareContact,
    CareContactQuerySet,
    CareEnding,
    CareKeeper,
    CareNeed,
    CareNeedQuerySet,
    CarePair,
    CareRecord,
)
from ningju.rooms.organisations.access import Actor, require
from ningju.rooms.organisations.models import Organisation, OrganisationQuerySet

CARERS = ("worker", "coordinator")
PAIR_DECIDERS = ("coordinator",)


def keepers() -> OrganisationQuerySet:
    """Return the units that keep the register: those a person may choose from."""
    kept = CareKeeper.objects.values("unit_id")
    return Organisation.objects.units().filter(pk__in=kept).order_by("position", "slug")


def my_keepers(actor: Actor) -> OrganisationQuerySet:
    """Return the units for which this actor may write somebody down.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
    """
    require(actor, *CARERS)
    return keepers().filter(pk__in=actor.bodies_as(*CARERS))


def record_by_secret(secret: str) -> CareRecord | CareEnding:
    """Return the record that a person's link opens, or what stays of it once it is erased.

    Raises:
        NotFound: the link opened nothing here, or it was erased more than a year ago.
    """
    digest = digest_of(secret)
    record = CareRecord.objects.select_related("unit").filter(secret_digest=digest).first()
    found = record or CareEnding.objects.filter(secret_digest=digest).first()
    if found is None:
        raise NotFound(_("This link opens nothing here. It may have been cut short when it was copied."))
    return found


def own_record(secret: str) -> CareRecord:
    """Return the living record that a person's link opens.

    Raises:
        NotFound: there is none, or it was erased.
    """
    found = record_by_secret(secret)
    if isinstance(found, CareEnding):
        raise NotFound(_("This entry was erased. Nothing of it can be changed or read any more."))
    return found


def record_at_desk(actor: Actor, code: str) -> CareRecord:
    """Return the record that a worker or coordinator of its unit opens by its code.

    Raises:
        NotAllowed: the actor is neither.
        NotFound: no record has the code, or another unit keeps it.
    """
    require(actor, *CARERS)
    try:
        plain = read_code(code)
    except Unreadable:
        plain = ""
    kept = CareRecord.objects.kept_by(actor.bodies_as(*CARERS)).select_related("unit")
    record = kept.filter(code=plain).first()
    if record is None:
        raise NotFound(_("No entry of your unit has this code. Please compare it once more."))
    return record


def require_keeper(actor: Actor, record: CareRecord) -> None:
    """Let the person themselves, and workers and coordinators of the record's unit, pass.

    Whoever holds the link acts as the person (an actor without roles); staff act for them by proxy.

    Raises:
        NotAllowed: staff with another role.
        NotFound: staff of another unit.
    """
    if not actor.is_staff:
        return
    require(actor, *CARERS)
    if record.unit_id not in actor.bodies_as(*CARERS):
        raise NotFound(_("No entry of your unit has this code. Please compare it once more."))


def require_carer(actor: Actor, record: CareRecord) -> None:
    """Let workers and coordinators of the record's unit pass, and nobody else.

    Raises:
        NotAllowed: somebody without such a role.
        NotFound: staff of another unit.
    """
    require(actor, *CARERS)
    require_keeper(actor, record)


def contacts_due(actor: Actor, today: date) -> CareContactQuerySet:
    """Return the contacts due today that belong to this actor's units.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
    """
    require(actor, *CARERS)
    due = CareContact.objects.due(today).filter(record__unit_id__in=actor.bodies_as(*CARERS))
    return due.select_related("record")


def needs_open(actor: Actor) -> CareNeedQuerySet:
    """Return the needs without an answer that belong to this actor's units.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
    """
    require(actor, *CARERS)
    mine = CareNeed.objects.open().filter(asker__unit_id__in=actor.bodies_as(*CARERS))
    return mine.select_related("asker")


def need_at_desk(actor: Actor, public_id: UUID) -> CareNeed:
    """Return a need of this actor's units.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
        NotFound: it is absent, or another unit's.
    """
    require(actor, *CARERS)
    mine = CareNeed.objects.filter(asker__unit_id__in=actor.bodies_as(*CARERS))
    need = mine.select_related("asker__unit").filter(public_id=public_id).first()
    if need is None:
        raise NotFound(_("There is no such need at your desk."))
    return need


def pairs_open(actor: Actor) -> list[CarePair]:
    """Return the pairs that a coordinator of the unit has to decide on; nothing for a worker."""
    if not actor.has(*PAIR_DECIDERS):
        return []
    open_pairs = CarePair.objects.filter(state=CarePair.State.OPEN)
    mine = open_pairs.filter(later__unit_id__in=actor.bodies_as(*PAIR_DECIDERS))
    return list(mine.select_related("earlier", "later").order_by("id")[:20])


def pair_at_desk(actor: Actor, public_id: UUID) -> CarePair:
    """Return a pair of this coordinator's unit.

    Raises:
        NotAllowed: the actor is no coordinator.
        NotFound: it is absent, or another unit's.
    """
    require(actor, *PAIR_DECIDERS)
    mine = CarePair.objects.filter(later__unit_id__in=actor.bodies_as(*PAIR_DECIDERS))
    pair = mine.select_related("earlier", "later").filter(public_id=public_id).first()
    if pair is None:
        raise NotFound(_("There is no such pair at your desk."))
    return pair


def has_a_task(record: CareRecord, today: date) -> bool:
    """Say whether somebody is to reach this person now: a contact is due, or a need is open."""
    return record.contacts.due(today).exists() or record.needs.open().exists()
