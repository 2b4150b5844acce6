"""Runs in a process of its own: read a workbook with calamine and write it out as lines of JSON.

calamine is written in Rust, and a file made or torn the right way lets it ask for more memory than
there is; that ends the process it runs in. So it is not the one that serves people, and it has a
limit. The first line tells the shape or why not; then comes a line a row, [] for an empty one.
"""

import json
import resource
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from ningju.ground.sheets.plain import plain

MOST_MEMORY_BYTES = 2 * 1024**3
MOST_CPU_S = 240


def limit() -> None:
    """Let the kernel end this process rather than let it take the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def unpack(path: str, most_rows: int, most_columns: int, out: TextIO) -> None:
    """Write the shape of a workbook, and the rows of its one sheet if it has one of a fair size."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [sheet for name in book.sheet_names if has_cells(sheet := book.get_sheet_by_name(name))]
    except PasswordError:
        tell(out, {"refused": "locked"})
        return
    except (CalamineError, OSError, ValueError):
        tell(out, {"refused": "torn"})
        return
    shape: dict[str, Any] = {"sheets": [sheet.name for sheet in sheets]}
    if len(sheets) == 1:
        (sheet,) = sheets
        merged = [f"{cell_name(*first)}:{cell_name(*last)}" for first, last in sheet.merged_cell_ranges or ()]
        shape |= {"rows": sheet.total_height, "columns": sheet.total_width, "merged": merged[:1]}
    tell(out, shape)
    if len(sheets) == 1 and shape["rows"] <= most_rows and shape["columns"] <= most_columns:
        for row in sheets[0].iter_rows():  # from the first row of the sheet, empty or not
            cells = [cell.strip() if type(cell) is str else plain(cell) for cell in row]
            tell(out, cells if any(cells) else [])


def has_cells(sheet: CalamineSheet) -> bool:
    """Say whether a sheet holds anything."""
    return sheet.height > 0 and sheet.width > 0


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


def tell(out: TextIO, line: Any) -> None:
    """Write one line."""
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    out.write("\n")


def main(words: Sequence[str]) -> int:
    """Unpack the workbook that is named."""
    limit()
    path, most_rows, most_columns = words
    with open(sys.stdout.fileno(), "w", encoding="utf-8", errors="replace", closefd=False) as out:
        unpack(path, int(most_rows), int(most_columns), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
