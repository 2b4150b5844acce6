"""Everything the register holds about one person, in plain words: their page and their download."""

from typing import Any
from uuid import UUID

from ningju.ground.links import page_language
from ningju.kernel.codes import show_code
from ningju.rooms.care.models import CareContact, CareEvent, CareNeed, CareRecord, Theme
from ningju.rooms.care.services import read_own
from ningju.rooms.care.words import said_words, step_words, who_words
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import receipts_of
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.words import looks_at

File = dict[str, Any]


def own_file(record: CareRecord) -> File:
    """Return the whole file of a record for its person: nothing that is held is left out."""
    sealed = read_own(record)
    needs = list(record.needs.order_by("-opened_at", "-id"))
    reminder = [record.reminder.record_id] if record.reminder else []
    ids = [record.record_id, *reminder, *(need.record_id for need in needs)]
    return {
        "code": show_code(record.code),
        "nickname": record.nickname,
        "needs_named": record.theme_words,
        "rhythm": str(record.get_rhythm_display()),
        "way": str(record.get_way_display()),
        "phone": sealed.get("phone", ""),
        "address": sealed.get("address", ""),
        "words": sealed.get("words", ""),
        "backup": sealed.get("backup", ""),
        "wants_reminder": record.reminder is not None,
        "unit": name_of(record.unit),
        "status": str(record.get_status_display()),
        "joined_at": record.joined_at,
        "joined_by": str(record.get_via_display()),
        "is_by_proxy": record.is_by_proxy,
        "confirmed_on": record.confirmed_on,
        "confirm_by_on": record.confirm_by_on,
        "contacts": [contact_of(contact) for contact in record.contacts.order_by("-planned_on", "-id")],
        "asked_for": [need_of(need, record) for need in needs],
        "history": history_of(record),
        "consents": consents_of(*ids),
        "looks": looks_at(*ids),
    }


def name_of(unit: Organisation) -> str:
    """Return the name of a unit in the page's language."""
    return unit.name.read(page_language())[0]


def contact_of(contact: CareContact) -> File:
    """Return one contact, planned or made."""
    return {
        "planned_on": contact.planned_on,
        "done_on": contact.done_on,
        "outcome": str(contact.get_outcome_display()) if contact.outcome else "",
        "note": contact.note,
        "tries": contact.tries,
    }


def need_of(need: CareNeed, record: CareRecord) -> File:
    """Return one need with its words and every step."""
    steps = need.events.order_by("at", "id")
    return {
        "theme": str(Theme(need.theme).label),
        "words": read_own(need).get("words", ""),
        "are_words_erased": need.words_erased_at is not None,
        "state": need.state,
        "state_words": str(need.get_state_display()),
        "opened_at": need.opened_at,
        "closed_at": need.closed_at,
        "steps": [step_of(event, record) for event in steps],
    }


def history_of(record: CareRecord) -> list[File]:
    """Return a record's history for who holds its link, the newest first (see ``ABOUT_ANOTHER``)."""
    return [step_of(event, record) for event in record.events.exclude(verb__in=CareEvent.ABOUT_ANOTHER)]


def step_of(event: CareEvent, record: CareRecord, *, for_desk: bool = False) -> File:
    """Return one line of history, as its person reads it or as the desk does."""
    return {
        "at": event.at,
        "what": step_words(event),
        "who": who_words(event, name_of(record.unit), for_desk=for_desk),
        "words": said_words(event),
    }


def consents_of(*record_ids: UUID) -> list[File]:
    """Return the receipts of consent over several records, the newest first."""
    return [receipt_of(receipt) for receipt in receipts_of(*record_ids)]


def receipt_of(receipt: ConsentReceipt) -> File:
    """Return one receipt: what was agreed to, when and how, and until when it held."""
    purpose = PURPOSES[receipt.purpose]
    return {
        "number": str(receipt.public_id),
        "purpose": str(purpose.title),
        "version": receipt.version,
        "is_given": receipt.is_given,
        "at": receipt.at,
        "via": receipt.via,
        "is_by_proxy": receipt.is_by_proxy,
        "ended_at": receipt.ended_at,
        "ending": receipt.ending,
    }


def as_document(file: File) -> File:
    """Return a file as what JSON can hold."""
    return file | {"looks": [look.as_document() for look in file["looks"]]}
