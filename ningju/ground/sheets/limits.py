"""How large a table may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file.

    Attributes:
        file_bytes: the file as it comes.
        unpacked_bytes: everything in an xlsx once unpacked.
        rows: rows below the names of the columns.
        columns: columns.
    """

    file_bytes: int
    unpacked_bytes: int
    rows: int
    columns: int


BY_WEB = Limits(file_bytes=6 * 1024**2, unpacked_bytes=120 * 1024**2, rows=100_000, columns=60)
BY_HAND = Limits(file_bytes=200 * 1024**2, unpacked_bytes=600 * 1024**2, rows=200_000, columns=60)
