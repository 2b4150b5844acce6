"""What a person changes about their own record: staying on, and how often they are called."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.care.access import require_carer
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareEvent, CareRecord
from ningju.rooms.care.services.contacts import follow_rhythm
from ningju.rooms.care.services.history import lock, write_line
from ningju.rooms.care.services.renewal import renew
from ningju.rooms.organisations.access import Actor


@transaction.atomic
def confirm_care(*, record: CareRecord, by: Actor, at: datetime | None = None) -> CareRecord:
    """Keep a record for another year, because its person said so.

    Args:
        record: whose.
        by: the person (anybody who holds the link), or staff to whom they said it: by proxy.
        at: when (default: now).

    Raises:
        NotFound, NotAllowed: the record was erased, or the actor does not keep it.
    """
    locked = lock(record, by)
    renew(locked, by=by, at=at or timezone.now())
    return locked


@transaction.atomic
def change_rhythm(*, record: CareRecord, rhythm: str, by: Actor, at: datetime | None = None) -> CareRecord:
    """Change how often somebody is contacted; what is planned follows, what was made still counts.

    Raises:
        RuleViolation: there is no such rhythm (field ``rhythm``).
        NotFound, NotAllowed: the record was erased, or the actor does not keep it.
    """
    if rhythm not in CareRecord.Rhythm.values:
        raise RuleViolation(_("Choose how often you wish to be contacted."), field="rhythm")
    locked = lock(record, by)
    if locked.rhythm == rhythm:
        return locked
    at = at or timezone.now()
    locked.rhythm = rhythm
    locked.save(update_fields=["rhythm"])
    follow_rhythm(locked, today=timezone.localdate(at))
    write_line(locked, CareEvent.Verb.RHYTHM, by=by, at=at, words=rhythm, is_by_proxy=by.is_staff)
    return locked


@transaction.atomic
def print_slip(*, record: CareRecord, by: Actor, at: datetime | None = None) -> str:
    """Return the secret of a link for a slip of paper, while its person has not confirmed yet.

    Afterwards nobody but the person has the link. Each slip stands in the history that they read.

    Raises:
        Conflict: the person has confirmed; the link is theirs alone now.
        NotFound, NotAllowed: the actor does not keep the record.
    """
    require_carer(by, record)
    locked = lock(record, by)
    if locked.status != CareRecord.Status.INVITED:
        raise Conflict(_("They have confirmed by now: the link is theirs alone. With the code you can help."))
    write_line(locked, CareEvent.Verb.SLIP, by=by, at=at or timezone.now())
    return secret_of(locked.record_id)
