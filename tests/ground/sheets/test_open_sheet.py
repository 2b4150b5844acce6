"""A table is known by its content; what cannot be read is refused with the mend in both languages."""

import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ningju.ground.sheets import BY_WEB, Limits, Row, SheetUnreadable, open_sheet
from tests.ground.sheets.files import WRITERS, Table, csv_text, write_xls, write_xlsx

TABLE: Table = [
    ["编号", "名称", "地址"],
    ["hub", "兆丰枢纽站", "安化路492号，三楼"],
    ["b2", "老周“面馆”", ""],
]
ROOT = Path(__file__).resolve().parents[3]
SMALL = Limits(file_bytes=100_000, unpacked_bytes=1_000_000, rows=50, columns=8)


def refused(path: Path, limits: Limits = BY_WEB) -> str:
    """Return the words of a refusal, both languages."""
    with pytest.raises(SheetUnreadable) as refusal:
        list(open_sheet(path, limits).rows())
    message = refusal.value.message
    assert message.zh
    assert message.en
    return f"{message.zh} / {message.en}"


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_table_is_read_from_every_form_whatever_it_is_called(form: str, tmp_path: Path) -> None:
    sheet = open_sheet(WRITERS[form](tmp_path / "table.doc", TABLE))

    assert sheet.header == ("编号", "名称", "地址")
    assert [(row.number, row.cells) for row in sheet.rows()] == [
        (2, ["hub", "兆丰枢纽站", "安化路492号，三楼"]),
        (3, ["b2", "老周“面馆”", ""]),
    ]
    assert len(list(sheet.rows())) == 2, "a table can be read again"


def test_dates_times_and_numbers_come_in_one_form(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        moment, clock = (
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"num_format": "hh:mm"}),
        )
        sheet.write_row(0, 0, ["日", "时刻", "时", "整", "小数", "长", "是"])
        sheet.write_datetime(1, 0, date(2026, 11, 24), day)
        sheet.write_datetime(1, 1, datetime(2026, 11, 24, 10, 5), moment)
        sheet.write_datetime(1, 2, time(7, 30), clock)
        sheet.write_row(1, 3, [3.0, 0.1 + 0.2, 310105198001011234, True])

    (row,) = open_sheet(tmp_path / "a.xlsx").rows()

    assert row.cells == ["2026-11-24", "2026-11-24 10:05", "07:30", "3", "0.3", "310105198001011000", "yes"]


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_the_spreadsheet(tmp_path: Path) -> None:
    for form in ("xlsx", "xls", "utf-8"):
        path = WRITERS[form](tmp_path / form, [TABLE[0], ["", "", ""], TABLE[1], ["", "", ""]])
        assert [row.number for row in open_sheet(path).rows()] == [3]


def test_a_quoted_line_break_keeps_the_numbers_of_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny"\n2,z\n', encoding="utf-8")

    assert [(row.number, row.cells[0]) for row in open_sheet(path).rows()] == [(2, "1"), (4, "2")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"a,b\n", "nothing below"),
        (b"a\nb\nc\n", "one column"),
        ("a,b\n1,é\n".encode("latin-1") + b"\xff\xff\n", "line 2"),
        (b"a,b\x00\n1,2\n", "line 1"),
        (b'a,b\n1,2\n3,"4\n', "Line 3"),
        (b"a,a\n1,2\n", "called"),
        ("某街道台账,,\n编号,名称,地址\n1,2,3\n".encode(), "title"),
        (b"%PDF-1.7 \n", "no table"),
        (b"\x89PNG\r\n\x1a\n0000", "no table"),
        (b"<html><table><tr><td>1</td></tr></table>", "no table"),
        (b'[{"a": 1}]', "no table"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_table_is_refused_with_the_mend(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)

    assert told in refused(path)


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    return path


def test_a_second_sheet_with_rows_is_refused_and_an_empty_one_passes(tmp_path: Path) -> None:
    empty_ones = workbook(tmp_path / "a.xlsx", Sheet1=list(map(list, TABLE)), Sheet2=[], Sheet3=[])
    two = workbook(tmp_path / "b.xlsx", 地点=list(map(list, TABLE)), 人员=[["a", "b"], [1, 2]])

    assert len(list(open_sheet(empty_ones).rows())) == 2
    assert "地点, 人员" in refused(two)


def test_merged_titles_and_merged_cells_are_refused_by_name(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "华阳路街道地点台账")
        for number, row in enumerate(TABLE, 1):
            sheet.write_row(number, 0, row)

    assert "A1:C1" in refused(tmp_path / "a.xlsx")


def test_a_table_of_too_many_rows_or_columns_is_refused(tmp_path: Path) -> None:
    long: Table = [["a", "b"], *([str(n), "x"] for n in range(51))]
    wide: Table = [[f"c{n}" for n in range(9)], ["x"] * 9]

    for form in ("xlsx", "xls", "utf-8"):
        assert "50 rows" in refused(WRITERS[form](tmp_path / f"long {form}", long), SMALL)
        assert "8 columns" in refused(WRITERS[form](tmp_path / f"wide {form}", wide), SMALL)
    assert "MB" in refused(write_xlsx(tmp_path / "big", TABLE), Limits(100, 10**6, 50, 8))


def repacked(path: Path, old: bytes, new: bytes) -> Path:
    """Change a sheet inside an xlsx."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content.replace(old, new) if "worksheets" in name else content)
    return path


@pytest.mark.parametrize(("cell", "told"), [(b"XFD3", "columns"), (b"C1048576", "rows"), (b"CV3", "columns")])
def test_one_cell_far_out_is_refused_before_room_is_made_for_it(
    cell: bytes, told: str, tmp_path: Path
) -> None:
    path = repacked(write_xlsx(tmp_path / "a.xlsx", TABLE), b'r="B3"', b'r="' + cell + b'"')

    assert told in refused(path, SMALL)


def test_a_bomb_is_refused_though_it_lies_about_its_size(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", TABLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"0" * 5_000_000)
    honest = tmp_path / "honest.xlsx"
    honest.write_bytes(path.read_bytes())
    packed = path.read_bytes().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 5_000))
    path.write_bytes(packed)

    assert "Unpacked" in refused(honest, SMALL)
    assert "damaged" in refused(path, SMALL)


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_a_torn_workbook_is_refused_wherever_it_was_torn(form: str, tmp_path: Path) -> None:
    table: Table = [TABLE[0], *([f"p{n}", f"名称{n}", "地址"] for n in range(300))]
    whole = WRITERS[form](tmp_path / "whole", table).read_bytes()
    path = tmp_path / "torn"

    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert refused(path)


@given(place=st.integers(0, 5_000), byte=st.integers(0, 255), form=st.sampled_from(["xlsx", "xls", "utf-8"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_gives_a_table_or_a_refusal_and_nothing_else(
    place: int, byte: int, form: str, tmp_path: Path
) -> None:
    content = bytearray(WRITERS[form](tmp_path / "whole", TABLE).read_bytes())
    content[place % len(content)] = byte
    path = tmp_path / "changed"
    path.write_bytes(content)

    rows: list[Row] = []
    with suppress(SheetUnreadable):
        rows = list(open_sheet(path, SMALL).rows())

    assert all(isinstance(cell, str) for row in rows for cell in row.cells)


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    first = open_sheet(write_xls(tmp_path / "a", TABLE)).digest
    again = open_sheet(write_xls(tmp_path / "b", TABLE)).digest
    (tmp_path / "c").write_text(csv_text(TABLE), encoding="utf-8")

    assert first == again
    assert open_sheet(tmp_path / "c").digest != first


def test_a_reader_that_is_killed_or_runs_out_of_memory_refuses_the_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = sys.executable
    for ending in ("import os; os.abort()", "import os; os.kill(os.getpid(), 9)", "raise MemoryError"):
        stand_in = tmp_path / "python"
        stand_in.write_text(f"#!{python}\n{ending}\n")
        stand_in.chmod(0o700)
        monkeypatch.setattr("ningju.ground.sheets.workbooks.sys.executable", str(stand_in))

        assert "damaged" in refused(write_xlsx(tmp_path / "a.xlsx", TABLE))


def test_the_reader_has_a_limit_of_memory() -> None:
    asked = "from ningju.ground.sheets.unpacking import limit; limit(); bytearray(3 * 1024**3)"

    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "MemoryError" in done.stderr
