"""One CSV file of a pack: its columns, and how each line becomes a row."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from ningju.jobs.packs.cells import Reader, any_text
from ningju.jobs.packs.files import read_text
from ningju.jobs.packs.forbidden import forbidden_word
from ningju.jobs.packs.problems import BadCell, Findings
from ningju.kernel.text import Bilingual

Row = TypeVar("Row")
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or a pair of them (``name_zh``, ``name_en``) that is read as one text.

    Args:
        name: the header, without the language for a pair.
        reader: how a cell is read; a pair reads text.
        is_pair: whether two columns make one bilingual text.
        is_blank_allowed: for a pair, whether both may be empty; never only one.
        longest: for a pair, the most characters in either language.
    """

    name: str
    reader: Reader = any_text
    is_pair: bool = False
    is_blank_allowed: bool = False
    longest: int = LONGEST

    @property
    def headers(self) -> tuple[str, ...]:
        """Return the headers in the file."""
        return (f"{self.name}_zh", f"{self.name}_en") if self.is_pair else (self.name,)


def pair(name: str, longest: int = LONGEST, *, blank: bool = False) -> Column:
    """Return a text in two languages of at most so many characters; with ``blank`` both may be empty."""
    return Column(name, is_pair=True, is_blank_allowed=blank, longest=longest)


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """The shape of one file: its name, columns in any order, and the row that a line makes."""

    file: str
    make: Callable[..., Row]
    columns: Sequence[Column]
    is_required: bool = False

    def read(self, folder: Path, findings: Findings) -> tuple[Row, ...]:
        """Return the rows; a line with a problem is noted and left out."""
        if not self.is_required and not (folder / self.file).exists():
            return ()
        text = read_text(folder, self.file, findings)
        if text is None:
            return ()
        lines = numbered(text, self.file, findings)
        _, header = next(lines, (1, []))
        if not self._check_header(header, findings):
            return ()
        made = (self._read_line(number, header, cells, findings) for number, cells in lines)
        return tuple(row for row in made if row is not None)

    def _check_header(self, header: list[str], findings: Findings) -> bool:
        """Note missing, unknown, repeated and forbidden columns; say whether all is well."""
        known = [name for column in self.columns for name in column.headers]
        is_right = True
        for name in known:
            if header.count(name) != 1:
                is_right = False
                zh, en = ("缺这一列", "this column is missing")
                if name in header:
                    zh, en = ("这一列出现了两次", "this column stands twice")
                findings.add(self.file, 1, name, zh, en)
        for name in header:
            if word := forbidden_word(name):
                is_right = False
                findings.add(
                    self.file,
                    1,
                    name,
                    f"不收“{word}”：这类资料从不登记，请删掉整列",
                    f'"{word}" is never recorded; delete the whole column',
                )
            elif name not in known:
                is_right = False
                findings.add(
                    self.file,
                    1,
                    name,
                    f"不认识这一列；可用的列：{'、'.join(known)}",
                    f"unknown column; the columns are: {', '.join(known)}",
                )
        return is_right

    def _read_line(self, line: int, header: list[str], cells: list[str], findings: Findings) -> Row | None:
        """Return the row of one line, or None after noting every problem in it."""
        if len(cells) != len(header):
            findings.add(
                self.file,
                line,
                "",
                f"这一行有 {len(cells)} 格，应为 {len(header)} 格；带逗号的文字要加双引号",
                f"{len(cells)} cells where {len(header)} are due; text with a comma needs quotation marks",
            )
            return None
        named = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        values: dict[str, Any] = {}
        for column in self.columns:
            try:
                values[column.name] = read_pair(column, named) if column.is_pair else read_one(column, named)
            except BadCell as bad:
                findings.add_bad(self.file, line, missing_header(column, named), bad)
        return self.make(line=line, **values) if len(values) == len(self.columns) else None


def numbered(text: str, file: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of every line that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            findings.add(file, line, "", f"CSV 写法有错：{error}", f"this is not CSV: {error}")
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def read_one(column: Column, named: dict[str, str]) -> Any:
    """Return the value of a single column."""
    return column.reader(named[column.name])


def read_pair(column: Column, named: dict[str, str]) -> Bilingual:
    """Return a text in two languages.

    Raises:
        BadCell: one language is missing, or both where they are needed, or one is too long.
    """
    zh, en = (named[name] for name in column.headers)
    return bilingual(zh, en, column.longest, is_blank_allowed=column.is_blank_allowed)


def bilingual(zh: str, en: str, longest: int = LONGEST, *, is_blank_allowed: bool = False) -> Bilingual:
    """Return a text in two languages.

    Raises:
        BadCell: one language is missing, or both where they are needed, or one is too long.
    """
    if not zh and not en and is_blank_allowed:
        return Bilingual(zh="", en="")
    if not zh:
        raise BadCell("缺中文", "the Chinese text is missing")
    if not en:
        raise BadCell("缺英文译文", "the English text is missing")
    if max(len(zh), len(en)) > longest:
        raise BadCell(
            f"太长：最多 {longest} 个字符，中文 {len(zh)}，英文 {len(en)}",
            f"too long: at most {longest} characters; the Chinese has {len(zh)}, the English {len(en)}",
        )
    return Bilingual(zh=zh, en=en)


def missing_header(column: Column, named: dict[str, str]) -> str:
    """Return the header to point at: of a pair, the first that is empty."""
    return next((name for name in column.headers if column.is_pair and not named[name]), column.headers[0])
