"""A column of nothing but short forms (汉, 回, 藏 …) is a roster, though no single cell tells."""

from ningju.kernel.detector.nationalities import SHORT, STRONG

LONGEST_CELL = 4
MOST_DIFFERENT = 60
LEAST_SHARE = 0.6


class ColumnWatch:
    """Looks at the cells of one column as they pass, and keeps only their different short words."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._seen: set[str] = set()
        self._is_ordinary = False

    def see(self, cell: str) -> None:
        """Look at one cell."""
        if self._is_ordinary or not cell:
            return
        if len(cell) > LONGEST_CELL:
            self._is_ordinary = True
            return
        self._seen.add(cell.strip().removesuffix("族"))
        self._is_ordinary = len(self._seen) > MOST_DIFFERENT

    @property
    def is_roster(self) -> bool:
        """Say whether the column is a list of nationalities in short.

        >>> watch = ColumnWatch()
        >>> for cell in ("汉", "回", "汉", "藏"):
        ...     watch.see(cell)
        >>> watch.is_roster
        True
        """
        if self._is_ordinary or len(self._seen) < 2:
            return False
        told = self._seen & SHORT
        return len(told) >= 2 and bool(told & STRONG) and len(told) >= LEAST_SHARE * len(self._seen)
