"""Everything that stands in the database, as text, and every shape in which a value could stand there."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
from django.contrib.sessions.backends.db import SessionStore
from psycopg import sql

SHORTEST = 12
"""A base64 text of fewer characters could stand anywhere by chance."""


def dump(url: str) -> str:
    """Return every row of every table of every schema, as the owner reads it, one community after another.

    What a table keeps packed (sessions) stands there unpacked too.
    """
    with psycopg.connect(url, autocommit=True) as owner:
        communities = owner.execute("select id from communities_community order by id").fetchall()
        rows = [row for (one,) in [(0,), *communities] for row in rows_of(owner, one)]
        sessions = owner.execute("select session_data from django_session").fetchall()
    rows += [json.dumps(SessionStore().decode(packed), ensure_ascii=False) for (packed,) in sessions]
    return "\n".join(rows)


def rows_of(owner: psycopg.Connection, community_id: int) -> Iterator[str]:
    """Yield the rows that one community's setting shows, each with the name of its table."""
    owner.execute("select set_config('ningju.community', %s, false)", [str(community_id or "")])
    tables = owner.execute(
        "select schemaname, tablename from pg_tables "
        "where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2"
    ).fetchall()
    for schema, table in tables:
        name = sql.Identifier(schema, table)
        for (row,) in owner.execute(sql.SQL("select t::text from {} t").format(name)):
            yield f"{schema}.{table}: {row}"


def shapes(value: str, *, is_guessable: bool = True) -> set[str]:
    """Return the texts under which a value would be found again: plain, packed, or hashed bare.

    A bare hash gives a number or a few words away, but no secret that nobody can guess.
    """
    plain = value.encode()
    digits = re.sub(r"\D", "", value)
    found = {value, plain.hex(), quote(value), json.dumps(value)[1:-1], repr(plain)[2:-1]}
    for shift in range(3):
        packed = base64.b64encode(b"\0" * shift + plain).decode()
        packed = packed[-(-8 * shift // 6) : 8 * (shift + len(plain)) // 6]
        found |= {packed, packed.replace("+", "-").replace("/", "_")} if len(packed) >= SHORTEST else set()
    if len(digits) == 11:
        found |= {digits, digits.encode().hex(), f"+86{digits}"}
    if not is_guessable:
        return found
    for text in {value, digits, f"+86{digits}"} if len(digits) == 11 else {value}:
        found |= {hashlib.new(name, text.encode()).hexdigest() for name in ("md5", "sha1", "sha256")}
    return found


def stands_in(value: str, rows: str, *, is_guessable: bool = True) -> list[str]:
    """Return the lines in which a value stands in any shape; short digits only where no others touch them."""
    if value.isascii() and value.isdigit() and len(value) < 8:
        pattern = re.compile(rf"(?<![0-9a-fA-F.:+\\-]){value}(?![0-9a-fA-F.:\\-])")
    else:
        pattern = re.compile("|".join(map(re.escape, shapes(value, is_guessable=is_guessable))))
    return [line for line in rows.splitlines() if pattern.search(line)]
