"""Work done later: deferred by name in the same transaction, run in its own community."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from ningju.ground.tenancy import in_community


def defer(name: str, *, community_id: int, **ids: int | str) -> None:
    """Queue a task; it exists only if this transaction commits. Arguments are ids, never words."""
    app.configure_task(name).defer(community_id=community_id, **ids)


@contextmanager
def fresh_connection() -> Iterator[None]:
    """Let a job begin with a connection of its own and leave none behind.

    A worker outlives its database's restarts, and runs jobs in threads that come and go. Called
    within a transaction (by a test, or by another job) nothing is closed.
    """
    is_outermost = not connection.in_atomic_block
    try:
        if is_outermost:
            connections.close_all()
        yield
    finally:
        if is_outermost:
            connections.close_all()


def community_task(name: str) -> Callable[[Callable[..., None]], Task[Any, Any, Any]]:
    """Register a function as a task that first sets the community it was deferred for."""

    def decorate(work: Callable[..., None]) -> Task[Any, Any, Any]:
        @wraps(work)
        def run(*, community_id: int, **ids: Any) -> None:
            with fresh_connection(), in_community(community_id):
                work(**ids)

        return app.task(name=name)(run)

    return decorate
