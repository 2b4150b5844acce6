"""Write the SQL of a query once and run it often: for what a page of staff or askers always reads.

Django takes several times as long to write such a query as PostgreSQL takes to answer it. What
the query is stays said once, as a QuerySet; only the values in its holes change between two runs,
so PostgreSQL too plans it once for each connection.
"""

import uuid
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar, cast

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

MOST_WRITTEN = 500
PLAN_ONCE_AFTER = 3
FIRST_HOLE = -7_203_511_000  # keys of rows are never negative

Row = TypeVar("Row", bound=Model)
Hole = int | uuid.UUID


@dataclass(frozen=True, slots=True)
class Written:
    """A query's SQL, its parameters with marks where the holes are, and the model it reads.

    ``sql`` is empty if the query can find nothing.
    """

    model: type[Model]
    sql: str
    parameters: tuple[Any, ...]


_written: dict[Hashable, Written] = {}


def run_written(
    build: Callable[..., QuerySet[Any, Any]], *shape: Hashable, holes: Sequence[Hole]
) -> list[tuple[Any, ...]]:
    """Return the rows of ``build(*shape, holes=holes)``, as tuples of what the database gives.

    Args:
        build: returns a query that depends on its arguments alone: not on the clock, the language
            or the person.
        shape: what changes the query itself: a role, a page. It should take few values.
        holes: keys of rows (in columns of 64 bits) and UUIDs, in the order that ``build`` expects.
    """
    return fetch(written(build, shape, holes), holes)


def read_written(
    build: Callable[..., QuerySet[Row, Row]], *shape: Hashable, holes: Sequence[Hole]
) -> list[Row]:
    """Return the rows of ``build(*shape, holes=holes)`` as instances of its model.

    The query must bring every column of one model and nothing else.
    """
    found = written(build, shape, holes)
    model = cast(type[Row], found.model)
    names, read = columns_of(model)
    rows: list[Sequence[Any]] = list(fetch(found, holes))
    if read:
        rows = [[read[i](value) if i in read else value for i, value in enumerate(row)] for row in rows]
    return [model.from_db(connection.alias, names, row) for row in rows]


@cache
def columns_of(model: type[Model]) -> tuple[list[str], dict[int, Callable[[Any], Any]]]:
    """Return a model's columns, and how to read those that the database gives in another form (JSON)."""
    fields = model._meta.concrete_fields
    read: dict[int, Callable[[Any], Any]] = {}
    for i, field in enumerate(fields):
        for convert in field.get_db_converters(connection):
            read[i] = partial(convert, expression=field.get_col(model._meta.db_table), connection=connection)
    return [field.attname for field in fields], read


def written(
    build: Callable[..., QuerySet[Any, Any]], shape: tuple[Hashable, ...], holes: Sequence[Hole]
) -> Written:
    """Return a query as it was written the first time."""
    key = (build, shape, tuple(map(type, holes)))
    found = _written.get(key)
    if found is None:
        if len(_written) >= MOST_WRITTEN:
            _written.clear()
        found = _written[key] = write(build(*shape, holes=[mark(i, one) for i, one in enumerate(holes)]))
    return found


def write(query: QuerySet[Any, Any]) -> Written:
    """Write a query."""
    try:
        sql, parameters = query.query.sql_with_params()
    except EmptyResultSet:
        sql, parameters = "", ()
    return Written(query.model, sql, tuple(parameters))


def fetch(found: Written, holes: Sequence[Hole]) -> list[tuple[Any, ...]]:
    """Return the rows of a written query with its holes filled."""
    if not found.sql:
        return []
    filling = {mark(i, one): one for i, one in enumerate(holes)}
    parameters = [filling.get(one, one) if is_mark(one) else one for one in found.parameters]
    connection.ensure_connection()
    connection.connection.prepare_threshold = PLAN_ONCE_AFTER
    plain = psycopg.Cursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cast(Any, plain)) as cursor:
        cursor.execute(found.sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def mark(position: int, value: Hole) -> Hole:
    """Return what stands in a hole while its query is written."""
    return FIRST_HOLE - position if isinstance(value, int) else uuid.UUID(int=position)


def is_mark(parameter: object) -> bool:
    """Say whether a parameter may be a hole: a number or a UUID."""
    return type(parameter) is int or type(parameter) is uuid.UUID
