"""Write many rows at once, as the app role and under row security, where COPY is not allowed."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, none of them saved, and give each its id; one statement for all."""
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_fields if field.column is not None]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    for row, pk in zip(rows, next_ids(model, len(rows)), strict=True):
        row.pk = pk
    values: list[list[Any]] = [[getattr(row, field.attname) for row in rows] for field in fields]
    with raw_cursor() as cursor:
        cursor.execute(
            f'insert into "{model._meta.db_table}" ({columns}) select * from unnest({arrays})'.encode(),
            values,
        )


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Return new ids for a table."""
    with raw_cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor]


def raw_cursor() -> "psycopg.Cursor[tuple[Any, ...]]":
    """Return a cursor of this transaction that sends values apart from the statement."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)
