"""Open what is sealed: for a task, by those of the unit, or by the person; each look is logged."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, NotFound
from ningju.rooms.care.access import CARERS, has_a_task, require_carer
from ningju.rooms.care.models import CareNeed, CareRecord
from ningju.rooms.care.services.contacts import asked_already
from ningju.rooms.organisations.access import Actor, require
from ningju.rooms.privacy import access as log
from ningju.rooms.privacy import services as privacy
from ningju.rooms.privacy.services import Opened

WAY_OPENS = {
    CareRecord.Way.PHONE: ("phone", "words"),
    CareRecord.Way.MESSAGE: ("phone", "words"),
    CareRecord.Way.VISIT: ("phone", "address", "words"),
}
OWN_FIELDS = ("phone", "address", "words", "backup")


def open_contact(*, record: CareRecord, by: Actor, with_backup: bool = False) -> Opened:
    """Open how to reach somebody, while a contact is due or a need is open, and not at other times.

    Opens only what the way they chose needs; the other person to call only if asked for.

    Args:
        record: whose.
        by: a worker or coordinator of the record's unit.
        with_backup: they could not be reached: open the other person to call instead.

    Raises:
        NotAllowed, NotFound: the actor does not keep this record.
        Conflict: nothing is to be done for them now; the message says from when.

    Writes one entry in the access log, which the person reads.
    """
    require_carer(by, record)
    if not has_a_task(record, timezone.localdate()):
        raise Conflict(asked_already(record))
    fields = ("backup",) if with_backup else WAY_OPENS[CareRecord.Way(record.way)]
    reader = log.reader_of(by, for_unit=record.unit_id)
    return privacy.open_sealed(record, purpose="care", reader=reader, fields=filled(record, fields))


def open_need(*, need: CareNeed, by: Actor) -> Opened:
    """Open the words of a need that is open.

    Raises:
        NotAllowed, NotFound: the actor does not keep its record.
        Conflict: the need is closed.
    """
    require_carer(by, need.asker)
    if not need.is_open:
        raise Conflict(_("This need is closed already. The person can ask again at any time."))
    reader = log.reader_of(by, for_unit=need.asker.unit_id)
    return privacy.open_sealed(need, purpose="care", reader=reader, fields=("words",))


def read_own(row: CareRecord | CareNeed) -> dict[str, str]:
    """Return everything sealed in a row in plain words, for the person who holds its link."""
    names = filled(row, OWN_FIELDS if isinstance(row, CareRecord) else ("words",))
    if not names:
        return {}
    opened = privacy.open_sealed(row, purpose="self", reader=log.THE_PERSON, fields=names)
    return {name: opened[name] for name in names}


def filled(row: CareRecord | CareNeed, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the sealed fields in which something is."""
    return tuple(name for name in names if getattr(row, name))


def find_by_phone(*, phone: str, by: Actor) -> list[CareRecord]:
    """Return the records of the actor's units with exactly this phone number.

    The privacy room counts the look-up: twenty a day, the next one is refused and logged.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator, or has looked up too often today.
        RuleViolation: this is no phone number.
        NotFound: no entry of the actor's units has it.
    """
    require(by, *CARERS)
    digest = privacy.look_up_phone(phone=phone, reader=log.reader_of(by))
    kept = CareRecord.objects.kept_by(by.bodies_as(*CARERS)).filter(phone_index=digest)
    found = list(kept.order_by("joined_at", "id")[:5])
    if not found:
        raise NotFound(_("No entry of your unit has this phone number."))
    return found
