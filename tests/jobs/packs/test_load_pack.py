"""A pack comes in whole or not at all, says the same when it says it twice, and corrects what it knows."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.load import load_pack, load_pack_once
from ningju.jobs.packs.load_stories import case_id
from ningju.jobs.packs.problems import PackError
from ningju.rooms.accounts.models import User
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.models import Address, Community, SettingChange
from ningju.rooms.places.models import Amenity, Place, PlaceEvent
from ningju.rooms.places.services import report_broken
from ningju.rooms.volunteering.models import Opportunity
from tests.jobs.packs.conftest import Change
from tests.jobs.packs.tables import dump

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
ANCHOR = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)  # half past one at night on the 6th in Shanghai


def willow() -> Community:
    return Community.objects.get(slug="liuqiao")


def test_offsets_are_walls_clocks_of_shanghai_counted_from_the_first_load(copy: Path) -> None:
    load_pack(copy, now=ANCHOR)

    with in_community(willow().pk):
        night = Case.objects.get(public_id=case_id("liuqiao", "night_seat"))
        lamp = Case.objects.get(public_id=case_id("liuqiao", "bridge_lamp"))
        task = Opportunity.objects.get(slug="sweep_bridge")
    assert night.opened_at.astimezone(SHANGHAI) == datetime(2026, 3, 4, 23, 40, tzinfo=SHANGHAI)
    assert lamp.opened_at == ANCHOR - timedelta(hours=5)
    assert task.starts_at.astimezone(SHANGHAI).date().isoformat() == "2026-03-09"
    assert task.starts_at.astimezone(SHANGHAI).time() == time(9, 0)


def test_a_second_load_a_month_later_changes_nothing(copy: Path) -> None:
    load_pack(copy, now=ANCHOR)
    before = dump("liuqiao")

    load_pack(copy, now=ANCHOR + timedelta(days=31))

    assert dump("liuqiao") == before


def test_a_pack_is_loaded_once_by_the_demo(copy: Path, django_assert_num_queries: Any) -> None:
    assert load_pack_once(copy)
    with django_assert_num_queries(1):
        assert not load_pack_once(copy)


def test_a_broken_pack_leaves_nothing_behind(copy: Path, change: Change) -> None:
    change("places.csv", "lq02", "LQ 02")

    with pytest.raises(PackError) as refusal:
        load_pack(copy)

    assert refusal.value.problems[0].where == "places.csv:3 short"
    assert not Community.objects.exists()


def test_what_a_room_refuses_is_told_with_its_line_and_leaves_nothing_behind(
    copy: Path, change: Change
) -> None:
    load_pack(copy)
    change("pack.toml", 'slug = "liuqiao"', 'slug = "copycat"')

    with pytest.raises(PackError) as refusal:
        load_pack(copy)

    assert refusal.value.problems[0].where == "places.csv:2 short"
    assert "short link" in refusal.value.problems[0].en
    assert list(Community.objects.values_list("slug", flat=True)) == ["liuqiao"]
    assert not Address.objects.exclude(community=willow()).exists()
    assert not User.objects.filter(username__endswith="copycat").exists()


def test_what_the_database_refuses_is_told_with_its_line(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**fields: object) -> None:
        raise DataError("value too long for type character varying(120)\nand more")

    monkeypatch.setattr("ningju.jobs.packs.load_ground.put_matter", refuse)

    with pytest.raises(PackError) as refusal:
        load_pack(copy)

    assert refusal.value.problems[0].where == "matters.csv:2"
    assert refusal.value.problems[0].en.endswith("varying(120)")
    assert not Community.objects.exists()


def test_a_corrected_row_is_taken_over_with_a_line_of_history(copy: Path, change: Change) -> None:
    load_pack(copy)
    version = willow().content_version
    change("places.csv", "二楼能借屋子。", "二楼能借屋子，先打电话。")
    change("pack.toml", "柳桥", "柳桥新")

    load_pack(copy)

    with in_community(willow().pk):
        assert Place.objects.get(slug="bridge_house").note.zh == "二楼能借屋子，先打电话。"
        assert PlaceEvent.objects.filter(place__slug="bridge_house", act="put_place").count() == 2
        assert SettingChange.objects.filter(field="name_zh", by_name="pack").count() == 1
    assert "柳桥新" in willow().name.zh
    assert willow().content_version > version


def test_what_people_reported_since_outlives_the_next_load(copy: Path, change: Change) -> None:
    load_pack(copy)
    with in_community(willow().pk):
        report_broken(place=Place.objects.get(slug="bridge_station"), kind="water")
    change("amenities.csv", "bridge_station,water,,ok", "bridge_station,water,2,ok")

    load_pack(copy)

    with in_community(willow().pk):
        water = Amenity.objects.get(place__slug="bridge_station", kind="water")
    assert (water.status, water.count) == ("broken", 2)


def test_a_row_that_the_pack_no_longer_has_stays(copy: Path, change: Change) -> None:
    load_pack(copy)
    path = copy / "amenities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("willow_teahouse,water,,ok,-5h,,\n", ""))

    load_pack(copy)

    with in_community(willow().pk):
        assert Amenity.objects.filter(place__slug="willow_teahouse", kind="water").exists()


def test_what_came_by_phone_or_paper_was_written_by_staff(copy: Path) -> None:
    load_pack(copy)

    with in_community(willow().pk):
        opened = CaseEvent.objects.get(case__public_id=case_id("liuqiao", "borrow_ladder"), verb="open")
    assert opened.is_by_proxy
    assert opened.by_user_id is not None


def test_a_pack_in_earnest_makes_no_demo_people(copy: Path, change: Change) -> None:
    change("pack.toml", "is_demo = true", "is_demo = false")

    load_pack(copy)

    assert not User.objects.filter(is_demo=True).exists()
    with in_community(willow().pk):
        assert Case.objects.count() == 5
