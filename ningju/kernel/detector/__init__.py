"""Find what is never stored about a person (ethnicity, religion, party, identity numbers …) in words.

``find_forbidden`` reads a cell or a note, ``find_forbidden_header`` the name of a column,
``find_forbidden_parameter`` the name of a query parameter. Names of institutions, programmes,
streets, dishes and people pass. docs/rooms/ledgers.md says where the lines were drawn, and
tests/kernel/detector measures them.
"""

from ningju.kernel.detector.columns import ColumnWatch
from ningju.kernel.detector.find import (
    Finding,
    Kind,
    find_forbidden,
    find_forbidden_header,
    find_forbidden_in_row,
    find_forbidden_parameter,
)

__all__ = [
    "ColumnWatch",
    "Finding",
    "Kind",
    "find_forbidden",
    "find_forbidden_header",
    "find_forbidden_in_row",
    "find_forbidden_parameter",
]
