"""Insert many rows in one statement, where row security forbids COPY and ``bulk_create`` takes its time."""

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import connection, models


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model and give each its id; the database checks all it always checks.

    The rows travel as one JSON text, which both sides read and write at the speed of C. Columns may
    hold texts, numbers, booleans, days, times, bytes, and JSON.

    Raises:
        IntegrityError: as ``bulk_create``.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_fields if field.column is not None]
    for row, pk in zip(rows, next_ids(model, len(rows)), strict=True):
        row.pk = pk
    names = [field.attname for field in fields]
    told = json.dumps([{name: getattr(row, name) for name in names} for row in rows], default=said)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(f'"{name}"' for name in names)
    types = ", ".join(f'"{field.attname}" {type_of(field)}' for field in fields)
    statement = (
        f'insert into "{model._meta.db_table}" ({columns}) '
        f"select {values} from jsonb_to_recordset(%s) as told({types})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [told])


def plan_afresh() -> None:
    """Let the database forget how it meant to look rows up, and reckon with what the tables hold now.

    It plans the check of a foreign key once a session. Planned while a table was still empty, the
    check reads a whole community for every row of a long load: minutes instead of seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("discard plans")


def type_of(field: "models.Field[Any, Any]") -> str:
    """Return the type of a field's column, without what only a new table needs."""
    wanted = field.target_field if isinstance(field, models.ForeignKey) else field
    return str(wanted.rel_db_type(connection) if wanted.primary_key else wanted.db_type(connection))


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Return new ids for a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def said(value: Any) -> str:
    """Return a value that JSON does not know as PostgreSQL reads it.

    >>> said(time(10, 5)), said(b"ab")
    ('10:05:00', '\\\\x6162')
    """
    if isinstance(value, bytes | memoryview):
        return f"\\x{bytes(value).hex()}"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
