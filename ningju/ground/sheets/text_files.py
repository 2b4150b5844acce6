"""CSV files: their encoding told from their content, their rows read one by one."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from ningju.ground.sheets import refusals

PIECE = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = (",", "\t", ";", "，", "|")


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: by its mark, else UTF-8, else GB18030.

    Raises:
        SheetUnreadable: it is in none of these, or no text at all.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            return checked(path, name)
    if failing_line(path, "utf-8") == 0:
        return "utf-8"
    return checked(path, "gb18030")


def checked(path: Path, name: str) -> str:
    """Return the name of an encoding that a file is in."""
    if line := failing_line(path, name):
        raise refusals.not_text(line)
    return name


def failing_line(path: Path, name: str) -> int:
    """Return the first line that is not in an encoding, or 0 if all are."""
    decoder, line = codecs.getincrementaldecoder(name)(), 1
    with path.open("rb") as file:
        while True:
            piece = file.read(PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return line + bytes(error.object)[: error.start].count(b"\n")
            if "\x00" in text:
                return line + text[: text.index("\x00")].count("\n")
            line += text.count("\n")
            if not piece:
                return 0


def text_rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of every row of a CSV.

    Raises:
        SheetUnreadable: the quotation marks do not match.
    """
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(DELIMITERS, key=first.count)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise refusals.bad_csv(line) from None
            yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
