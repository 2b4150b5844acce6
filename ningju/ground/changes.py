"""Save a row only if something about it is new."""

from collections.abc import Mapping
from typing import Any

from django.db import models


def save_changes(row: models.Model, columns: Mapping[str, Any]) -> dict[str, Any] | None:
    """Set columns on a row and save it if any differs; saying the same twice changes nothing.

    Returns:
        What stood in the columns that changed (nothing for a new row), or None if the row was
        left as it is.
    """
    is_new = row.pk is None
    former = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
    if not is_new and not former:
        return None
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    return {} if is_new else former
