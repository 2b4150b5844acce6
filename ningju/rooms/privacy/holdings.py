"""What is held about somebody, found by each room for the person alone: what "my page" shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

Words = str | Promise


class Erasure:
    """The act of erasing one thing; a template that names it does not do it."""

    do_not_call_in_templates = True

    def __init__(self, work: Callable[[], object]) -> None:
        """Take what erases."""
        self._work = work

    def __call__(self) -> None:
        """Erase."""
        self._work()


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is held about somebody (所存内容), in the clear, for that person only.

    Attributes:
        key: stable name on the page: ``room:id``.
        kind: what it is.
        name: how it is called on the phone: a code.
        facts: (label, words) of everything that is there.
        life: how long it stays.
        record_ids: the records whose consents and looks belong to it.
        page: name and arguments of its own page, if it has one.
        erase: erases what is personal in it, at once; None if nothing is left to erase.
    """

    key: str
    kind: Words
    name: str
    facts: tuple[tuple[Words, Words], ...]
    life: Words
    record_ids: tuple[UUID, ...] = ()
    page: tuple[str, Mapping[str, Any]] | None = None
    erase: Erasure | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        """Name the thing, and nothing in it."""
        return f"<holding {self.key}>"


@dataclass(frozen=True, slots=True)
class Finder:
    """How a room finds what it holds under the blind index of a phone number.

    Attributes:
        find: returns everything, for the person alone.
        knows: says in one query whether there is anything: opening it would take a time by which a
            stranger could tell a known number from an unknown one.
    """

    find: Callable[[bytes], Sequence[Holding]]
    knows: Callable[[bytes], bool]


FINDERS: dict[str, Finder] = {}


def declare_finder(
    room: str, find: Callable[[bytes], Sequence[Holding]], *, knows: Callable[[bytes], bool]
) -> None:
    """Say how a room finds what it holds under the blind index of a phone number (see ``Finder``)."""
    FINDERS[room] = Finder(find, knows)


def held_under(digest: bytes) -> list[Holding]:
    """Return everything in this community under the blind index of a number that its owner proved."""
    return [holding for _room, one in sorted(FINDERS.items()) for holding in one.find(digest)]


def is_known(digest: bytes) -> bool:
    """Say whether any room holds something under a number; every room is asked in either case."""
    return any([one.knows(digest) for _room, one in sorted(FINDERS.items())])
