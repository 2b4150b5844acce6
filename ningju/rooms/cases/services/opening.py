"""Open a case: a code to say, a link to keep, a time to be answered by."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.kernel.codes import make_code
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.access import PROXIES
from ningju.rooms.cases.clocks import start_clock
from ningju.rooms.cases.kinds import KINDS, Verb
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.cases.services.history import clean_words, write_line
from ningju.rooms.cases.services.telling import tell_of_new_danger
from ningju.rooms.communities.services import register_address
from ningju.rooms.organisations.access import ANYBODY, Actor, require
from ningju.rooms.organisations.models import Organisation

CODE_TRIES = 5


@transaction.atomic
def open_case(
    *,
    kind: str,
    words: str,
    category: Category | None = None,
    unit: Organisation | None = None,
    where: str = "",
    place: Bilingual | None = None,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    via: str = "web",
    by: Actor = ANYBODY,
    note: str = "",
    at: datetime | None = None,
    public_id: UUID | None = None,
) -> Case:
    """Open a case and register its code and link in the address book.

    Args:
        kind: a kind that ``kinds.py`` declares.
        words: what the asker says, at most 4,000 characters.
        category: what it is about; it brings unit, clock and allowed time.
        unit: who handles it (default: the category's, else the community's first unit).
        where: the place as typed.
        place: the name of a known place.
        lat_deg: WGS 84, or None.
        lon_deg: WGS 84, or None.
        via: "web", "phone" or "paper".
        by: the asker (anybody), or staff who write for a caller: marked as by proxy.
        note: words for staff only.
        at: when it was asked (default: now).
        public_id: the id under which a pack or another system knows it (default: a random one).

    Returns:
        The case; ``case.code`` is to be said, ``links.secret_of(case.public_id)`` to be kept.

    Raises:
        RuleViolation: words missing or too long, a category of another kind, half a coordinate.
        NotAllowed: staff whose role cannot write for others.
    """
    if by.is_staff:
        require(by, *PROXIES)
    if category is not None and category.kind != kind:
        raise RuleViolation(_("This category belongs to something else."), field="category")
    if (lat_deg is None) != (lon_deg is None):
        raise RuleViolation(_("The place on the map is incomplete. Please tap it again."), field="where")
    at = at or timezone.now()
    declared = KINDS[kind]
    case = Case(
        kind=kind,
        category=category,
        unit_id=unit.pk if unit else category.unit_id if category and category.unit_id else first_unit_id(),
        words=clean_words(words, needed=True),
        where=where.strip()[:200],
        place_zh=place.zh if place else "",
        place_en=place.en if place else "",
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        via=via,
        is_by_proxy=by.is_staff,
        state=declared.first,
        waiting=declared.waiting[declared.first],
        clock=category.clock if category else declared.clock,
        allowed_min=category.allowed_min if category else declared.allowed_min,
        opened_at=at,
        changed_at=at,
        **({"public_id": public_id} if public_id else {}),
    )
    start_clock(case, at=at)
    save_with_code(case)
    register_address(purpose="secret", text=secret_of(case.public_id))
    write_line(case, Verb.OPEN, by=by, at=at, words=case.words, note=clean_words(note, needed=False))
    tell_of_new_danger(case)
    return case


def save_with_code(case: Case) -> None:
    """Save a new case under a code that nothing else on this instance has."""
    for attempt in range(CODE_TRIES):
        case.code = make_code(case.declared.letter)
        try:
            with transaction.atomic():
                register_address(purpose="code", text=case.code)
                case.save(force_insert=True)
        except IntegrityError:
            if attempt == CODE_TRIES - 1:
                raise
        else:
            return


def first_unit_id() -> int | None:
    """Return the unit that takes what no category assigns."""
    units = Organisation.objects.units().order_by("position", "slug")
    return units.values_list("pk", flat=True).first()
