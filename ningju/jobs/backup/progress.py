"""Say on standard error how far a long work is."""

import sys
import time
from typing import TextIO

EVERY_S = 2.0


class Progress:
    """One line that moves on a terminal; elsewhere a line now and then."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to standard error unless told otherwise."""
        self.stream = stream or sys.stderr
        self._told_s = 0.0
        self._is_open = False

    def tell(self, what: str, done: int, total: int) -> None:
        """Say how many of how many are done; the last one is always said."""
        now_s = time.monotonic()
        if done < total and now_s - self._told_s < EVERY_S:
            return
        self._told_s = now_s
        if self.stream.isatty():
            print(f"\r\033[K  {what} {done}/{total}", end="", file=self.stream, flush=True)
            self._is_open = True
            if done >= total:
                self.end()
        else:
            print(f"  {what} {done}/{total}", file=self.stream, flush=True)

    def end(self) -> None:
        """Close the line that moves, so that what follows stands on one of its own."""
        if self._is_open:
            print(file=self.stream, flush=True)
        self._is_open = False
