"""Write many rows at once, as the app role and under row security, where COPY is not allowed."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, none of them saved, and give each its id; one statement for all."""
    if not rows:
        return
    model = type(rows[0])
    for row, pk in zip(rows, next_ids(model, len(rows)), strict=True):
        row.pk = pk
    names = [field.attname for field in model._meta.local_fields if field.column is not None]
    insert_columns(model, {name: [getattr(row, name) for row in rows] for name in names})


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows of a model that are given column by column; the database numbers them if no id is given."""
    fields = {field.attname: field for field in model._meta.local_fields}
    names = ", ".join(f'"{fields[name].column}"' for name in columns)
    arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in columns)
    statement = f'insert into "{model._meta.db_table}" ({names}) select * from unnest({arrays})'
    with raw_cursor() as cursor:
        cursor.execute(statement.encode(), list(columns.values()))


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
