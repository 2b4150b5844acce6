"""Categories come from a pack: entered once, corrected with a line of history."""

from typing import Any

import pytest

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.cases.services import open_case, put_category
from ningju.rooms.communities.models import Community, SettingChange


def put(**more: Any) -> Category:
    fields: dict[str, Any] = {
        "slug": "wires",
        "kind": "hazard",
        "name": Bilingual("电线", "Wires"),
        "keywords_zh": ("电线",),
        "keywords_en": ("wire",),
        "unit": None,
        "allowed_hours": 2,
        "is_danger": True,
        "emergency_number": "110 119",
        "by_name": "pack",
    }
    return put_category(**(fields | more))


def test_hours_run_day_and_night_and_working_days_in_office_hours(community: Community) -> None:
    danger = put()
    ordinary = put(slug="lamp", allowed_hours=None, allowed_working_days=5)

    assert (danger.clock, danger.allowed_min) == ("every_hour", 120)
    assert (ordinary.clock, ordinary.allowed_min) == ("working", 5 * 9 * 60)


def test_twice_changes_nothing_and_a_correction_is_written_down(community: Community) -> None:
    first, again = put(), put()
    corrected = put(allowed_hours=4)

    assert first.pk == again.pk == corrected.pk
    assert list(SettingChange.objects.order_by("id").values_list("field", "present")) == [
        ("category wires", "new"),
        ("category wires", "allowed_min"),
    ]


def test_a_case_keeps_the_clock_it_was_opened_with(community: Community) -> None:
    case = open_case(kind="hazard", words="电线垂下来了", category=put())

    put(allowed_hours=48)

    case.refresh_from_db()
    assert case.allowed_min == 120


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"allowed_hours": None}, "allowed_hours"),
        ({"allowed_working_days": 5}, "allowed_hours"),
    ],
)
def test_a_category_that_makes_no_sense_is_refused(
    community: Community, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        put(**more)

    assert refusal.value.field == field
    assert not Category.objects.exists()


def test_another_community_has_none_of_them(community: Community, other_community: Community) -> None:
    put()

    with in_community(other_community.pk):
        assert not Category.objects.exists()
