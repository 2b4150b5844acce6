"""Numbered stickers: handed out by the range, and back again."""

from datetime import date
from itertools import groupby

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.organisations.access import Actor, require
from ningju.rooms.referral.access import STICKER_ROLES
from ningju.rooms.referral.models import ReferralChange, VehicleSticker
from ningju.rooms.referral.services.inbox import write_line

MOST_AT_ONCE = 500
HIGHEST = 99_999


@transaction.atomic
def issue_stickers(*, first: int, last: int, actor: Actor, on: date) -> None:
    """Write down that a range of numbers was handed out; to whom is nobody's business here.

    Writes one ``stickers_issued`` line.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
        RuleViolation: the range is no range, or too long (field ``last``).
        Conflict: some of the numbers are out already.
    """
    require(actor, *STICKER_ROLES)
    check_range(first, last)
    if out := VehicleSticker.objects.out().within(first, last).values_list("number", flat=True):
        raise Conflict(_("These are out already: %(numbers)s.") % {"numbers": in_ranges(sorted(out))})
    try:
        with transaction.atomic():
            VehicleSticker.objects.bulk_create(
                VehicleSticker(number=number, issued_on=on) for number in range(first, last + 1)
            )
    except IntegrityError:
        raise Conflict(_("Somebody handed some of these out a moment ago. Please look again.")) from None
    write_line(ReferralChange.Verb.STICKERS_ISSUED, actor.name, in_ranges([*range(first, last + 1)]))


@transaction.atomic
def return_stickers(*, first: int, last: int, actor: Actor, on: date) -> None:
    """Write down that a range of numbers came back.

    Writes one ``stickers_returned`` line.

    Raises:
        NotAllowed: the actor is neither worker nor coordinator.
        RuleViolation: the range is no range, or too long (field ``last``).
        Conflict: some of the numbers are not out.
    """
    require(actor, *STICKER_ROLES)
    check_range(first, last)
    rows = VehicleSticker.objects.out().within(first, last).select_for_update()
    out = {row.number for row in rows}
    if missing := [number for number in range(first, last + 1) if number not in out]:
        raise Conflict(_("These are not out: %(numbers)s.") % {"numbers": in_ranges(missing)})
    VehicleSticker.objects.out().within(first, last).update(returned_on=on)
    write_line(ReferralChange.Verb.STICKERS_RETURNED, actor.name, in_ranges([*range(first, last + 1)]))


def check_range(first: int, last: int) -> None:
    """Refuse what is no range of numbers.

    Raises:
        RuleViolation: it does not begin at 1 or later, runs backwards, or is too long (field ``last``).
    """
    if not 1 <= first <= last <= HIGHEST or last - first >= MOST_AT_ONCE:
        raise RuleViolation(
            _("Write two numbers, the smaller one first, at most 500 stickers at once."), field="last"
        )


def in_ranges(numbers: list[int]) -> str:
    """Return rising numbers as text, runs drawn together.

    >>> in_ranges([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9–10'
    """
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(group) for _key, group in runs)]
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ends)
