"""What is never stored about anybody ends the whole import, in every form of file, and leaves nothing."""

from pathlib import Path
from typing import Any

import pytest

from ningju.flows.ledgers import check_ledger
from ningju.ground.sheets import open_sheet
from ningju.rooms.communities.models import Community
from ningju.rooms.ledgers.declared import PLACES
from ningju.rooms.ledgers.mapping import mapping_of, propose
from ningju.rooms.ledgers.models import ImportBatch
from ningju.rooms.ledgers.problems import LedgerForbidden
from ningju.rooms.places.models import Place
from tests.ground.sheets.files import WRITERS
from tests.rooms.ledgers.tables import HEADER, place_row, places_table

FORMS = ["csv", "xlsx", "xls", "gb18030"]


def writer(form: str) -> Any:
    return WRITERS["utf-8" if form == "csv" else form]


def refused(form: str, table: list[list[Any]], tmp_path: Path) -> list[tuple[int, str, str]]:
    """Check a table and return where it was refused; nothing may be stored."""
    sheet = open_sheet(writer(form)(tmp_path / "table", table))
    with pytest.raises(LedgerForbidden) as refusal:
        check_ledger(sheet, "places", mapping_of(propose(sheet.header, PLACES)))
    assert not Place.objects.exists()
    assert not ImportBatch.objects.exists()
    for one in refusal.value.refusals:
        assert one.shown().zh
        assert one.shown().en
    return [(one.row, one.column, one.kind) for one in refusal.value.refusals]


@pytest.mark.parametrize("form", FORMS)
def test_t2_t4_a_header_that_says_minzu_refuses_the_file(
    form: str, community: Community, tmp_path: Path
) -> None:
    table = [[*row, ""] for row in places_table(2)]
    table[0][-1] = "民族"

    assert refused(form, table, tmp_path) == [(1, "民族", "nationality")]


@pytest.mark.parametrize("form", FORMS)
def test_t3_t4_values_under_a_harmless_header_refuse_the_file(
    form: str, community: Community, tmp_path: Path
) -> None:
    table = [
        [*row, value] for row, value in zip(places_table(3), ["group", "A", "回族, 藏族", "B"], strict=True)
    ]

    assert refused(form, table, tmp_path) == [(3, "group", "nationality")]


@pytest.mark.parametrize("form", FORMS)
def test_p3_a_column_of_short_forms_refuses_the_file(form: str, community: Community, tmp_path: Path) -> None:
    table = [
        [*row, value] for row, value in zip(places_table(4), ["group", "汉", "回", "汉", "藏"], strict=True)
    ]

    assert refused(form, table, tmp_path) == [(1, "group", "nationality")]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("11010519491231002X", "id_number"),
        ("中共党员", "party"),
        ("信佛", "religion"),
        ("上访户", "stability"),
        ("维 吾 尔 族", "nationality"),
    ],
)
def test_p3_a_value_in_a_known_column_refuses_the_file(
    value: str, kind: str, community: Community, tmp_path: Path
) -> None:
    table = places_table(3, changed={2: {"备注": value}})

    assert refused("xlsx", table, tmp_path) == [(3, "备注", kind)]


def test_p3_a_number_that_the_spreadsheet_rounded_is_still_found(
    community: Community, tmp_path: Path
) -> None:
    table = places_table(2, changed={1: {"备注": 310105198001011234}})

    assert refused("xlsx", table, tmp_path) == [(2, "备注", "id_number")]


def test_p3_cells_beyond_the_named_columns_are_read_too(community: Community, tmp_path: Path) -> None:
    table = places_table(2)
    table[2] = [*table[2], "", "少数民族家庭"]

    assert refused("csv", table, tmp_path) == [(3, "J", "nationality")]


def test_p3_institutions_and_streets_pass(community: Community, tmp_path: Path) -> None:
    names = ["社区党群服务中心", "民族议事厅", "西藏中路站", "汉庭酒店", "回民中学", "藏书阁"]
    table = [HEADER, *(place_row(number, 名称=name) for number, name in enumerate(names))]
    sheet = open_sheet(writer("xlsx")(tmp_path / "table", table))

    report = check_ledger(sheet, "places", mapping_of(propose(sheet.header, PLACES)))

    assert (report.rows, report.rows_bad) == (6, 0)


def test_p3_the_value_itself_is_not_told(community: Community, tmp_path: Path) -> None:
    sheet = open_sheet(
        writer("csv")(tmp_path / "t", places_table(1, changed={1: {"备注": "11010519491231002X"}}))
    )

    with pytest.raises(LedgerForbidden) as refusal:
        check_ledger(sheet, "places", mapping_of(propose(sheet.header, PLACES)))

    told = str([one.shown() for one in refusal.value.refusals]) + str(refusal.value.message)
    assert "1101051949" not in told
