"""Join the register: with one's own consent, once, for one need or more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.once import once
from ningju.kernel.codes import make_code
from ningju.kernel.errors import RuleViolation
from ningju.rooms.care.access import CARERS, keepers
from ningju.rooms.care.links import CODE_LETTER, digest_of, secret_of
from ningju.rooms.care.models import CareEvent, CareKeeper, CareRecord
from ningju.rooms.care.reminders import keep_reminder
from ningju.rooms.care.rhythm import FIRST_CONTACT_WITHIN
from ningju.rooms.care.services.contacts import plan_contact
from ningju.rooms.care.services.history import write_line
from ningju.rooms.care.services.pairs import propose_pairs
from ningju.rooms.care.services.told import check_named, check_phone, check_reach, clean_sealed
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import ANYBODY, Actor, require
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy import services as privacy

CODE_TRIES = 5


@transaction.atomic
def join_care(
    *,
    nickname: str,
    themes: Sequence[str],
    rhythm: str,
    way: str,
    unit: Organisation,
    has_consented: bool,
    is_of_age: bool,
    phone: str = "",
    address: str = "",
    words: str = "",
    backup: str = "",
    wants_reminder: bool = False,
    language: str = "zh",
    via: str = "web",
    by: Actor = ANYBODY,
    is_invented: bool = False,
    at: datetime | None = None,
    record_id: UUID | None = None,
) -> CareRecord:
    """Write somebody into the register, seal how to reach them, and keep their consent's receipt.

    Args:
        nickname: how they wish to be called, at most 20 characters.
        themes: what they would like a hand with, values of ``Theme``.
        rhythm: none, quarterly or yearly.
        way: phone, visit or message.
        unit: who may contact them; one that keeps the register.
        has_consented: whether they said yes to the text of the purpose "care".
        is_of_age: whether they say they are 14 or older; that is not stored.
        phone: sealed; needed for calls and messages.
        address: sealed; needed for visits.
        words: what they wish to add, sealed.
        backup: somebody else to call, sealed.
        wants_reminder: a text message to ``phone`` once a year asks whether they stay.
        language: "zh" or "en", of that message.
        via: "web", "phone" or "paper".
        by: the person (anybody), or staff who write for them: marked as by proxy.
        is_invented: a record of a demo.
        at: when (default: now).
        record_id: the id under which a pack knows it (default: a random one).

    Returns:
        The record; ``record.code`` is to be said, ``links.secret_of(record.record_id)`` to be kept.

    Raises:
        RuleViolation: no consent, too young, or a field that is missing or wrong.
        NotAllowed: staff whose role or unit cannot write for others.

    Plans the first contact within a week, unless nobody is to call.
    """
    at = at or timezone.now()
    check_may_join(unit, via=via, by=by, has_consented=has_consented, is_of_age=is_of_age)
    told = check_named(nickname, themes, rhythm, way)
    record = CareRecord(
        **told,
        unit=unit,
        status=CareRecord.Status.INVITED if by.is_staff else CareRecord.Status.ACTIVE,
        via=via,
        is_by_proxy=by.is_staff,
        is_invented=is_invented,
        joined_at=at,
        confirmed_on=timezone.localdate(at),
        **({"record_id": record_id} if record_id else {}),
    )
    seal_told(record, phone=phone, address=address, words=words, backup=backup)
    if wants_reminder:
        record.reminder = reminder_for(phone, language=language, via=via, by=by, at=at)
    save_with_code(record)
    privacy.give_consent(record_id=record.record_id, purpose="care", via=via, by=by, at=at)
    write_line(record, CareEvent.Verb.JOIN, by=by, at=at, is_by_proxy=by.is_staff)
    if rhythm != CareRecord.Rhythm.NONE:
        plan_contact(record=record, on=timezone.localdate(at) + FIRST_CONTACT_WITHIN)
    propose_pairs(record, at=at)
    return record


def join_care_once(*, form_key: UUID, body: bytes, **told: Any) -> str:
    """Join for a posted form, once however often it arrives, and return the link's secret.

    Raises:
        RuleViolation, NotAllowed: as :func:`join_care`.
        Conflict: the key came with other words.
    """
    made = once(key=form_key, body=body, make=lambda: str(join_care(**told).record_id))
    return secret_of(UUID(made))


def check_may_join(unit: Organisation, *, via: str, by: Actor, has_consented: bool, is_of_age: bool) -> None:
    """Raise unless this person, or staff for them, may join at this unit."""
    if by.is_staff:
        require(by, *CARERS)
        if unit.pk not in by.bodies_as(*CARERS):
            raise RuleViolation(_("You can write people down for your own unit only."), field="unit")
    if by.is_staff == (via == "web"):
        raise RuleViolation(_("Say whether they phoned or filled in the paper."), field="via")
    if not keepers().filter(pk=unit.pk).exists():
        raise RuleViolation(_("This unit does not keep the register. Choose one that does."), field="unit")
    if not is_of_age:
        raise RuleViolation(
            _("Under 14? Then ask a grown-up you trust to join for your family."), field="is_of_age"
        )
    if not has_consented:
        raise RuleViolation(
            _("Without a yes nothing is kept. Everything else here works without it."), field="consent"
        )


def seal_told(record: CareRecord, *, phone: str, address: str, words: str, backup: str) -> None:
    """Seal how to reach somebody and their words into an unsaved record, with the index of the number."""
    sealed = clean_sealed(phone=phone, address=address, words=words, backup=backup)
    check_phone(sealed["phone"])
    check_reach(record.way, has_phone=bool(sealed["phone"]), has_address=bool(sealed["address"]))
    record.phone_index = privacy.phone_digest(sealed["phone"]) if sealed["phone"] else None
    privacy.seal(record, **sealed)


def reminder_for(phone: str, *, language: str, via: str, by: Actor, at: datetime) -> Contact:
    """Return the kept number for the yearly text message, or raise a RuleViolation about the phone."""
    if not phone.strip():
        raise RuleViolation(_("For a text message we need a phone number."), field="phone")
    try:
        return keep_reminder(phone=phone, language=language, via=via, by=by, at=at)
    except RuleViolation as error:
        raise RuleViolation(error.message, field="phone") from error


def save_with_code(record: CareRecord) -> None:
    """Save a new record under the digest of its link and a code that no other record here has."""
    record.secret_digest = digest_of(secret_of(record.record_id))
    for attempt in range(CODE_TRIES):
        record.code = make_code(CODE_LETTER)
        try:
            with transaction.atomic():
                record.save(force_insert=True)
        except IntegrityError:
            if attempt == CODE_TRIES - 1:
                raise
        else:
            return


@transaction.atomic
def let_keep_register(*, unit: Organisation, by_name: str) -> None:
    """Let a unit keep the register, so that people can choose it; twice changes nothing.

    Raises:
        RuleViolation: it is no unit that answers (field ``unit``).
    """
    if not unit.handles_cases:
        raise RuleViolation(_("Only a unit that answers can keep the register."), field="unit")
    if not CareKeeper.objects.filter(unit=unit).exists():
        CareKeeper.objects.create(unit=unit, by_name=by_name)


@transaction.atomic
def stop_keeping(*, unit: Organisation) -> None:
    """Let nobody join at this unit any more; whoever joined there stays with it."""
    CareKeeper.objects.filter(unit=unit).delete()
