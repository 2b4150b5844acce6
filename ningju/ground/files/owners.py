"""Which room answers for a file: it says who may see it, and whether what it belongs to is still there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.http import HttpRequest


class Sight(Enum):
    """Who may see a file, as its room says for one request."""

    EVERYBODY = "everybody"
    THIS_READER = "this reader"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class FileOwner:
    """One kind of row to which files belong.

    Args:
        label: the model's label, ``room.Model``.
        see: says who may see the files of the row with this public id. For what is public it must
            not ask who reads, so that the answer can be kept by any cache.
        present: returns those of these public ids whose rows are still there.
    """

    label: str
    see: Callable[[HttpRequest, UUID], Sight]
    present: Callable[[Collection[UUID]], Collection[UUID]]


_owners: dict[str, FileOwner] = {}


def declare(owner: FileOwner) -> None:
    """Let a room answer for the files of one of its models; called in its ``AppConfig.ready``."""
    _owners[owner.label] = owner


def owner_of(label: str) -> FileOwner | None:
    """Return who answers for files of a model, or None if nobody does: then nobody sees them."""
    return _owners.get(label)


def declared() -> tuple[FileOwner, ...]:
    """Return everybody who answers for files."""
    return tuple(_owners.values())
