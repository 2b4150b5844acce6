"""Care by stated need: asked for, planned, helped, and closed with words that the person reads."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.once import once
from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.care.access import require_carer
from ningju.rooms.care.models import CareEvent, CareNeed, CareRecord, Theme
from ningju.rooms.care.services.history import clean_note, clean_text, lock, write_line
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.privacy import services as privacy

MOST_OPEN = 5
MOVES: dict[str, str] = {
    CareEvent.Verb.PLAN: CareNeed.State.PLANNED,
    CareEvent.Verb.STEP: CareNeed.State.PLANNED,
    CareEvent.Verb.MET: CareNeed.State.MET,
    CareEvent.Verb.CANNOT: CareNeed.State.CANNOT,
}


@transaction.atomic
def ask_for_help(
    *, record: CareRecord, theme: str, words: str = "", by: Actor, at: datetime | None = None
) -> CareNeed:
    """Write down what somebody of the register asks for now; whatever their rhythm is.

    Args:
        record: whose.
        theme: what it is about, a value of ``Theme``.
        words: theirs, at most 1,000 characters, sealed.
        by: the person (anybody who holds the link), or staff who write for them: by proxy.
        at: when (default: now).

    Raises:
        RuleViolation: no such theme, too many words, or five needs are open already.
        NotFound, NotAllowed: the record was erased, or the actor does not keep it.
    """
    locked = lock(record, by)
    return open_need_for(locked, theme=theme, words=words, by=by, at=at or timezone.now())


def ask_for_help_once(*, record: CareRecord, form_key: UUID, body: bytes, theme: str, words: str) -> None:
    """Ask for a posted form, once however often it arrives.

    Raises:
        Conflict: the key came with other words.
        RuleViolation, NotFound: as :func:`ask_for_help`.
    """

    def make() -> str:
        need = ask_for_help(record=record, theme=theme, words=words, by=ANYBODY)
        return str(need.public_id)

    once(key=form_key, body=body + record.record_id.bytes, make=make)


def open_need_for(record: CareRecord, *, theme: str, words: str, by: Actor, at: datetime) -> CareNeed:
    """Open a need of a locked record, with one line of history.

    Asking is saying yes to its being read for this: the words have a key and a receipt of their own.
    """
    if theme not in Theme.values:
        raise RuleViolation(_("Choose what it is about."), field="theme")
    words = clean_text(words, longest=1000, field="words")
    if theme == Theme.OTHER and not words:
        raise RuleViolation(_("Write a few words: what is it?"), field="words")
    if record.needs.open().count() >= MOST_OPEN:
        raise RuleViolation(
            _("Five things you asked for are still open. We answer those first; or phone us."), field="theme"
        )
    need = CareNeed(asker=record, theme=theme, is_by_proxy=by.is_staff, opened_at=at)
    privacy.seal(need, words=words)
    need.save(force_insert=True)
    privacy.give_consent(record_id=need.record_id, purpose="care", via=via_of(by), by=by, at=at)
    write_line(record, CareEvent.Verb.ASK, by=by, at=at, need=need, is_by_proxy=by.is_staff)
    return need


def via_of(by: Actor) -> str:
    """Return how something came: by the person's own page, or told to staff on the phone."""
    return "phone" if by.is_staff else "web"


@transaction.atomic
def move_need(*, need: CareNeed, verb: str, words: str, by: Actor, at: datetime | None = None) -> CareNeed:
    """Plan a need, write down a step of the help, or close it; always with words for the person.

    Args:
        need: what was asked for.
        verb: plan, step, met or cannot.
        words: what is planned, was done, or why it is not possible; the detector reads them.
        by: a worker or coordinator of the record's unit.
        at: when (default: now).

    Raises:
        NotAllowed, NotFound: the actor does not keep this record, or it was erased meanwhile.
        Conflict: the need is closed already.
        RuleViolation: no such verb, no words, or words with what is never stored.
    """
    if verb not in MOVES:
        raise RuleViolation(_("There is nothing here of that name."), field="verb")
    require_carer(by, need.asker)
    words = clean_note(words, longest=1000, field="words", needed=True)
    record = lock(need.asker, by)
    locked = CareNeed.objects.select_for_update(of=("self",)).filter(pk=need.pk).first()
    if locked is None:
        raise NotFound(_("There is no such need at your desk."))
    if not locked.is_open:
        raise Conflict(_("This need is closed already. The person can ask again at any time."))
    at = at or timezone.now()
    locked.state = MOVES[verb]
    locked.closed_at = at if locked.state in CareNeed.CLOSED else None
    locked.save(update_fields=["state", "closed_at"])
    write_line(record, CareEvent.Verb(verb), by=by, at=at, words=words, need=locked)
    return locked
