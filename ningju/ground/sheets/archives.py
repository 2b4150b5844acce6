"""Look into an xlsx before a reader unpacks it: bombs, damage, and sheets that claim to be endless."""

import re
import zipfile
import zlib
from pathlib import Path

from ningju.ground.sheets import refusals
from ningju.ground.sheets.limits import Limits

PIECE = 1 << 20
MOST_MEMBERS = 2_000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
OVERLAP = 64
WORKBOOK, BINARY_WORKBOOK = "xl/workbook.xml", "xl/workbook.bin"
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
CELL = re.compile(rb'<(?:\w+:)?c[^>]*?\sr="([A-Z]{1,3})(\d{1,9})"')
WIDE = re.compile(rb'\sr="[A-Z]{3}\d')
ROW = re.compile(rb'\sr="(?:[A-Z]{1,3})?(\d{1,9})"')
CODES = re.compile(rb'\sr="([A-Z]{2})\d')


def check_archive(path: Path, limits: Limits) -> None:
    """Read an xlsx through once, keeping nothing, and refuse what a reader would choke on.

    A reader makes room for the whole rectangle of a sheet, so one cell far out would fill the
    memory; sizes that a file tells of itself may be lies, so what is unpacked is counted.

    Raises:
        SheetUnreadable: with the mend.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_members(members, limits)
            left = limits.unpacked_bytes
            for member in members:
                left -= read_through(archive, member, left, limits)
    except refusals.SheetUnreadable:
        raise
    except BROKEN as error:
        raise refusals.torn() from error


def check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what is no xlsx, has a password, or says itself that it is too large."""
    names = {member.filename for member in members}
    if BINARY_WORKBOOK in names:
        raise refusals.other_table("xlsb")
    if WORKBOOK not in names:
        is_open_document = "content.xml" in names and "mimetype" in names
        raise refusals.other_table("ods") if is_open_document else refusals.not_a_table()
    if any(member.flag_bits & 1 for member in members):
        raise refusals.locked()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise refusals.too_much_inside(limits)


def read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Unpack one member without keeping it, look at its cells, and return how many bytes it has."""
    size, tail = 0, b""
    is_sheet = bool(SHEET.fullmatch(member.filename))
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > left:
                raise refusals.too_much_inside(limits)
            if is_sheet:
                check_reach(tail + piece, limits)
                tail = piece[-OVERLAP:]
    return size


def check_reach(piece: bytes, limits: Limits) -> None:
    """Refuse a piece of a sheet with a cell beyond the rows or columns that are read."""
    if WIDE.search(piece) or any(column_of(code) > limits.columns for code in set(CODES.findall(piece))):
        raise refusals.too_many_columns(limits)
    last = ROW.search(piece, max(0, piece.rfind(b' r="')))
    rows = [last] if last else []
    if any(int(match[1]) > limits.rows + 1 for match in rows) or LONG_ROW.search(piece):
        raise refusals.too_many_rows(limits)


LONG_ROW = re.compile(rb'\sr="(?:[A-Z]{1,3})?\d{7,}"')


def column_of(code: bytes) -> int:
    """Return the number of a column from its letters.

    >>> column_of(b"A"), column_of(b"AB")
    (1, 28)
    """
    number = 0
    for letter in code:
        number = number * 26 + letter - 64
    return number
