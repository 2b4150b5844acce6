"""How the asker of a case may be reached, if they wish: left, taken back, and opened for a call."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import RuleViolation
from ningju.rooms.cases.access import PROXIES, contact_at_desk, require_may
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case
from ningju.rooms.messages.addresses import channel_for
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import forget_contact, keep_contact
from ningju.rooms.messages.services import take_back_contact as take_back
from ningju.rooms.organisations.access import ANYBODY, Actor, require
from ningju.rooms.privacy.access import reader_of
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.services import Opened, open_sealed

PURPOSE = "callback"


@transaction.atomic
def leave_contact(
    *,
    case: Case,
    address: str,
    language: str,
    channel: str = "",
    only_call: bool = False,
    call_when: str = "",
    private_words: str = "",
    via: str = "web",
    by: Actor = ANYBODY,
    at: datetime | None = None,
) -> Contact:
    """Keep how the asker of an open case may be reached, sealed; they said yes to it.

    The receipt of their consent is the line of history for this. One left before is erased.

    Args:
        case: theirs.
        address: a phone number or an e-mail address, as typed, or a push subscription.
        language: "zh" or "en", in which they are told.
        channel: as ``messages.services.keep_contact`` (default: read from what was typed).
        only_call: whether they want to be phoned and get no texts.
        call_when: when a call suits.
        private_words: only for the one who calls.
        via: "web", "phone" or "paper".
        by: the asker (anybody), or staff who write for them: marked as by proxy.
        at: when (default: now).

    Raises:
        RuleViolation: the address cannot be read (field ``address``), something is too long (its
            field), or the case has its answer.
        NotAllowed: staff whose role cannot write for others.
    """
    if by.is_staff:
        require(by, *PROXIES)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not locked.is_open:
        raise RuleViolation(_("This has its answer already. Open it again first."))
    if locked.contact is not None:
        forget_contact(contact=locked.contact, at=at)
    contact = keep_contact(
        purpose=PURPOSE,
        channel=channel or channel_for(address, only_call=only_call),
        address=address,
        language=language,
        call_when=call_when,
        private_words=private_words,
        via=via,
        by=by,
        at=at,
    )
    locked.contact = contact
    locked.save(update_fields=["contact"])
    case.contact = contact
    return contact


@transaction.atomic
def take_back_contact(*, case: Case, by: Actor = ANYBODY, at: datetime | None = None) -> ConsentReceipt:
    """Erase at once how the asker may be reached; the receipt says when. The case goes on as it was.

    Raises:
        RuleViolation: nothing was left.
        Conflict: it was taken back already.
        NotAllowed: staff whose role cannot write for others, or not for this unit's askers.
    """
    if by.is_staff:
        require_may(by, Verb.ADD_WORDS, case)
    locked = Case.objects.select_for_update().get(pk=case.pk)  # another may have been left meanwhile
    if locked.contact is None:
        raise RuleViolation(_("There is nothing here to take back."))
    return take_back(contact=locked.contact, purpose=PURPOSE, at=at)


@transaction.atomic
def open_contact(*, case: Case, by: Actor) -> Opened:
    """Open how the asker may be reached, for the one who is about to call.

    Returns:
        ``address``, ``call_when`` and ``private_words``.

    Raises:
        NotFound: the case is hidden from this actor, or nothing was left with it.
        NotAllowed: a role that does not call people.
        AccessRefused: see ``privacy.services.open_sealed``.

    Side effects: one entry in the access log, which the asker sees on the page of the case.
    """
    contact = contact_at_desk(by, case)
    reader = reader_of(by, for_unit=case.unit_id)
    return open_sealed(contact, purpose=PURPOSE, reader=reader, words=case.shown_code)
