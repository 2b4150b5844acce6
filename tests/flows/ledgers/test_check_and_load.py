"""A ledger is checked without a trace, comes in whole or with its bad rows aside, once and for all."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ningju.flows.ledgers import LoadStopped, check_ledger, load_rows
from ningju.flows.ledgers import loading as loading_module
from ningju.ground.sheets import Sheet, open_sheet
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers import services
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.mapping import mapping_of, propose
from ningju.rooms.ledgers.models import ImportBatch, ImportEvent, ParkedRow
from ningju.rooms.needs.models import Resource, ResourceEvent
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place, PlaceEvent
from ningju.rooms.places.services import PlaceEntry, put_place
from tests.ground.sheets.files import WRITERS
from tests.rooms.ledgers.tables import HEADER, place_row, places_table

LIN = Actor(1, "lin", frozenset({"coordinator"}), frozenset())


def written(table: list[list[Any]], tmp_path: Path, form: str = "utf-8") -> Path:
    return WRITERS[form](tmp_path / "table", table)


def opened(path: Path, kind: str = "places", **chosen: str) -> tuple[Sheet, dict[str, str]]:
    sheet = open_sheet(path)
    return sheet, mapping_of(propose(sheet.header, LEDGERS[kind])) | chosen


def checked(path: Path, kind: str = "places", **chosen: str) -> ImportBatch:
    """Check a table and return its batch."""
    sheet, mapping = opened(path, kind, **chosen)
    report = check_ledger(sheet, kind, mapping)
    batch = services.start_batch(
        kind=kind,
        file_name="台账.csv",
        file_format=sheet.format,
        file_digest=sheet.digest,
        header=sheet.header,
        mapping=mapping,
        by=LIN,
    )
    services.note_checked(batch=batch, rows=report.rows, rows_bad=report.rows_bad)
    batch.refresh_from_db()
    return batch


def load(path: Path, kind: str = "places", *, is_parking: bool = False, **chosen: str) -> ImportBatch:
    """Check and load a table."""
    batch = services.start_loading(batch=checked(path, kind, **chosen), is_parking=is_parking, by_name="lin")
    return load_rows(community_id=current_community_id(), batch=batch, path=path)


def told(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.rows_new, batch.rows_changed, batch.rows_same, batch.rows_parked


def test_a_dry_run_counts_and_stores_nothing(community: Community, tmp_path: Path) -> None:
    sheet, mapping = opened(written(places_table(5), tmp_path))

    report = check_ledger(sheet, "places", mapping)

    assert (report.rows, report.rows_new, report.rows_bad) == (5, 5, 0)
    assert not Place.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "xls", "gb18030"])
def test_a_ledger_of_places_comes_in(form: str, community: Community, tmp_path: Path) -> None:
    table = places_table(3, changed={2: {"类型": "站点", "级别": "枢纽站", "名称": "兆丰枢纽站"}})

    batch = load(written(table, tmp_path, form))

    assert batch.state == "done"
    assert told(batch) == (3, 0, 0, 0)
    hub = Place.objects.get(slug="p002")
    assert (hub.kind, hub.level, hub.name, hub.lat_deg) == (
        "station",
        "hub",
        Bilingual("兆丰枢纽站", ""),
        31.2199,
    )
    assert hub.address.zh == "安化路2号"
    assert PlaceEvent.objects.filter(act="put_place", by_name="lin").count() == 3


def test_the_same_file_twice_changes_nothing(community: Community, tmp_path: Path) -> None:
    path = written(places_table(4), tmp_path)
    load(path)
    rows, events = list(Place.objects.order_by("pk").values()), PlaceEvent.objects.count()

    again = load(path)

    assert told(again) == (0, 0, 4, 0)
    assert list(Place.objects.order_by("pk").values()) == rows
    assert PlaceEvent.objects.count() == events


def test_a_mended_file_changes_only_what_was_mended(community: Community, tmp_path: Path) -> None:
    load(written(places_table(4), tmp_path))

    again = load(written(places_table(4, changed={3: {"备注": "走侧门"}}), tmp_path))

    assert told(again) == (0, 1, 3, 0)
    assert Place.objects.get(slug="p003").note.zh == "走侧门"


def test_a_column_that_the_table_lacks_keeps_what_stands_there(community: Community, tmp_path: Path) -> None:
    put_place(
        entry=PlaceEntry(
            slug="p001",
            kind="building",
            name=Bilingual("旧名", "Old name"),
            lat_deg=31.0,
            lon_deg=121.0,
            short="keep1",
            hours={"week": {"mo": [["08:00", "22:00"]]}},
            note=Bilingual("旧备注", "Old note"),
            provenance="source",
        )
    )

    load(written(places_table(1, changed={1: {"备注": ""}}), tmp_path))

    place = Place.objects.get()
    assert (place.name, place.note, place.short) == (
        Bilingual("安化路1号楼", "Old name"),
        Bilingual("", "Old note"),
        "keep1",
    )
    assert place.hours["week"]["mo"] == [["08:00", "22:00"]]
    assert place.provenance == "source"


def test_unknown_columns_are_not_brought_in(community: Community, tmp_path: Path) -> None:
    table = [[*row, "x"] for row in places_table(1)]
    table[0][-1] = "建成年份"
    _sheet, mapping = opened(written(table, tmp_path))

    assert "建成年份" not in mapping
    assert load(written(table, tmp_path)).state == "done"


def test_every_bad_row_is_told_with_row_column_value_and_mend(community: Community, tmp_path: Path) -> None:
    table = places_table(
        7,
        changed={
            1: {"类型": "城堡"},
            2: {"纬度": "121.4111"},
            3: {"名称": ""},
            4: {"编号": "P005"},
            6: {"类型": "站点"},
            7: {"级别": "枢纽站"},
        },
    )
    sheet, mapping = opened(written(table, tmp_path))

    report = check_ledger(sheet, "places", mapping)

    shown = [(one.row, one.column, one.value) for one in report.problems]
    assert shown == [
        (2, "类型", "城堡"),
        (3, "纬度", "121.4111"),
        (4, "名称", ""),
        (6, "编号", "p005"),
        (7, "级别", ""),
        (8, "级别", "hub"),
    ]
    assert report.rows_bad == 6
    first = report.problems[0].shown()
    assert first.zh.startswith("第 2 行“类型”列“城堡”：不认识；请写：站点")
    assert first.en.startswith('Row 2, column "类型" "城堡": unknown; write one of: station')


def test_a_column_the_table_lacks_is_named_as_tables_name_it(community: Community, tmp_path: Path) -> None:
    table = [row[:3] + row[4:] for row in places_table(1, changed={1: {"类型": "站点"}})]
    sheet, mapping = opened(written(table, tmp_path))

    (problem,) = check_ledger(sheet, "places", mapping).problems

    assert (problem.row, problem.column) == (2, "级别")


def test_a_file_with_a_bad_row_is_refused_whole(community: Community, tmp_path: Path) -> None:
    batch = checked(written(places_table(3, changed={2: {"类型": "城堡"}}), tmp_path))

    with pytest.raises(RuleViolation):
        services.start_loading(batch=batch, is_parking=False, by_name="lin")

    assert not Place.objects.exists()


def test_bad_rows_are_set_aside_if_somebody_chooses_so(community: Community, tmp_path: Path) -> None:
    batch = load(written(places_table(3, changed={2: {"类型": "城堡"}}), tmp_path), is_parking=True)

    assert told(batch) == (2, 0, 0, 1)
    parked = ParkedRow.objects.get()
    assert parked.row_number == 3
    assert parked.cells["类型"] == "城堡"
    assert "城堡" in parked.reason_zh
    assert "unknown" in parked.reason_en


def test_a_row_without_a_number_is_known_by_its_name(community: Community, tmp_path: Path) -> None:
    table = [row[1:] for row in places_table(2)]

    first, again = load(written(table, tmp_path)), load(written(table, tmp_path))

    assert (told(first), told(again)) == ((2, 0, 0, 0), (0, 0, 2, 0))


def test_a_parent_may_be_named_or_stand_further_up(host: Organisation, tmp_path: Path) -> None:
    header = [*HEADER, "所在地点", "管理单位"]
    table = [header, [*place_row(1), "", "服务办"], [*place_row(2), "P001", "office"]]
    load(written(table, tmp_path))
    by_name = [header, [*place_row(3), "安化路1号楼", ""], [*place_row(4), "没有的楼", "没有的单位"]]

    sheet, mapping = opened(written(by_name, tmp_path))
    report = check_ledger(sheet, "places", mapping)

    assert Place.objects.get(slug="p002").parent == Place.objects.get(slug="p001")
    assert Place.objects.get(slug="p001").host == host
    assert [(one.row, one.column) for one in report.problems] == [(3, "所在地点"), (3, "管理单位")]


def test_an_extra_cell_is_a_problem_of_its_row(community: Community, tmp_path: Path) -> None:
    table = places_table(2)
    table[1].append("多出来的")
    sheet, mapping = opened(written(table, tmp_path))

    report = check_ledger(sheet, "places", mapping)

    assert [one.row for one in report.problems] == [2]


def test_a_load_that_is_killed_goes_on_behind_its_last_chunk(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_module, "CHUNK", 2)
    path = written(places_table(7, changed={2: {"类型": "城堡"}}), tmp_path)
    batch = services.start_loading(batch=checked(path), is_parking=True, by_name="lin")

    def kill(now: ImportBatch) -> None:
        if now.progress_row >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_rows(community_id=community.pk, batch=batch, path=path, progress=kill)
    half = ImportBatch.objects.get(pk=batch.pk)
    assert (half.state, half.progress_row, Place.objects.count()) == ("running", 5, 3)

    done = load_rows(community_id=community.pk, batch=half, path=path)

    assert told(done) == (6, 0, 0, 1)
    assert Place.objects.count() == PlaceEvent.objects.count() == 6
    assert ParkedRow.objects.count() == 1


def test_another_file_or_other_columns_than_were_checked_are_refused(
    community: Community, tmp_path: Path
) -> None:
    path = written(places_table(2), tmp_path)
    batch = services.start_loading(batch=checked(path), is_parking=False, by_name="lin")
    written(places_table(3), tmp_path)

    with pytest.raises(LoadStopped) as stopped:
        load_rows(community_id=community.pk, batch=batch, path=path)

    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert stopped.value.reason == Bilingual(batch.reason_zh, batch.reason_en)
    assert not Place.objects.exists()

    other = checked(path)
    ImportBatch.objects.filter(pk=other.pk).update(mapping={"编号": "slug"})
    with pytest.raises(Conflict):
        services.start_loading(batch=other, is_parking=False, by_name="lin")


def test_two_who_load_the_same_batch_do_not_write_twice(community: Community, tmp_path: Path) -> None:
    path = written(places_table(2), tmp_path)
    batch = services.start_loading(batch=checked(path), is_parking=False, by_name="lin")
    stale = ImportBatch.objects.get(pk=batch.pk)
    load_rows(community_id=community.pk, batch=batch, path=path)

    with pytest.raises(LoadStopped):
        load_rows(community_id=community.pk, batch=stale, path=path)

    assert ImportBatch.objects.get().state == "done"
    assert PlaceEvent.objects.count() == 2


def test_a_row_that_is_refused_at_the_last_moment_stops_the_load_and_is_named(
    community: Community, tmp_path: Path
) -> None:
    table = [[*row, code] for row, code in zip(places_table(2), ["短码", "hy01", "hy02"], strict=True)]
    path = written(table, tmp_path)
    batch = services.start_loading(batch=checked(path), is_parking=False, by_name="lin")
    put_place(
        entry=PlaceEntry(
            slug="elsewhere",
            kind="building",
            name=Bilingual("别处", ""),
            lat_deg=31.0,
            lon_deg=121.0,
            short="hy02",
        )
    )

    with pytest.raises(LoadStopped) as stopped:
        load_rows(community_id=community.pk, batch=batch, path=path)

    assert "第 3 行" in stopped.value.reason.zh
    assert "Row 3" in stopped.value.reason.en
    assert Place.objects.count() == 1


def test_organisations_come_in_and_twice_changes_nothing(community: Community, tmp_path: Path) -> None:
    table = [
        ["单位编号", "单位名称", "单位类型", "联系电话", "是否办事"],
        ["W-01", "为老服务社", "伙伴单位", "021-6252 0000", "否"],
        ["W-02", "城运中心", "单位", "", "是"],
    ]
    path = written(table, tmp_path)

    first, again = load(path, "organisations"), load(path, "organisations")

    assert (told(first), told(again)) == ((2, 0, 0, 0), (0, 0, 2, 0))
    unit = Organisation.objects.get(slug="w-02")
    assert (unit.kind, unit.handles_cases, unit.name.zh) == ("unit", True, "城运中心")


@pytest.mark.usefixtures("meals")
def test_offers_come_in_and_twice_changes_nothing(tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["编号", "名称", "需求类别", "提供单位", "数量", "时间"],
        ["R1", "午餐券", "吃饭", "服务办", 20, "工作日中午"],
    ]
    path = written(table, tmp_path)

    first, again = load(path, "resources"), load(path, "resources")

    assert (told(first), told(again)) == ((1, 0, 0, 0), (0, 0, 1, 0))
    offer = Resource.objects.get()
    assert (offer.slug, offer.capacity, offer.status, offer.when.zh) == ("r1", 20, "available", "工作日中午")
    assert ResourceEvent.objects.count() == 1
    Resource.objects.update(taken=5)
    fewer = [table[0], [*table[1][:4], 4, ""]]
    sheet, mapping = opened(written(fewer, tmp_path), "resources")
    assert [one.row for one in check_ledger(sheet, "resources", mapping).problems] == [2]


def test_every_step_writes_one_line_of_history(community: Community, tmp_path: Path) -> None:
    load(written(places_table(2), tmp_path))

    assert list(ImportEvent.objects.order_by("id").values_list("verb", "by_name")) == [
        ("brought", "lin"),
        ("checked", "lin"),
        ("loading", "lin"),
        ("loaded", "lin"),
    ]


def test_a_batch_keeps_no_cell(community: Community, tmp_path: Path) -> None:
    load(written(places_table(2, changed={1: {"备注": "独一无二的一句话"}}), tmp_path))

    with connection.cursor() as cursor:
        cursor.execute("select ledgers_importbatch::text from ledgers_importbatch")
        assert "独一无二" not in str(cursor.fetchall())


def test_each_chunk_lets_the_database_reckon_with_what_the_tables_hold_by_then(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_module, "CHUNK", 2)

    with CaptureQueriesContext(connection) as asked:
        load(written(places_table(5), tmp_path))

    assert [query["sql"] for query in asked].count("discard plans") == 3
