"""Keep each community's rows to itself, by the database and not by query filters alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from ningju.ground.kept import trust_content

COMMUNITY_SETTING = "ningju.community"
PURPOSE_SETTING = "ningju.purpose"


class NoCommunity(RuntimeError):
    """A tenant row was written before a community was set: a mistake in the program."""


def set_community(community_id: int, *, purpose: str = "serve") -> None:
    """Set the community and the purpose for the rest of this transaction.

    Raises:
        NoCommunity: no transaction is open, so the setting would be lost at once.
    """
    if not connection.in_atomic_block:
        raise NoCommunity("A community can only be set inside a transaction; use in_community().")
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config(%s, %s, true), set_config(%s, %s, true)",
            [COMMUNITY_SETTING, str(community_id), PURPOSE_SETTING, purpose],
        )
    connection.ningju_community_id = community_id  # type: ignore[attr-defined]
    trust_content(None)


def current_community_id() -> int:
    """Return the community of this transaction.

    Raises:
        NoCommunity: none is set.
    """
    community_id: int | None = getattr(connection, "ningju_community_id", None)
    if community_id is None or not connection.in_atomic_block:
        raise NoCommunity("No community is set for this transaction; use in_community().")
    return community_id


@contextmanager
def in_community(community_id: int, *, purpose: str = "serve") -> Iterator[None]:
    """Open a transaction in which SQL sees this community's rows and no other's.

    Inside an open transaction the former community comes back afterwards.
    """
    with keep_community(), transaction.atomic():
        set_community(community_id, purpose=purpose)
        yield


@contextmanager
def keep_community() -> Iterator[None]:
    """Bring back, afterwards, the community that is set now (or none)."""
    nested = connection.in_atomic_block
    former: int | None = getattr(connection, "ningju_community_id", None) if nested else None
    try:
        yield
    finally:
        connection.ningju_community_id = former  # type: ignore[attr-defined]
        trust_content(None)
        if nested and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select set_config(%s, %s, true)",
                    [COMMUNITY_SETTING, "" if former is None else str(former)],
                )


@contextmanager
def without_savepoints() -> Iterator[None]:
    """Run nested ``atomic`` blocks of this connection without savepoints of their own.

    For a load that comes in whole or not at all: an error within leaves nothing to go back to,
    so that savepoints only cost two round trips each. An error that a nested block would have
    caught and mended (a code taken by chance) ends the whole load.
    """
    former = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = former


SECURE_TABLE = """
alter table {table} drop constraint {pkey};
alter table {table} add constraint {pkey} primary key (community_id, id);
alter table {table} enable row level security;
alter table {table} force row level security;
create policy tenant on {table}
    using (community_id = nullif(current_setting('ningju.community', true), '')::bigint)
    with check (community_id = nullif(current_setting('ningju.community', true), '')::bigint);
"""

COMPOSITE_KEY = """
alter table {table} add constraint {name} foreign key (community_id, {column})
    references {target} (community_id, id) on delete {on_delete} deferrable initially deferred;
"""


class SecureTenantTables(Operation):
    """Put tenant tables under row security and give them composite keys.

    For each model: the primary key becomes (community_id, id); row-level security is enabled
    and forced with one policy; each ``TenantForeignKey`` gets a (community_id, id) constraint,
    because PostgreSQL checks plain foreign keys without row security and would so tell one
    community what exists in another.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, app_label: str, names: Sequence[str]) -> None:
        """Name the app and its models, lower case."""
        self.app_label = app_label
        self.names = list(names)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what a migration file needs to write this operation."""
        return (self.__class__.__name__, [self.app_label, self.names], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Secure the tables; keys come last so that tables may point at each other."""
        apps: Apps = to_state.apps
        for name in self.names:
            table = apps.get_model(self.app_label, name)._meta.db_table
            schema_editor.execute(SECURE_TABLE.format(table=table, pkey=f"{table}_pkey"))
        for name in self.names:
            for statement in composite_keys(apps.get_model(self.app_label, name)):
                schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Leave the tables as they are: only dropping them follows."""

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Secure the tenant tables {', '.join(self.names)}"


class AddTenantKey(SecureTenantTables):
    """Give the composite constraint to a ``TenantForeignKey`` added to a secured table."""

    def __init__(self, app_label: str, name: str, field: str) -> None:
        """Name the app, the model and the field."""
        super().__init__(app_label, [name])
        self.field = field

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what a migration file needs to write this operation."""
        return (self.__class__.__name__, [self.app_label, self.names[0], self.field], {})

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add the one constraint."""
        model = to_state.apps.get_model(self.app_label, self.names[0])
        for statement in composite_keys(model, only=self.field):
            schema_editor.execute(statement)


def composite_keys(model: type[models.Model], *, only: str | None = None) -> list[str]:
    """Return the statements that tie a model's tenant foreign keys to their community.

    Deletion is left to Django's collector (``on_delete``), except that the database refuses
    to leave a key dangling.
    """
    statements = []
    for field in model._meta.local_fields:
        if not getattr(field, "stays_in_community", False) or (only and field.name != only):
            continue
        target = field.related_model
        if not isinstance(target, type):
            raise TypeError(f"{model._meta.label}.{field.name} points at nothing")
        table = model._meta.db_table
        statements.append(
            COMPOSITE_KEY.format(
                table=table,
                name=f"{table[:28]}_{str(field.column)[:24]}_same_fk",
                column=field.column,
                target=target._meta.db_table,
                on_delete="no action",
            )
        )
    return statements
