"""Which column of a table is which of ours: a proposal with its reason; a person decides."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers.declared import Column, Ledger

BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
MARKS = re.compile(r"[\s*＊:：_\-.]+")
LEAST_PART = 2
EXACT, BARE, PART = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """One column of a table and what it may be (列的建议); ``column`` is empty where nothing fits."""

    header: str
    column: str
    reason: Bilingual


def propose(header: Sequence[str], ledger: Ledger) -> list[Proposal]:
    """Return what each named column of a table may be, with the reason; each of ours at most once."""
    best: dict[str, tuple[int, str, Bilingual]] = {}
    for name in filter(None, header):
        for column in ledger.columns:
            found = fit(name, column)
            if found and found[0] > best.get(column.name, (0, "", found[1]))[0]:
                best[column.name] = (found[0], name, found[1])
    taken: dict[str, tuple[int, str, Bilingual]] = {}
    for column_name, (strength, name, reason) in best.items():
        if strength > taken.get(name, (0, "", reason))[0]:
            taken[name] = (strength, column_name, reason)
    left_out = Bilingual("没有对得上的列，不导入", "No column of ours is called so: left out")
    return [
        Proposal(name, taken[name][1], taken[name][2]) if name in taken else Proposal(name, "", left_out)
        for name in filter(None, header)
    ]


def fit(name: str, column: Column) -> tuple[int, Bilingual] | None:
    """Return how well a name fits one of our columns, and why; None if it does not."""
    whole, bare = plain(name), plain(BRACKETS.sub("", name))
    for alias in (*column.aliases, column.name):
        if whole == plain(alias):
            return EXACT, Bilingual("列名一样", "It is called so")
        if bare and bare == plain(BRACKETS.sub("", alias)):
            return BARE, Bilingual("去掉括号后列名一样", "Without the brackets it is called so")
    parts = [
        alias for alias in column.aliases if len(plain(alias)) >= LEAST_PART and is_part(plain(alias), bare)
    ]
    if parts:
        word = max(parts, key=len)
        return PART, Bilingual(f"列名里有“{word}”", f'Its name has "{word}" in it')
    return None


def is_part(alias: str, name: str) -> bool:
    """Say whether an alias stands at the end of a name: 楼宇地址 is an address; Latin words only whole."""
    return not alias.isascii() and name.endswith(alias)


def problems_of_mapping(mapping: Mapping[str, str], ledger: Ledger) -> list[Bilingual]:
    """Return what is wrong with a choice of columns."""
    chosen = [name for name in mapping.values() if name]
    found = []
    for name in dict.fromkeys(chosen):
        column = ledger.column(name)
        if column is None:
            found.append(Bilingual(f"没有“{name}”这一列", f'There is no column "{name}"'))
        elif chosen.count(name) > 1:
            found.append(
                Bilingual(f"“{name}”选了两次，请去掉一个", f'"{name}" is chosen twice; take one away')
            )
    for column in ledger.required:
        if column.name not in chosen:
            shown = column.aliases[0]
            found.append(
                Bilingual(
                    f"缺“{shown}”：请指出是哪一列；表里没有，就先补上这一列再传",
                    f'"{column.name}" is missing: say which column it is, or add it to the table first',
                )
            )
    return found


def mapping_of(proposals: Iterable[Proposal]) -> dict[str, str]:
    """Return a choice of columns from proposals, those that are left out left out."""
    return {proposal.header: proposal.column for proposal in proposals if proposal.column}


def plain(name: str) -> str:
    """Return a name without differences of width, case, spaces and marks."""
    return MARKS.sub("", unicodedata.normalize("NFKC", name).casefold())
