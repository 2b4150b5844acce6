"""Keep in this process what follows from a community's content alone, until that content changes.

Names of units, pieces of every page's frame: they are read thousands of times between two
changes. Each is kept under the community's ``content_version``, which the middleware has read
anyway and which every change of public content raises (``touch_content``).
"""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import connection

Thing = TypeVar("Thing")
MOST_THINGS = 20_000

_lock = threading.Lock()
_things: dict[Hashable, object] = {}


def trust_content(version: int | None) -> None:
    """Say which state of its content this transaction's community is in, or that it may be changing.

    Only a request that changes nothing trusts it: what others read must not come from rows that
    were never committed.
    """
    connection.ningju_content_version = version  # type: ignore[attr-defined]


def keep(name: Hashable, make: Callable[[], Thing]) -> Thing:
    """Return what ``make`` returned for this name in this state of this community's content.

    Args:
        name: tells things of one community apart.
        make: called if it is not kept; what it returns is shared by every thread and must not
            be changed.
    """
    version = getattr(connection, "ningju_content_version", None)
    if version is None or not connection.in_atomic_block:
        return make()
    key = (connection.ningju_community_id, version, name)  # type: ignore[attr-defined]
    kept = _things.get(key, _things)
    if kept is _things:
        kept = make()
        with _lock:
            if len(_things) >= MOST_THINGS:
                _things.clear()
            _things[key] = kept
    return kept  # type: ignore[return-value]


def forget_all() -> None:
    """Forget everything: for tests, whose communities vanish with their transaction."""
    with _lock:
        _things.clear()
