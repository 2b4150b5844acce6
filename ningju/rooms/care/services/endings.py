"""The end of a record: withdrawn by its person, or lapsed when a year's silence is not broken."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ningju.rooms.care.links import digest_of, secret_of
from ningju.rooms.care.models import (
    CareContact,
    CareEnding,
    CareEvent,
    CareNeed,
    CareRecord,
    CareRecordQuerySet,
)
from ningju.rooms.care.reminders import ask_to_confirm, end_reminder
from ningju.rooms.care.rhythm import CONFIRM_WITHIN, STAYS_MONTHS, add_months
from ningju.rooms.care.services.history import lock, write_line
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy import services as privacy
from ningju.rooms.privacy.access import machine, receipts_of
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry

NEED_WORDS_LIFE = timedelta(days=90)
NOTES_LIFE = timedelta(days=365)
ENDING_LIFE = timedelta(days=365)
BATCH = 200


@transaction.atomic
def withdraw_care(*, record: CareRecord, by: Actor, at: datetime | None = None) -> CareEnding:
    """Take somebody out of the register at their word: key destroyed and rows gone in this transaction.

    Args:
        record: whose.
        by: the person (anybody who holds the link), or staff to whom they said it: by proxy.
        at: when (default: now).

    Returns:
        What stays: the digest of the link, so that it can say that and when everything went.

    Raises:
        NotFound, NotAllowed: the record was erased already, or the actor does not keep it.
    """
    locked = lock(record, by)
    at = at or timezone.now()
    for receipt in receipts_of(locked.record_id):
        if receipt.is_given and receipt.ended_at is None:
            privacy.withdraw_consent(receipt=receipt, at=at)
    return erase(locked, CareEnding.How.WITHDRAWN, at=at, is_by_proxy=by.is_staff)


def erase(record: CareRecord, how: str, *, at: datetime, is_by_proxy: bool = False) -> CareEnding:
    """Destroy the keys of a record and its needs, delete the rows, and note that they are gone."""
    for need in record.needs.all():
        privacy.forget(need)
    end_reminder(record, at=at, is_withdrawn=how == CareEnding.How.WITHDRAWN)
    privacy.forget(record)
    ending = CareEnding.objects.create(
        secret_digest=digest_of(secret_of(record.record_id)),
        record_id=record.record_id,
        how=how,
        is_by_proxy=is_by_proxy,
        ended_at=at,
    )
    record.delete()
    return ending


@transaction.atomic
def end_due(now: datetime) -> int:
    """Ask those whose year is over whether they wish to stay, and erase those who let 30 days go by.

    Nobody is erased without having been asked 30 days before, however late this runs. Also forgets
    endings that are a year old.

    Returns:
        How many records were erased.
    """
    today = timezone.localdate(now)
    lapsed = 0
    for record in in_batches(CareRecord.objects.unconfirmed(today)):
        erase(record, CareEnding.How.LAPSED, at=now)
        lapsed += 1
    CareEnding.objects.filter(ended_at__lte=now - ENDING_LIFE).delete()
    # Last, since each question writes to the access log and holds its end until this commits: a message
    # that is being sent waits for that end with its own row locked, which erasing wants too.
    to_ask = CareRecord.objects.to_ask_again(add_months(today, -STAYS_MONTHS))
    for record in in_batches(to_ask):
        ask_again(record, at=now)
    return lapsed


def in_batches(records: CareRecordQuerySet) -> Iterator[CareRecord]:
    """Yield the records locked, a batch at a time, until none is left; each must leave the query.

    Those that somebody is changing at this moment wait for the next run.
    """
    while batch := list(records.select_for_update(of=("self",), skip_locked=True).order_by("id")[:BATCH]):
        yield from batch


def ask_again(record: CareRecord, *, at: datetime) -> None:
    """Ask whether somebody wishes to stay; a message to those who wished for one."""
    record.status = CareRecord.Status.CONFIRM_DUE
    record.confirm_by_on = timezone.localdate(at) + CONFIRM_WITHIN
    record.save(update_fields=["status", "confirm_by_on"])
    write_line(record, CareEvent.Verb.ASK_AGAIN, by=None, at=at)
    append_entry(
        act=AccessEntry.Act.RECHECKED,
        purpose="care",
        reader=machine("care"),
        label=record.sealed_label(),
        record_id=record.record_id,
        at=at,
    )
    ask_to_confirm(record, at=at)


@transaction.atomic
def erase_old_words(now: datetime) -> int:
    """Erase the words of needs closed 90 days ago, and what staff wrote more than a year ago.

    Theme, state and times stay in the person's file.

    Returns:
        How many needs, notes and lines lost their words.
    """
    erased = 0
    while needs := list(CareNeed.objects.worn_out(now - NEED_WORDS_LIFE).order_by("id")[:BATCH]):
        for need in needs:
            privacy.forget(need)
            need.words_erased_at = now
            need.save()
        erased += len(needs)
        erased += CareEvent.objects.filter(need__in=needs).exclude(words="").update(words="")
    old = CareEvent.objects.filter(at__lte=now - NOTES_LIFE).exclude(words="")
    erased += old.exclude(verb=CareEvent.Verb.RHYTHM).update(words="")
    made = CareContact.objects.filter(done_on__lte=timezone.localdate(now - NOTES_LIFE))
    return erased + made.exclude(note="").update(note="")
