"""How somebody wishes to be reached: kept sealed, with their consent, and forgotten."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.messages.addresses import read_address
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.privacy.access import receipts_of
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.services import forget, give_consent, phone_digest, seal, withdraw_consent

PHONE_CHANNELS = (Contact.Channel.SMS, Contact.Channel.NONE)


@transaction.atomic
def keep_contact(
    *,
    purpose: str,
    channel: str,
    address: str,
    language: str,
    call_when: str = "",
    private_words: str = "",
    via: str = "web",
    by: Actor = ANYBODY,
    at: datetime | None = None,
) -> Contact:
    """Keep how somebody wishes to be reached for one purpose, to which they said yes.

    Args:
        purpose: what they agreed to; its receipt is made here.
        channel: "sms", "email", "push", or "none": somebody phones and nothing is sent.
        address: as typed; checked and written in one way before it is sealed.
        language: "zh" or "en", in which messages are written.
        call_when: when a call suits, in their words.
        private_words: only for the one who calls.
        via: "web", "phone" or "paper".
        by: the person, or staff who write for them.
        at: when (default: now).

    Raises:
        RuleViolation: the address cannot be one of this channel (fields ``address``, ``channel``),
            or something is too long (its field).
    """
    at = at or timezone.now()
    plain = read_address(channel, address)
    has_phone = channel in PHONE_CHANNELS and plain != ""
    contact = Contact(
        channel=channel,
        language=language,
        address_index=phone_digest(plain) if has_phone else None,
        made_at=at,
    )
    seal(
        contact, address=plain, call_when=call_when.replace("\x00", "").strip(),
        private_words=private_words.replace("\x00", "").strip(),
    )  # fmt: skip
    contact.save(force_insert=True)
    give_consent(record_id=contact.record_id, purpose=purpose, via=via, by=by, at=at)
    return contact


@transaction.atomic
def contact_for_once(*, address: str, language: str, at: datetime | None = None) -> Contact:
    """Keep a number for the one message that its owner asks for just now; the next night it is gone.

    Nobody is asked for consent, since the message is what was asked for; nothing finds it by its
    number, and nothing points at it.

    Raises:
        RuleViolation: it is no number that can get a text (field ``address``).
    """
    contact = Contact(channel=Contact.Channel.SMS, language=language, made_at=at or timezone.now())
    seal(contact, address=read_address(Contact.Channel.SMS, address))
    contact.save(force_insert=True)
    return contact


@transaction.atomic
def forget_contact(*, contact: Contact, at: datetime | None = None) -> Contact:
    """Erase everything a contact holds; what is on its way to it is let go.

    The empty row stays for as long as something points at it, so that its page can still say who
    looked and when it was erased.
    """
    at = at or timezone.now()
    locked = Contact.objects.select_for_update().get(pk=contact.pk)
    if locked.is_forgotten:
        return locked
    forget(locked)
    locked.channel = Contact.Channel.NONE
    locked.address_index = None
    locked.forgotten_at = at
    locked.save()
    locked.messages.on_their_way().update(state=Message.State.GONE, settled_at=at, fields={})
    return locked


@transaction.atomic
def take_back_contact(*, contact: Contact, purpose: str, at: datetime | None = None) -> ConsentReceipt:
    """End somebody's consent and erase the contact with it; the receipt says when.

    Raises:
        Conflict: it was taken back already.
        RuleViolation: nobody ever agreed to this purpose here.
    """
    given = [each for each in receipts_of(contact.record_id) if each.purpose == purpose and each.is_given]
    if not given:
        raise RuleViolation(_("There is nothing here to take back."))
    if given[0].ended_at is not None:
        raise Conflict(_("This was taken back already; nothing is left of it."))
    receipt = withdraw_consent(receipt=given[0], at=at)
    forget_contact(contact=contact, at=at)
    return receipt
