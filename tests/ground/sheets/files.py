"""Tables in every form that people hand in."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

Table = Sequence[Sequence[Any]]
Write = Callable[[Path, Table], Path]


def write_xlsx(path: Path, table: Table) -> Path:
    """Write an Excel file of today."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return path


def write_xls(path: Path, table: Table) -> Path:
    """Write an Excel file of 1997."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.save(str(path))
    return path


def csv_text(table: Table, delimiter: str = ",") -> str:
    """Return a table as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


def writer_of_csv(encoding: str, delimiter: str = ",") -> Write:
    """Return what writes a CSV in an encoding."""

    def write(path: Path, table: Table) -> Path:
        path.write_bytes(csv_text(table, delimiter).encode(encoding))
        return path

    return write


WRITERS: dict[str, Write] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "utf-8": writer_of_csv("utf-8"),
    "utf-8 with a mark": writer_of_csv("utf-8-sig"),
    "utf-16": writer_of_csv("utf-16"),
    "gb18030": writer_of_csv("gb18030"),
    "gb18030 with semicolons": writer_of_csv("gb18030", ";"),
    "tabs": writer_of_csv("utf-8", "\t"),
}
