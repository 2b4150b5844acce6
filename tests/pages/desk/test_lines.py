"""Lines of the inbox: rendered once, and anew when the case or its place on the page changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ningju.ground.kept import forget_all, trust_content
from ningju.pages.desk.inbox import show_lines
from ningju.rooms.communities.models import Community

ROW: dict[str, Any] = {
    "code": "H000000006", "version": 1, "due_at": timezone.now() + timedelta(hours=3), "closed_at": None,
    "paused_at": None, "where": "", "place_zh": "", "place_en": "", "via": "web", "says": "First words",
    "category__name_zh": "路灯", "category__name_en": "Lamp", "unit__name_zh": "", "unit__name_en": "",
    "urgency": "soon",
}  # fmt: skip


def line(chosen: str = "", *, query: str = "pile=mine", **changes: object) -> str:
    (shown,) = show_lines([ROW | changes], address="/desk/", query=query, chosen=chosen, sees_all=True)
    return str(shown)


@pytest.fixture(autouse=True)
def trusted(community: Community) -> None:
    forget_all()
    trust_content(1)


def test_a_line_is_rendered_once_until_its_case_changes() -> None:
    first = line()

    assert "First words" in first
    assert line(says="Other words") == first
    assert "Other words" in line(says="Other words", version=2)


def test_a_line_is_rendered_anew_where_its_place_on_the_page_differs() -> None:
    plain = line()

    assert "aria-current" not in plain
    assert 'aria-current="true"' in line("H000000006")
    assert "pile=waiting" in line(query="pile=waiting")
    assert "due late" in line(urgency="late")


def test_words_in_a_line_are_escaped() -> None:
    assert "&lt;b&gt;" in line(says="<b>bold</b>", version=3)
