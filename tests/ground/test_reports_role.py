"""The role that reads for reports sees no table: only what a later room grants it, view by view."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from ningju.embedded.address import REPORTS
from tests.conftest import Rows


def reports_url() -> str:
    """Return the address of the test's database for the role of reports."""
    address = urlsplit(os.environ["DATABASE_URL"])
    _user, _at, host = address.netloc.rpartition("@")
    name = connections["default"].settings_dict["NAME"]
    return urlunsplit(address._replace(netloc=f"{REPORTS}@{host}", path=f"/{name}"))


@pytest.mark.django_db
def test_t9_the_role_of_reports_sees_no_row_of_any_table(app_sql: Callable[..., Rows]) -> None:
    tables = app_sql(
        "select schemaname, tablename from pg_tables "
        "where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2"
    )
    assert ("keys", "record_key") in tables
    assert ("public", "cases_case") in tables

    with psycopg.connect(reports_url(), autocommit=True) as reports:
        reports.execute("select set_config('ningju.community', '1', false)")
        for schema, table in tables:
            statement = sql.SQL("select 1 from {}").format(sql.Identifier(schema, table))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reports.execute(statement)
