"""The cast of the desk."""

from tests.rooms.cases.conftest import (
    category,
    coordinator,
    hazard,
    need,
    other_unit,
    stranger,
    unit,
    worker,
)

__all__ = ["category", "coordinator", "hazard", "need", "other_unit", "stranger", "unit", "worker"]
