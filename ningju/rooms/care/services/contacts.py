"""Contacts by the rhythm a person chose: one an interval, and the database refuses a second."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.care.access import require_carer
from ningju.rooms.care.models import LONGEST_NOTE, CareContact, CareEvent, CareRecord
from ningju.rooms.care.rhythm import FIRST_CONTACT_WITHIN, MOST_TRIES, TRY_AGAIN_AFTER, next_contact_on
from ningju.rooms.care.services.history import clean_note, lock, write_line
from ningju.rooms.care.services.needs import open_need_for
from ningju.rooms.care.services.renewal import renew
from ningju.rooms.care.words import say_day
from ningju.rooms.organisations.access import Actor

Outcome = CareContact.Outcome


def period_of(rhythm: str, on: date) -> DateRange:
    """Return the days that a contact covers: from it to the day before the next may be."""
    return DateRange(on, next_contact_on(rhythm, on))


@transaction.atomic
def plan_contact(*, record: CareRecord, on: date) -> CareContact:
    """Plan the one contact of an interval.

    Raises:
        Conflict: one inside the interval was made or is planned; the message says when.
        RuleViolation: the person wants nobody to call.
    """
    if record.rhythm == CareRecord.Rhythm.NONE:
        raise RuleViolation(_("This person asked that nobody calls. They come to us when they wish."))
    try:
        with transaction.atomic():
            return CareContact.objects.create(
                record=record, planned_on=on, period=period_of(record.rhythm, on)
            )
    except IntegrityError:
        raise Conflict(asked_already(record)) from None


@transaction.atomic
def record_contact(
    *,
    record: CareRecord,
    outcome: str,
    by: Actor,
    note: str = "",
    theme: str = "",
    asked_words: str = "",
    wishes_to_stay: bool = False,
    at: datetime | None = None,
) -> CareContact:
    """Write down what came of the contact that is due, and plan the next by the rhythm.

    Args:
        record: whose contact.
        outcome: reached, asks_for or not_reached.
        by: a worker or coordinator of the record's unit.
        note: what is to be done, for the person and the unit; the detector reads it.
        theme: what they ask for, if they ask.
        asked_words: their words about it, sealed.
        wishes_to_stay: they said "keep me on": confirmed for a year, by proxy.
        at: when (default: now).

    Returns:
        The contact: made, or, if nobody was reached, put off three days (three times at most).

    Raises:
        NotAllowed, NotFound: the actor does not keep this record.
        Conflict: no contact is due: one was made inside the interval (the message says when).
        RuleViolation: an unknown outcome, or a note with what is never stored.
    """
    require_carer(by, record)
    if outcome not in Outcome.values:
        raise RuleViolation(_("Say what came of it."), field="outcome")
    note = clean_note(note, longest=LONGEST_NOTE, field="note")
    locked = lock(record, by)
    at = at or timezone.now()
    today = timezone.localdate(at)
    contact = CareContact.objects.due(today).filter(record=locked).first()
    if contact is None:
        raise Conflict(asked_already(locked))
    contact.tries += 1
    is_reached = outcome != Outcome.NOT_REACHED
    if not is_reached and contact.tries < MOST_TRIES:
        put_off(contact, locked, today + TRY_AGAIN_AFTER)
        write_line(locked, CareEvent.Verb.TRY, by=by, at=at, words=note)
        return contact
    close(contact, locked, outcome=outcome, note=note, on=today)
    write_line(locked, CareEvent.Verb.CONTACT if is_reached else CareEvent.Verb.TRY, by=by, at=at, words=note)
    if outcome == Outcome.ASKS_FOR:
        open_need_for(locked, theme=theme, words=asked_words, by=by, at=at)
    if is_reached and wishes_to_stay:
        renew(locked, by=by, at=at)
    plan_contact(record=locked, on=next_contact_on(locked.rhythm, today))
    return contact


def put_off(contact: CareContact, record: CareRecord, day: date) -> None:
    """Move a planned contact to a later day."""
    contact.planned_on = day
    contact.period = period_of(record.rhythm, day)
    contact.save(update_fields=["planned_on", "period", "tries"])


def close(contact: CareContact, record: CareRecord, *, outcome: str, note: str, on: date) -> None:
    """Save a contact as made on this day."""
    contact.outcome = outcome
    contact.note = note
    contact.done_on = on
    contact.period = period_of(record.rhythm, on)
    contact.save()


def asked_already(record: CareRecord) -> str:
    """Say when this person was asked, or will be, and from when the next contact may be."""
    last = record.contacts.done().first()
    if last is not None:
        until = last.period.upper or last.done_on
        return _now("Asked already on %(day)s. Nobody asks again before %(next)s.") % {
            "day": say_day(last.done_on), "next": say_day(until),
        }  # fmt: skip
    planned = record.contacts.planned().first()
    if planned is not None:
        return _now("A contact is planned for %(day)s. Nobody asks before.") % {
            "day": say_day(planned.planned_on)
        }
    return _now("This person asked that nobody calls. They come to us when they wish.")


@transaction.atomic
def follow_rhythm(record: CareRecord, *, today: date) -> None:
    """Bring what is planned up to the rhythm of a record that has just changed it.

    What was made keeps its day; its interval becomes that of the new rhythm.
    """
    record.contacts.planned().delete()
    if record.rhythm == CareRecord.Rhythm.NONE:
        return
    last = record.contacts.done().first()
    if last is None or last.done_on is None:
        plan_contact(record=record, on=today + FIRST_CONTACT_WITHIN)
        return
    last.period = period_of(record.rhythm, last.done_on)
    last.save(update_fields=["period"])
    plan_contact(record=record, on=max(next_contact_on(record.rhythm, last.done_on), today))
