"""What is wrong with a row or a whole file, in both languages, with the row, the column and the mend."""

from collections.abc import Iterable
from dataclasses import dataclass

from ningju.kernel.detector import Finding, Kind
from ningju.kernel.errors import Unreadable
from ningju.kernel.text import Bilingual

LONGEST_VALUE = 60

WHY: dict[Kind, Bilingual] = {
    "nationality": Bilingual(
        "谁是哪个民族，这里从不登记", "which nationality somebody is, is never recorded here"
    ),
    "religion": Bilingual("谁信什么，这里从不登记", "what somebody believes is never recorded here"),
    "party": Bilingual("谁是不是党员、团员，这里从不登记", "membership of a party is never recorded here"),
    "id_number": Bilingual("身份证号、证件号，这里从不登记", "identity numbers are never recorded here"),
    "health": Bilingual(
        "谁的健康和残疾，不能放进台账", "somebody's health or disability has no place in a ledger"
    ),
    "stability": Bilingual(
        "给人贴的“重点”“稳控”标签，这里从不登记", "labels of risk on people are never recorded here"
    ),
    "origin": Bilingual("谁从哪里来，这里从不登记", "where somebody comes from is never recorded here"),
    "track": Bilingual("谁去过哪里，这里从不登记", "where somebody has been is never recorded here"),
}


class BadCell(Unreadable):
    """One cell cannot be read; the caller knows where it stands."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in one row (要改的地方)."""

    row: int
    column: str
    value: str
    what: Bilingual

    def shown(self) -> Bilingual:
        """Return it as one sentence in each language."""
        zh_value = f"“{self.value}”" if self.value else ""
        en_value = f' "{self.value}"' if self.value else ""
        zh_column, en_column = (
            (f"“{self.column}”列", f', column "{self.column}"') if self.column else ("", "")
        )
        return Bilingual(
            zh=f"第 {self.row} 行{zh_column}{zh_value}：{self.what.zh}",
            en=f"Row {self.row}{en_column}{en_value}: {self.what.en}",
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a whole file is refused: one place in it; the value itself is not repeated.

    ``row`` is 1 for the names of the columns, and 0 for the file's own name.
    """

    row: int
    column: str
    kind: Kind

    def shown(self) -> Bilingual:
        """Return it as one sentence in each language."""
        why = WHY[self.kind]
        if self.row == 0:
            return Bilingual(zh=f"文件名：{why.zh}", en=f"The file's name: {why.en}")
        if self.row == 1:
            return Bilingual(zh=f"列名“{self.column}”：{why.zh}", en=f'The column "{self.column}": {why.en}')
        return Bilingual(
            zh=f"第 {self.row} 行“{self.column}”列：{why.zh}",
            en=f'Row {self.row}, column "{self.column}": {why.en}',
        )


class LedgerForbidden(Unreadable):
    """A file holds what is never stored about anybody: nothing of it is kept."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep every place that was found."""
        self.refusals = tuple(refusals)
        super().__init__(
            zh="整个文件都没有收：里面有从不登记的资料。请把这几处删掉再来。",
            en="The whole file was refused: it holds what is never recorded. Delete that and come again.",
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Say how to make it again in another process."""
        return type(self), (self.refusals,)


def refusal_of(row: int, column: str, found: Finding) -> Refusal:
    """Return the refusal that a finding of the detector means."""
    return Refusal(row, column, found.kind)


def shortened(value: str) -> str:
    """Return a value as an error shows it."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
