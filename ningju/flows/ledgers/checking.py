"""The dry run: read a whole table, find everything that is wrong with it, store nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ningju.flows.ledgers.lists import lists_of
from ningju.flows.ledgers.writers import WRITERS
from ningju.ground.sheets import Sheet
from ningju.rooms.ledgers.declared import LEDGERS, Ledger
from ningju.rooms.ledgers.kept_files import MOST_PROBLEMS
from ningju.rooms.ledgers.parsing import ParsedRow, RowParser, in_chunks
from ningju.rooms.ledgers.problems import Problem
from ningju.rooms.ledgers.watching import check_names, watched_rows

CHUNK = 500
Progress = Callable[[int], None]


@dataclass(slots=True)
class CheckReport:
    """What a dry run found (检查结果)."""

    rows: int = 0
    rows_bad: int = 0
    rows_known: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def rows_good(self) -> int:
        """How many rows could be loaded."""
        return self.rows - self.rows_bad

    @property
    def rows_new(self) -> int:
        """How many good rows are not here yet."""
        return self.rows_good - self.rows_known


def parser_of(sheet: Sheet, ledger: Ledger, mapping: Mapping[str, str]) -> RowParser:
    """Return what reads a table's rows, with the lists of the community that is set."""
    wanted = {column.refers_to for column in ledger.columns if column.refers_to}
    return RowParser(ledger, sheet.header, mapping, lists_of(*sorted(wanted)))


def check_ledger(
    sheet: Sheet, kind: str, mapping: Mapping[str, str], *, progress: Progress = lambda row: None
) -> CheckReport:
    """Read a table to its end in the community that is set, and store nothing.

    Args:
        sheet: the table.
        kind: which ledger it is.
        mapping: name in the table → our column.
        progress: told now and then how many rows were read.

    Raises:
        LedgerForbidden: it holds what is never stored about anybody.
        SheetUnreadable: it is broken further down.
    """
    check_names(sheet.header)
    parser = parser_of(sheet, LEDGERS[kind], mapping)
    report, writer = CheckReport(), WRITERS[kind]
    parsed = (parser.parse(row) for row in watched_rows(sheet))
    for chunk in in_chunks(parsed, CHUNK):
        good = [row for row in chunk if not row.problems]
        report.rows_known += writer.check(good)
        report.rows += len(chunk)
        bad = [row for row in chunk if row.problems]
        report.rows_bad += len(bad)
        keep_problems(report, bad)
        progress(report.rows)
    return report


def keep_problems(report: CheckReport, bad: Iterable[ParsedRow]) -> None:
    """Add what is wrong with rows to a report, up to the most that is kept."""
    left = MOST_PROBLEMS - len(report.problems)
    report.problems.extend(islice((one for row in bad for one in row.problems), left))
