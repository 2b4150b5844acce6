"""Read a sheet with the detector beside it: forbidden names of columns and cells end the whole file."""

from collections.abc import Iterator

from ningju.ground.sheets import Row, Sheet
from ningju.kernel.detector import ColumnWatch, find_forbidden, find_forbidden_header, find_forbidden_in_row
from ningju.rooms.ledgers.problems import LedgerForbidden, Refusal, refusal_of

MOST_SHOWN = 20


def check_names(header: tuple[str, ...], file_name: str = "") -> None:
    """Refuse forbidden names of columns, or of the file.

    Raises:
        LedgerForbidden: with every one of them.
    """
    found = [refusal_of(0, "", one) for one in find_forbidden(file_name.rpartition(".")[0])[:1]]
    found += [refusal_of(1, name, one) for name in header for one in find_forbidden_header(name)[:1]]
    if found:
        raise LedgerForbidden(found)


def watched_rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of a sheet; whoever reads them to the end knows that nothing forbidden is among them.

    Cells beyond the named columns and columns that are not brought in are read too.

    Raises:
        LedgerForbidden: at the end, or at once when it is full, with row and column of what was found.
    """
    header = sheet.header
    watches = [ColumnWatch() for _name in header]
    found: list[Refusal] = []
    for row in sheet.rows():
        for watch, cell in zip(watches, row.cells, strict=False):
            watch.see(cell)
        for place, one in find_forbidden_in_row(row.cells):
            refusal = refusal_of(row.number, named(header, place), one)
            if refusal not in found:
                found.append(refusal)
        if len(found) >= MOST_SHOWN:
            raise LedgerForbidden(found[:MOST_SHOWN])
        yield row
    found += [
        Refusal(1, named(header, place), "nationality")
        for place, watch in enumerate(watches)
        if watch.is_roster
    ]
    if found:
        raise LedgerForbidden(found)


def check_cells(sheet: Sheet) -> int:
    """Read a sheet to its end and return how many rows it has.

    Raises:
        LedgerForbidden: something in it is never stored.
    """
    return sum(1 for _row in watched_rows(sheet))


def named(header: tuple[str, ...], place: int) -> str:
    """Return the name of a column, or its letter where it has none."""
    name = header[place] if place < len(header) else ""
    return name or (chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}")
