"""What is forgotten 90 days after a case is closed; kind, unit, times and verdicts stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ningju.rooms.cases.kinds import KINDS
from ningju.rooms.cases.models import Case, CaseEvent, CaseQuerySet
from ningju.rooms.communities.services import touch_content
from ningju.rooms.messages.services import forget_contact

KEPT_AFTER_CLOSE = timedelta(days=90)
BATCH = 500
PRIVATE_KINDS = [kind.name for kind in KINDS.values() if not kind.is_public]


def closed_long_ago(now: datetime) -> CaseQuerySet:
    """Return the cases that were closed more than 90 days before a moment."""
    return Case.objects.filter(closed_at__lt=now - KEPT_AFTER_CLOSE).order_by("closed_at", "id")


@transaction.atomic
def erase_contacts(now: datetime) -> int:
    """Erase the contacts of cases closed 90 days ago, in batches, and return how many.

    The empty contact stays with the case, so that its page still says who looked.
    """
    due = closed_long_ago(now).filter(contact__isnull=False, contact__forgotten_at=None)
    count = 0
    while batch := list(due.select_related("contact")[:BATCH]):
        for case in batch:
            assert case.contact is not None
            forget_contact(contact=case.contact, at=now)
        count += len(batch)
    return count


@transaction.atomic
def erase_words(now: datetime) -> int:
    """Erase the words of cases of private kinds closed 90 days ago, in batches, and return how many.

    What was asked, answered and noted goes, and where it was typed or tapped to be; a place of the
    neighbourhood that it was asked from stays.
    """
    due = closed_long_ago(now).filter(kind__in=PRIVATE_KINDS, words_erased_at=None)
    count = 0
    while batch := list(due.values_list("pk", flat=True)[:BATCH]):
        CaseEvent.objects.filter(case_id__in=batch).update(words_for_asker="", words_for_staff="")
        Case.objects.filter(pk__in=batch).update(
            words="", answer="", pause_reason="", where="", lat_deg=None, lon_deg=None,
            published_at=None, words_erased_at=now, version=F("version") + 1,
        )  # fmt: skip
        count += len(batch)
    if count:
        touch_content()
    return count
