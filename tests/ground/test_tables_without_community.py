"""The written list of what SQL sees without a community; every other table is a neighbourhood's own."""

from collections.abc import Callable
from typing import Any

import pytest

SEEN_WITHOUT_COMMUNITY = {
    # the directory of neighbourhoods, and HMACs of codes, secrets and short links
    "communities_community", "communities_address",
    # people who sign in, their sessions and second factors; allauth's mail tables stay empty
    "accounts_user", "django_session", "mfa_authenticator",
    "account_emailaddress", "account_emailconfirmation",
    # jobs, with ids as arguments
    "procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers",
    # Django's own; groups and permissions stay empty
    "django_migrations", "django_content_type", "auth_group", "auth_group_permissions", "auth_permission",
}  # fmt: skip


@pytest.mark.django_db
def test_only_the_listed_tables_show_anything_without_a_community(app_sql: Callable[..., list[Any]]) -> None:
    open_tables = app_sql(
        "select format('%s', c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') "
        "and n.nspname not like 'pg_toast%' and not (c.relrowsecurity and c.relforcerowsecurity)"
    )

    assert {name for (name,) in open_tables} == SEEN_WITHOUT_COMMUNITY


@pytest.mark.django_db
def test_no_view_shows_what_a_table_hides(app_sql: Callable[..., list[Any]]) -> None:
    views = app_sql(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')"
    )

    assert views == []
