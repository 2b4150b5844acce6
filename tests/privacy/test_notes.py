"""What staff write passes the detector; what people write is theirs."""

import pytest
from django.utils import translation

from ningju.kernel.errors import RuleViolation
from ningju.rooms.cases import services
from ningju.rooms.cases.models import CaseEvent
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.notes import check_note
from tests.rooms.cases.cases import make_case, make_category, make_unit

FORBIDDEN = "该户为藏族,身份证 11010519491231002X"


def test_p4_t5_a_note_of_staff_about_origin_is_refused_with_what_to_write_instead(
    community: Community,
) -> None:
    unit = make_unit()
    case = make_case(category=make_category(unit))
    worker = Actor(None, "wang", frozenset({"worker"}), frozenset({unit.pk}))
    lines = CaseEvent.objects.count()

    with pytest.raises(RuleViolation) as refusal, translation.override("zh-hans"):
        services.note_case(case=case, note=FORBIDDEN, by=worker)

    assert refusal.value.field == "note"
    assert "从不记录" in str(refusal.value)
    assert CaseEvent.objects.count() == lines


def test_p4_the_words_of_the_asker_are_not_judged(community: Community) -> None:
    case = make_case(category=make_category(make_unit()), words=FORBIDDEN)

    assert services.add_words(case=case, words=FORBIDDEN).words == FORBIDDEN


@pytest.mark.parametrize(
    "text",
    [
        "已转社区党群服务中心,周二上门维修",
        "民族议事厅周三开会,欢迎参加",
        "汉庭酒店门口井盖松动,已回访",
        "白雪阿姨想借藏书",
    ],
)
def test_p4_ordinary_notes_pass(text: str) -> None:
    check_note(text, field="note")

    assert text
