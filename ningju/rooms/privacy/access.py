"""Who may open what is sealed, for which purpose; what a person may read about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.refusals import LoggedRefusal
from ningju.kernel.errors import NotFound
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.models import AccessEntry, ConsentReceipt, Glass, LogReview
from ningju.rooms.privacy.purposes import ASK_AGAIN_AFTER, LIFE_IN_DANGER, PURPOSES, Purpose

LOOK_UPS_A_DAY = 20
GLASS_HOLDS = timedelta(minutes=60)


class AccessRefused(LoggedRefusal):
    """Somebody may not open this, or not for this purpose; the edge writes it into the access log."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: staff in their roles, the person, or a part of the service."""

    kind: str
    user_id: int | None = None
    roles: frozenset[str] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    name: str = ""

    def role_for(self, purpose: Purpose) -> str:
        """Return the role under which this reader may open for a purpose, or an empty text."""
        return min(self.roles & purpose.roles, default="")


THE_PERSON = Reader("person")


def reader_of(actor: Actor, *, for_unit: int | None = None) -> Reader:
    """Return the reader that a member of staff is; anybody else reads nothing as staff.

    Args:
        actor: who.
        for_unit: the unit whose matter it is: of somebody who acts for several, the log names this one.
    """
    mine = actor.organisation_ids
    units = frozenset({for_unit}) if for_unit is not None and for_unit in mine else mine
    return Reader("staff", actor.user_id, actor.roles, units, actor.name)


def machine(name: str) -> Reader:
    """Return the reader that a part of the service is."""
    return Reader("machine", name=name)


def may_open(reader: Reader, purpose: Purpose, label: str, record_id: UUID) -> bool:
    """Say whether a reader may open a record of this kind for this purpose now."""
    if purpose.labels and label not in purpose.labels:
        return False
    if purpose.needs_consent and not consent_stands(record_id, purpose):
        return False
    if reader.kind != "staff":
        return reader.kind in purpose.readers
    if purpose is LIFE_IN_DANGER and not holds_glass(reader, record_id):
        return False
    return reader.role_for(purpose) != ""


def consent_stands(record_id: UUID, purpose: Purpose) -> bool:
    """Say whether the person's yes to this purpose holds for a record."""
    return (
        ConsentReceipt.objects.about(record_id)
        .standing()
        .filter(purpose=purpose.name, version=purpose.version)
        .exists()
    )


def holds_glass(reader: Reader, record_id: UUID) -> bool:
    """Say whether two people have broken the glass for this reader and record, within the hour."""
    return Glass.objects.filter(
        record_id=record_id, asked_by_id=reader.user_id, until_at__gt=timezone.now()
    ).exists()


def may_ask(*, record_id: UUID, purpose: str, now: datetime | None = None) -> bool:
    """Say whether the person may be asked: not while a yes stands, nor 180 days after a no."""
    now = now or timezone.now()
    if consent_stands(record_id, PURPOSES[purpose]):
        return False
    noes = ConsentReceipt.objects.about(record_id).filter(purpose=purpose)
    refused_at = noes.filter(is_given=False).order_by().aggregate(last=Max("at"))["last"]
    left_at = noes.filter(ending="withdrawn").order_by().aggregate(last=Max("ended_at"))["last"]
    last = max((moment for moment in (refused_at, left_at) if moment), default=None)
    return last is None or now >= last + ASK_AGAIN_AFTER


def entries_about(*record_ids: UUID) -> list[AccessEntry]:
    """Return every look at these records, the newest first: what the person sees."""
    return list(AccessEntry.objects.about(*record_ids))


def receipts_of(*record_ids: UUID) -> list[ConsentReceipt]:
    """Return every answer about consent for these records, the newest first."""
    return list(ConsentReceipt.objects.about(*record_ids))


def access_receipt(public_id: UUID, record_ids: Sequence[UUID]) -> ConsentReceipt:
    """Return a receipt of one of these records.

    Raises:
        NotFound: it is another's, or there is none.
    """
    found = ConsentReceipt.objects.filter(public_id=public_id, record_id__in=record_ids).first()
    if found is None:
        raise NotFound(_("There is no such receipt."))
    return found


def look_ups_today(user_id: int | None, now: datetime) -> int:
    """Return how often somebody looked up a phone number since midnight."""
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    entries = AccessEntry.objects.filter(by_user_id=user_id, act=AccessEntry.Act.LOOKED_UP, at__gte=since)
    return entries.count()


def reviews_of(month_on: date) -> list[LogReview]:
    """Return the sign-offs of a month."""
    return list(LogReview.objects.filter(month_on=month_on).order_by("at"))


def glasses_waiting(now: datetime) -> list[Glass]:
    """Return what colleagues have asked within the hour and nobody has agreed to yet."""
    waiting = Glass.objects.filter(granted_at=None, asked_at__gt=now - GLASS_HOLDS)
    return list(waiting.select_related("asked_by").order_by("asked_at"))


def glasses_held(user_id: int | None, now: datetime) -> list[Glass]:
    """Return the glasses that are broken for somebody just now."""
    return list(Glass.objects.filter(asked_by_id=user_id, until_at__gt=now).order_by("until_at"))


def access_glass(public_id: UUID) -> Glass:
    """Return a glass of this community.

    Raises:
        NotFound: there is none.
    """
    found = Glass.objects.filter(public_id=public_id).select_related("asked_by", "granted_by").first()
    if found is None:
        raise NotFound(_("There is no such request here."))
    return found
