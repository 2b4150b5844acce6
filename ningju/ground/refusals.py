"""Refusals that leave a trace: written by the edge after rollback, in a transaction of their own."""

from collections.abc import Callable

from ningju.kernel.errors import NotAllowed


class LoggedRefusal(NotAllowed):
    """Somebody was refused something that is watched.

    Args:
        message: as ``NingjuError``.
        write: writes the trace; the edge calls it in the community, after the refused
            transaction is rolled back.
    """

    def __init__(self, message: object, write: Callable[[], object]) -> None:
        super().__init__(message)
        self.write = write
