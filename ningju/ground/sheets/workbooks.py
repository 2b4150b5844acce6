"""Excel workbooks: one sheet, without merged cells, unpacked by a process of its own."""

import json
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ningju.ground.sheets import refusals
from ningju.ground.sheets.limits import Limits

PACKAGE_ROOT = Path(__file__).resolve().parents[3]
WITHIN_S = 300


class Workbook:
    """The rows of a workbook's one sheet, in a file without a name that is gone with this object."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Unpack a workbook.

        Raises:
            SheetUnreadable: it is locked or torn, has several sheets, merged cells, or is too large.
        """
        self._lines: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this object
        weakref.finalize(self, self._lines.close)
        command = [sys.executable, "-m", f"{__package__}.unpacking", str(path.absolute())]
        try:
            done = subprocess.run(
                [*command, str(limits.rows + 1), str(limits.columns)],
                env={"PYTHONPATH": str(PACKAGE_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=self._lines,
                stderr=subprocess.DEVNULL,
                timeout=WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise refusals.torn() from error
        if done.returncode != 0:
            raise refusals.torn()
        self._lines.seek(0)
        check_shape(json.loads(self._lines.readline()), limits)
        self._first_row_at = self._lines.tell()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield number and cells of every row that is not empty, numbered as the spreadsheet shows them."""
        self._lines.seek(self._first_row_at)
        for number, line in enumerate(self._lines, 1):
            if line != b"[]\n":
                yield number, json.loads(line)


def check_shape(shape: dict[str, Any], limits: Limits) -> None:
    """Refuse a workbook that is locked or torn, or whose sheet is not one plain table.

    Raises:
        SheetUnreadable: with the mend.
    """
    if told := shape.get("refused"):
        raise refusals.locked() if told == "locked" else refusals.torn()
    if not shape["sheets"]:
        raise refusals.empty()
    if len(shape["sheets"]) > 1:
        raise refusals.several_sheets(shape["sheets"])
    if shape["rows"] > limits.rows + 1:
        raise refusals.too_many_rows(limits)
    if shape["columns"] > limits.columns:
        raise refusals.too_many_columns(limits)
    if shape["merged"]:
        raise refusals.merged(shape["merged"][0])
