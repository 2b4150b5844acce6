"""Excel workbooks, read by calamine: one sheet, without merged cells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from ningju.ground.sheets import refusals
from ningju.ground.sheets.limits import Limits
from ningju.ground.sheets.plain import plain


def open_workbook(path: Path, limits: Limits) -> CalamineSheet:
    """Return the one sheet of a workbook that has anything in it.

    Raises:
        SheetUnreadable: it is locked or torn, has several sheets, or merged cells.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [sheet for name in book.sheet_names if has_cells(sheet := book.get_sheet_by_name(name))]
    except PasswordError as error:
        raise refusals.locked() from error
    except (CalamineError, OSError, ValueError) as error:
        raise refusals.torn() from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # how calamine, written in Rust, stumbles over a torn xls
            raise
        raise refusals.torn() from error
    if not sheets:
        raise refusals.empty()
    if len(sheets) > 1:
        raise refusals.several_sheets([sheet.name for sheet in sheets])
    check_shape(sheets[0], limits)
    return sheets[0]


def has_cells(sheet: CalamineSheet) -> bool:
    """Say whether a sheet holds anything."""
    return sheet.height > 0 and sheet.width > 0


def check_shape(sheet: CalamineSheet, limits: Limits) -> None:
    """Refuse a sheet that is too large or has merged cells."""
    if sheet.total_height > limits.rows + 1:
        raise refusals.too_many_rows(limits)
    if sheet.total_width > limits.columns:
        raise refusals.too_many_columns(limits)
    for first, last in sheet.merged_cell_ranges or ():
        raise refusals.merged(f"{cell_name(*first)}:{cell_name(*last)}")


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its place, counted from 0.

    >>> cell_name(0, 27)
    'AB1'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def workbook_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of every row, numbered as the spreadsheet shows them."""
    rows: Iterator[list[Any]] = sheet.iter_rows()  # from the first row of the sheet, empty or not
    for number, cells in enumerate(rows, 1):
        yield number, [cell.strip() if type(cell) is str else plain(cell) for cell in cells]
