"""Turn the cells of a row into values, or into everything that is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ningju.ground.sheets import Row
from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers.cells import key_of
from ningju.rooms.ledgers.declared import KEY, Column, Ledger
from ningju.rooms.ledgers.problems import BadCell, Problem, shortened

Lists = Mapping[str, Mapping[str, str]]
EMPTY = Bilingual("不能空着，请填上", "must not be empty; fill it in")
BEYOND = Bilingual(
    "列名右边还有内容：多了一格，或这一列没有列名",
    "there is more to the right of the named columns: one cell too many",
)


@dataclass(slots=True)
class ParsedRow:
    """One row as read (读好的行): its key and values, or what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name by which it is known again."""
        return str(self.values.get(KEY, ""))


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of our columns stands in the table."""

    at: int
    header: str
    column: Column


class RowParser:
    """Reads the rows of one table by a choice of columns."""

    def __init__(
        self, ledger: Ledger, header: Sequence[str], mapping: Mapping[str, str], lists: Lists
    ) -> None:
        """Take the ledger, the table's names, the choice of columns, and what the community has.

        Args:
            ledger: the kind of ledger.
            header: the names of the table's columns.
            mapping: name in the table → our column.
            lists: for each list that columns refer to, what may be written → the slug.
        """
        self.ledger = ledger
        self.width = len(header)
        self.lists = lists
        found = [(at, name, ledger.column(mapping.get(name, ""))) for at, name in enumerate(header)]
        self.places = [Place(at, name, column) for at, name, column in found if column is not None]
        self.has_key = any(place.column.name == KEY for place in self.places)
        # A column that the table lacks is called what tables call it, not our word for it.
        self.headers = {column.name: column.aliases[0] for column in ledger.columns}
        self.headers |= {place.column.name: place.header for place in self.places}
        self._seen: dict[str, int] = {}

    def parse(self, row: Row) -> ParsedRow:
        """Return a row's values; a row with a problem has none that may be used."""
        parsed = ParsedRow(row.number, headers=self.headers)
        if len(row.cells) > self.width and any(row.cells[self.width :]):
            parsed.problems.append(Problem(row.number, "", "", BEYOND))
        for place in self.places:
            cell = row.cells[place.at] if place.at < len(row.cells) else ""
            try:
                parsed.values[place.column.name] = self.value(place.column, cell)
            except BadCell as bad:
                parsed.problems.append(Problem(row.number, place.header, shortened(cell), bad.message))
        if not self.has_key:
            parsed.values[KEY] = key_of(str(parsed.values.get(self.ledger.known_by, "")))
        self.check_key(parsed)
        if parsed.problems:
            parsed.cells = {
                place.header: row.cells[place.at] for place in self.places if place.at < len(row.cells)
            }
        return parsed

    def value(self, column: Column, cell: str) -> Any:
        """Return the value of one cell.

        Raises:
            BadCell: it cannot be read, or names what is not there.
        """
        if not cell:
            if column.is_required or column.name == KEY:
                raise BadCell(zh=EMPTY.zh, en=EMPTY.en)
            return column.empty
        value = column.reader(cell)
        return self.referred(column, cell) if column.refers_to and value else value

    def referred(self, column: Column, cell: str) -> str:
        """Return the slug of what a cell names.

        A place may also be named by its number in the ledger, since it may stand further up in it.

        Raises:
            BadCell: the community has nothing of this name.
        """
        known = self.lists[column.refers_to].get(cell)
        if known is None and column.refers_to == self.ledger.kind and key_of(cell) in self._seen:
            known = key_of(cell)
        if known is None:
            raise BadCell(
                zh="这里没有叫这个名字的；先登记它，或改成已有的（上级要排在前面的行）",
                en="nothing here is called so; enter it first, or name one that is there (further up)",
            )
        return known

    def check_key(self, parsed: ParsedRow) -> None:
        """Note a key that another row of this table has."""
        key = parsed.key
        if not key:
            return
        if key in self._seen:
            first = self._seen[key]
            what = Bilingual(
                f"和第 {first} 行是同一个（{self.known_by()}相同）；删掉一行，或改编号",
                f"is the same as row {first} (same key); delete one of them, or change its number",
            )
            header = self.headers.get(KEY if self.has_key else self.ledger.known_by, "")
            parsed.problems.append(Problem(parsed.number, header, key, what))
        else:
            self._seen[key] = parsed.number

    def known_by(self) -> str:
        """Return in Chinese what rows are told apart by."""
        return "编号" if self.has_key else "名称"


def in_chunks(rows: Iterator[ParsedRow], size: int) -> Iterator[list[ParsedRow]]:
    """Yield rows in lists of at most so many."""
    chunk: list[ParsedRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
