"""A table: the names of its columns, its rows, and the digest by which it is known again."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ningju.ground.sheets import refusals
from ningju.ground.sheets.archives import check_archive
from ningju.ground.sheets.limits import BY_WEB, Limits
from ningju.ground.sheets.text_files import encoding_of, text_rows
from ningju.ground.sheets.workbooks import Workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
)
LOCKED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
LONGEST_HEADER = 80
Rows = Iterator[tuple[int, list[str]]]


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells as text."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be read through as often as wanted.

    Attributes:
        format: "xlsx", "xls" or "csv".
        digest: SHA-256 of the file, in hex.
        header: the names of the columns; one without a name is empty.
    """

    format: str
    digest: str
    header: tuple[str, ...]
    limits: Limits
    read: Callable[[], Rows]

    def rows(self) -> Iterator[Row]:
        """Yield every row below the names of the columns that is not empty.

        Raises:
            SheetUnreadable: there are too many, or a CSV is broken further down.
        """
        rows = self.read()
        next(filled(rows))
        for count, (number, cells) in enumerate(filled(rows), 1):
            if count > self.limits.rows:
                raise refusals.too_many_rows(self.limits)
            yield Row(number, cells)


def open_sheet(path: Path, limits: Limits = BY_WEB) -> Sheet:
    """Open a table and read the names of its columns.

    Args:
        path: the file; its name is not looked at.
        limits: the most to read.

    Raises:
        SheetUnreadable: it cannot be read as one table; the message says why and how to mend it.
    """
    if path.stat().st_size > limits.file_bytes:
        raise refusals.too_large(limits)
    kind, read = reader_of(path, limits)
    rows = filled(read())
    header = tuple(next(rows, (0, []))[1])
    first_row = next(rows, (0, []))[1]
    while header and not header[-1] and len(header) > len(first_row):
        header = header[:-1]
    check_header(header, first_row, limits)
    return Sheet(kind, digest_of(path), header, limits, read)


def reader_of(path: Path, limits: Limits) -> tuple[str, Callable[[], Rows]]:
    """Return what kind of table a file is by its first bytes, and how its rows are read."""
    with path.open("rb") as file:
        start = file.read(64)
    if not start.strip():
        raise refusals.empty()
    if start.startswith(ZIP):
        check_archive(path, limits)
        return "xlsx", Workbook(path, limits).rows
    if start.startswith(OLE):
        check_compound(path)
        return "xls", Workbook(path, limits).rows
    if start.startswith(NO_TABLES) or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"[")):
        raise refusals.not_a_table()
    encoding = encoding_of(path)
    return "csv", lambda: text_rows(path, encoding)


def check_compound(path: Path) -> None:
    """Tell a locked workbook and an old letter from an old workbook: all three begin alike."""
    content = path.read_bytes()
    if LOCKED in content:
        raise refusals.locked()
    if not any(name in content for name in WORKBOOK_STREAMS):
        raise refusals.not_a_table()


def filled(rows: Rows) -> Rows:
    """Yield the rows in which anything stands."""
    return (row for row in rows if any(row[1]))


def check_header(header: tuple[str, ...], first_row: list[str], limits: Limits) -> None:
    """Refuse names of columns that name nothing: a title, one column, a name twice.

    Raises:
        SheetUnreadable: with the mend.
    """
    named = [name for name in header if name]
    if not named:
        raise refusals.empty()
    if len(header) > limits.columns:
        raise refusals.too_many_columns(limits)
    if len(named) == 1 and sum(map(bool, first_row)) > 1:
        raise refusals.title(named[0][:LONGEST_HEADER])
    if len(header) < 2:
        raise refusals.one_column()
    for name in named:
        if named.count(name) > 1:
            raise refusals.twice(name[:LONGEST_HEADER])
    if not first_row:
        raise refusals.no_rows()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
