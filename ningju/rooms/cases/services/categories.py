"""Enter what cases may be about, or correct it; saying the same twice changes nothing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.ground.changes import save_changes
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.kinds import KINDS, WORKING_DAY_MIN
from ningju.rooms.cases.models import Category
from ningju.rooms.communities.services import note_change, touch_content
from ningju.rooms.organisations.models import Organisation


@transaction.atomic
def put_category(
    *,
    slug: str,
    kind: str,
    name: Bilingual,
    keywords_zh: Sequence[str],
    keywords_en: Sequence[str],
    unit: Organisation | None,
    allowed_working_days: int | None = None,
    allowed_hours: int | None = None,
    is_danger: bool = False,
    emergency_number: str = "",
    position: int = 0,
    by_name: str,
) -> Category:
    """Save a category under its slug, or bring the one that is there up to this.

    Cases that were opened before keep their clock. Writes one line of the community's history.

    Args:
        slug: its short name.
        kind: a kind that ``kinds.py`` declares.
        name: what people read.
        keywords_zh: words that suggest it.
        keywords_en: the same in English.
        unit: who handles it.
        allowed_working_days: time to answer in working hours, or
        allowed_hours: time to answer in hours of day and night; exactly one of the two.
        is_danger: whether the emergency numbers come first.
        emergency_number: those numbers, such as "110 119".
        position: its place in lists.
        by_name: who says so.

    Raises:
        RuleViolation: no such kind (``kind``), or not exactly one allowed time (``allowed_hours``).
    """
    if kind not in KINDS:
        raise RuleViolation(_("No such kind of case is declared."), field="kind")
    if (allowed_working_days is None) == (allowed_hours is None):
        raise RuleViolation(_("Give the allowed time in working days or in hours."), field="allowed_hours")
    is_working = allowed_working_days is not None
    category = Category.objects.filter(slug=slug).first() or Category(slug=slug)
    former = save_changes(
        category,
        {
            "kind": kind,
            "name_zh": name.zh,
            "name_en": name.en,
            "keywords_zh": list(keywords_zh),
            "keywords_en": list(keywords_en),
            "is_danger": is_danger,
            "emergency_number": emergency_number,
            "clock": "working" if is_working else "every_hour",
            "allowed_min": (allowed_working_days or 0) * WORKING_DAY_MIN + (allowed_hours or 0) * 60,
            "unit_id": unit.pk if unit else None,
            "position": position,
        },
    )
    if former is not None:
        present = ", ".join(former) if former else "new"
        note_change(f"category {slug}"[:60], former=former or "", present=present, by_name=by_name)
        touch_content()
    return category
