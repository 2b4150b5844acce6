"""Write the SQL of a query once and run it often: for the lists that every staff page shows.

Django takes several times as long to write such a query as PostgreSQL takes to answer it. What
the query is stays said once, as a QuerySet; only ids change between two runs.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST_WRITTEN = 500
FIRST_HOLE = -7_203_511_000  # ids are never negative

Written = tuple[str, tuple[Any, ...]]
_written: dict[Hashable, Written | None] = {}


def run_written(
    build: Callable[..., QuerySet[Any, Any]], *shape: Hashable, ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """Return the rows of ``build(*shape, ids=ids)``, as tuples of what the database gives.

    Args:
        build: returns a ``values_list`` that depends on its arguments alone: not on the clock,
            the language or the person.
        shape: what changes the query itself: a role, a page. It should take few values.
        ids: what fills the holes in it: keys of rows, which columns of 64 bits hold.
    """
    key = (build, shape, len(ids))
    if key not in _written:
        if len(_written) >= MOST_WRITTEN:
            _written.clear()
        _written[key] = write(build(*shape, ids=[FIRST_HOLE - i for i in range(len(ids))]))
    written = _written[key]
    if written is None:
        return []
    sql, parameters = written
    with connection.cursor() as cursor:
        cursor.execute(sql, fill(parameters, ids))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def write(query: QuerySet[Any, Any]) -> Written | None:
    """Return a query's SQL and parameters, or None if it can find nothing."""
    try:
        sql, parameters = query.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(parameters)


def fill(parameters: Iterable[Any], ids: Sequence[int]) -> list[Any]:
    """Return the parameters with the ids in their holes."""
    holes = {FIRST_HOLE - i: pk for i, pk in enumerate(ids)}
    return [holes.get(one, one) if type(one) is int else one for one in parameters]
