"""A row that a room refuses, told like any other problem of the pack: file, line, column, why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from django.db import DataError, IntegrityError
from django.utils import translation

from ningju.jobs.packs.problems import PackError, Problem
from ningju.kernel.errors import NingjuError, RuleViolation


class Row(Protocol):
    """Anything that knows its line."""

    @property
    def line(self) -> int:
        """The line in its file."""


@dataclass(frozen=True, slots=True)
class FirstLine:
    """The top of a file, for what stands all over it."""

    line: int = 1


@contextmanager
def from_row(file: str, row: Row) -> Iterator[None]:
    """Say from which row of the pack a refusal comes.

    Raises:
        PackError: a room, or the database, refused what was done within.
    """
    try:
        yield
    except NingjuError as error:
        field = error.field if isinstance(error, RuleViolation) else None
        zh, en = (in_language(error.message, language) for language in ("zh-hans", "en"))
        raise PackError((Problem(file, row.line, field or "", zh, en),)) from error
    except (DataError, IntegrityError) as error:
        words = str(error).partition("\n")[0]
        zh, en = f"数据库不收这一行：{words}", f"the database refuses this row: {words}"
        raise PackError((Problem(file, row.line, "", zh, en),)) from error


def in_language(message: object, language: str) -> str:
    """Return a message as readers of a language see it."""
    with translation.override(language):
        return str(message)
