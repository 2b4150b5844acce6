"""Sign the end of the access log, and let the owner drop what is past its time."""

import os
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.privacy.log import last_link, lock_chain, signature_of
from ningju.rooms.privacy.models import AccessEntry, LogReview, SignedHead
from ningju.rooms.privacy.notes import check_note
from ningju.rooms.privacy.vault.keys import LOG, constant_key
from ningju.rooms.privacy.verify import Verdict

YEARS_KEPT = 3


@transaction.atomic
def sign_head(*, now: datetime | None = None) -> SignedHead | None:
    """Sign where the community's chain ends now; nothing if nothing was written since the last head.

    Side effects: one row that nobody can change, and one line in ``NINGJU_DATA/access-heads.log``,
    so that whoever cuts the tables has a file to cut too.
    """
    lock_chain()
    seq, digest = last_link()
    known = SignedHead.objects.order_by("-seq").values_list("seq", flat=True).first()
    if seq == 0 or known == seq:
        return None
    head = SignedHead(
        community_id=current_community_id(), signed_at=now or timezone.now(), seq=seq, digest=digest
    )
    head.signature = signature_of(head, constant_key(LOG))
    head.save(force_insert=True)
    transaction.on_commit(lambda: keep_outside(head))
    return head


def heads_file() -> Path:
    """Return the file in which heads are kept outside the database."""
    return settings.DATA / "access-heads.log"


def keep_outside(head: SignedHead) -> None:
    """Write one line to the file of heads."""
    line = f"{head.community_id} {head.seq} {bytes(head.digest).hex()} {head.signed_at.isoformat()}\n"
    handle = os.open(heads_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def heads_outside(community_id: int) -> list[tuple[int, bytes]]:
    """Return (seq, digest) of a community's heads in the file; none if there is no file."""
    if not heads_file().exists():
        return []
    words = (line.split() for line in heads_file().read_text(encoding="ascii").splitlines())
    return [(int(each[1]), bytes.fromhex(each[2])) for each in words if each[0] == str(community_id)]


def first_kept_month(now: datetime) -> date:
    """Return the first day of the oldest month that the log keeps."""
    today = timezone.localtime(now).date()
    return today.replace(year=today.year - YEARS_KEPT, day=1)


@transaction.atomic
def drop_old_months(*, now: datetime) -> int:
    """Drop the entries of whole months older than three years; only the owner of the tables can.

    Returns:
        How many entries were dropped. The chain then begins at a signed head that takes the
        place of the last dropped entry.
    """
    month_on = first_kept_month(now)
    limit = timezone.make_aware(datetime(month_on.year, month_on.month, 1))
    first_kept = AccessEntry.objects.filter(at__gte=limit).aggregate(seq=Min("seq"))["seq"]
    old = AccessEntry.objects.filter(at__lt=limit)
    if first_kept is not None:  # an entry dated back takes none with it that must stay
        old = old.filter(seq__lt=first_kept)
    last = old.order_by("-seq").values_list("seq", "digest").first()
    if last is None:
        return 0
    head = SignedHead(
        community_id=current_community_id(),
        kind=SignedHead.Kind.DROPPED,
        signed_at=now,
        seq=last[0],
        digest=bytes(last[1]),
    )
    head.signature = signature_of(head, constant_key(LOG))
    head.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('ningju.drop_segment', 'yes', true)")
        gone, _rows = AccessEntry.objects.filter(seq__lte=last[0]).delete()
        cursor.execute("select set_config('ningju.drop_segment', '', true)")
    return gone


@transaction.atomic
def sign_review(
    *, month_on: date, by_user_id: int, verdict: Verdict, words: str = "", at: datetime | None = None
) -> LogReview:
    """Keep an auditor's sign-off of a month, with where the chain ended and whether it was whole.

    Raises:
        RuleViolation: the month is not over, or words with what is never stored (field ``words``).
        Conflict: this auditor has signed it.
    """
    at = at or timezone.now()
    if month_on >= timezone.localdate(at).replace(day=1):
        raise RuleViolation(_("A month is signed when it is over."))
    check_note(words, field="words")
    try:
        with transaction.atomic():
            return LogReview.objects.create(
                month_on=month_on,
                by_user_id=by_user_id,
                at=at,
                seq=verdict.seq,
                digest=verdict.digest,
                is_whole=verdict.is_whole,
                words=words.strip()[:1000],
            )
    except IntegrityError:
        raise Conflict(_("You have signed this month.")) from None
