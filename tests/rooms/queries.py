"""Count the queries of a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the SQL that the block sends, savepoints left out."""
    seen: list[str] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if "SAVEPOINT" not in sql:
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
