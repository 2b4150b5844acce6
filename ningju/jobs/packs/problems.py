"""What is wrong with a pack: where, why and how to mend it, in both languages."""

from dataclasses import dataclass


class BadCell(Exception):
    """One cell, key or property cannot be read; the caller knows where it stands."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep what is wrong and how to mend it, in both languages."""
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the line (0 if it is about the whole file), the column or key."""

    file: str
    line: int
    column: str
    zh: str
    en: str

    @property
    def where(self) -> str:
        """Return the place as "places.csv:12 hours"."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line} {self.column}".rstrip()

    def __str__(self) -> str:
        """Read as one line in both languages."""
        return f"{self.where}: {self.zh} / {self.en}"


class PackError(Exception):
    """A pack that is refused whole.

    Args:
        problems: every problem that was found, in the order of file and line.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; ``str(error)`` prints one a line."""
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """List the problems, one a line."""
        return "\n".join(str(problem) for problem in self.problems)


class Findings:
    """Collects problems while a pack is read, so that its writer sees all of them at once."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self._found: list[Problem] = []

    def add(self, file: str, line: int, column: str, zh: str, en: str) -> None:
        """Note one problem."""
        self._found.append(Problem(file, line, column, zh, en))

    def add_bad(self, file: str, line: int, column: str, bad: BadCell) -> None:
        """Note a cell that could not be read."""
        self.add(file, line, column, bad.zh, bad.en)

    def raise_if_any(self) -> None:
        """Refuse the pack if anything was found.

        Raises:
            PackError: with every problem, sorted by file and line.
        """
        if self._found:
            raise PackError(tuple(sorted(self._found, key=lambda p: (p.file, p.line, p.column))))
