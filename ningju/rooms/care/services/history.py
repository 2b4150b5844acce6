"""What every change of a record has in common: lock, check who, write one line of history."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotFound, RuleViolation
from ningju.rooms.care.access import require_keeper
from ningju.rooms.care.models import CareEvent, CareNeed, CareRecord
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.notes import check_note


def lock(record: CareRecord, by: Actor) -> CareRecord:
    """Return the record as it stands, locked for a change that this actor may make.

    Raises:
        NotFound: it was erased meanwhile, or another unit keeps it.
        NotAllowed: staff with another role.
    """
    locked = CareRecord.objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if locked is None:
        raise NotFound(_("This entry was erased. Nothing of it can be changed or read any more."))
    require_keeper(by, locked)
    return locked


def write_line(
    record: CareRecord,
    verb: CareEvent.Verb,
    *,
    by: Actor | None,
    at: datetime,
    words: str = "",
    need: CareNeed | None = None,
    is_by_proxy: bool = False,
) -> None:
    """Write one line of a record's history; without an actor the service itself did it."""
    is_staff = by is not None and by.is_staff
    whose = CareEvent.By.STAFF if is_staff else CareEvent.By.PERSON
    CareEvent.objects.create(
        record=record,
        need=need,
        at=at,
        verb=verb,
        by=CareEvent.By.SERVICE if by is None else whose,
        by_unit_id=record.unit_id if is_staff else None,
        by_user_id=by.user_id if by is not None and is_staff else None,
        is_by_proxy=is_by_proxy,
        words=words,
    )


def clean_text(text: str, *, longest: int, field: str) -> str:
    """Return the person's own words without white space around them.

    Raises:
        RuleViolation: they are longer than ``longest`` characters.
    """
    text = text.replace("\x00", "").strip()
    if len(text) > longest:
        raise RuleViolation(
            _("That is too long: %(longest)d characters at most.") % {"longest": longest}, field=field
        )
    return text


def clean_note(text: str, *, longest: int, field: str, needed: bool = False) -> str:
    """Return what staff wrote about a person, after the detector has read it.

    Raises:
        RuleViolation: it is needed and missing, too long, or holds what is never stored.
    """
    text = clean_text(text, longest=longest, field=field)
    if needed and not text:
        raise RuleViolation(_("Please write a few words: the person reads them."), field=field)
    if text:
        check_note(text, field=field)
    return text
