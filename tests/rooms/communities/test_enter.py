"""What a pack says of a community is taken over once, with its history, and never twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ningju.ground.tenancy import in_community
from ningju.kernel.text import Bilingual
from ningju.rooms.communities import services
from ningju.rooms.communities.models import Block, Community, SettingChange, StreetLine, TimelineItem

NAME = Bilingual("桥头", "Bridgehead")
RING = ((121.41, 31.21), (121.42, 31.21), (121.42, 31.22))


def put_block(**more: Any) -> Block:
    columns: dict[str, Any] = {"name": NAME, "theme": NAME, "colour": "#C4622D", "ring": RING, "position": 0}
    return services.put_block(slug="bridge", by_name="pack", **(columns | more))


def put_line(**more: Any) -> StreetLine:
    columns: dict[str, Any] = {"kind": "street", "name": NAME, "width": 4.0, "points": RING}
    return services.put_street_line(position=0, by_name="pack", **(columns | more))


def put_item(**more: Any) -> TimelineItem:
    columns: dict[str, Any] = {"happened_on": date(1993, 1, 1), "precision": "year", "title": NAME}
    return services.put_timeline_item(slug="begin", by_name="pack", **(columns | more))


@pytest.mark.parametrize(
    ("put", "change"),
    [
        (put_block, {"colour": "#000000"}),
        (put_line, {"width": 9.0}),
        (put_item, {"precision": "day"}),
    ],
)
def test_saying_it_twice_changes_nothing_and_saying_it_anew_is_written_down(
    community: Community, put: Callable[..., Any], change: dict[str, Any]
) -> None:
    first = put()
    again = put()
    version = Community.objects.get(pk=community.pk).content_version
    lines = SettingChange.objects.count()
    changed = put(**change)

    assert first.pk == again.pk == changed.pk
    assert (version, lines) == (1, 1)
    assert Community.objects.get(pk=community.pk).content_version == 2
    assert SettingChange.objects.latest("id").present == next(iter(change))


def test_a_communitys_new_words_are_written_down_one_by_one(community: Community) -> None:
    former = community.name_zh  # type: ignore[attr-defined]

    columns = {"name_zh": "新名", "phone": community.phone}
    services.put_community(slug="huayang", columns=columns, by_name="pack")

    line = SettingChange.objects.get()
    assert (line.field, line.former, line.present, line.by_name) == ("name_zh", former, "新名", "pack")


def test_a_new_community_has_no_history_yet(community: Community) -> None:
    made = services.put_community(
        slug="fresh",
        columns={"name_zh": "新", "short_name_zh": "新", "programme_zh": "新"},
        by_name="pack",
    )

    with in_community(made.pk):
        assert not SettingChange.objects.exists()


def test_many_changes_at_once_touch_the_content_once(community: Community) -> None:
    with services.touch_content_once():
        put_block()
        put_line()
        put_item()

    assert Community.objects.get(pk=community.pk).content_version == 1


def test_no_change_at_all_touches_nothing(community: Community) -> None:
    with services.touch_content_once():
        pass

    assert Community.objects.get(pk=community.pk).content_version == 0


def test_another_community_sees_none_of_it(community: Community, other_community: Community) -> None:
    put_block()
    put_line()
    put_item()

    with in_community(other_community.pk):
        assert not Block.objects.exists()
        assert not StreetLine.objects.exists()
        assert not TimelineItem.objects.exists()
        assert not SettingChange.objects.exists()
