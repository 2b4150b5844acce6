"""Work done later: deferred by name in the same transaction, run in its own community."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from ningju.ground.tenancy import in_community


def defer(name: str, *, community_id: int, **ids: int | str) -> None:
    """Queue a task; it exists only if this transaction commits. Arguments are ids, never words."""
    app.configure_task(name).defer(community_id=community_id, **ids)


def community_task(name: str) -> Callable[[Callable[..., None]], Task[Any, Any, Any]]:
    """Register a function as a task that first sets the community it was deferred for."""

    def decorate(work: Callable[..., None]) -> Task[Any, Any, Any]:
        @wraps(work)
        def run(*, community_id: int, **ids: Any) -> None:
            close_old_connections()  # a worker outlives its database's restarts
            try:
                with in_community(community_id):
                    work(**ids)
            finally:
                close_old_connections()

        return app.task(name=name)(run)

    return decorate
