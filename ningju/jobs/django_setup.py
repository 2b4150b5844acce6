"""Start Django for a command that needs it, and say plainly what is missing."""

import os
import secrets
from pathlib import Path

from ningju.jobs.cli import CommandFailed

DEMO_DATA = Path(__file__).resolve().parents[2] / ".data" / "demo"


def start_django() -> None:
    """Load settings and apps; without a database in the environment, those of the demo that runs.

    Raises:
        CommandFailed: a setting is missing or wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningju.config.settings")
    use_running_demo()
    from ningju.kernel.environment import SettingError

    try:
        import django

        django.setup()
    except SettingError as error:
        raise CommandFailed(str(error)) from None


def use_running_demo() -> None:
    """Point at the demo that runs on NINGJU_DATA (or the usual folder), unless a database is named."""
    from ningju.embedded import find_running

    data = Path(os.environ.get("NINGJU_DATA") or DEMO_DATA).absolute()
    if os.environ.get("DATABASE_URL") or (server := find_running(data / "postgres")) is None:
        return
    os.environ |= {
        "DATABASE_URL": server.app_url,
        "DATABASE_OWNER_URL": server.owner_url,
        "NINGJU_DATA": str(data),
        "NINGJU_SECRET_KEY": (data / "secret.key").read_text(),
        "NINGJU_VAULT_KEY_FILE": str(data / "vault.key"),
        "NINGJU_DEMO": "1",
        "NINGJU_DEMO_SECRET": secrets.token_urlsafe(32),
    }


def require_tables() -> None:
    """Go on only if the database answers and its tables are up to date.

    Raises:
        CommandFailed: with what to do.
    """
    from django.db import DatabaseError

    try:
        is_behind = bool(missing_migrations("default"))
    except DatabaseError as error:
        words = " ".join(str(error).split())
        raise CommandFailed(
            f"数据库没有应答（{words}）；启动它，或改 DATABASE_URL / "
            f"the database does not answer ({words}); start it, or mend DATABASE_URL"
        ) from None
    if is_behind:
        raise CommandFailed(
            "数据表不是最新的，请先运行 ningju migrate / the tables are behind; run 'ningju migrate' first"
        )


def missing_migrations(alias: str) -> list[str]:
    """Return the names of the migrations that the database lacks."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate_if_needed() -> bool:
    """Bring the tables up to date as the owner; return whether anything had to be done.

    Raises:
        CommandFailed: DATABASE_OWNER_URL is not set.
    """
    from django.core.management import call_command
    from django.db import connections

    if "owner" not in connections.settings:
        raise CommandFailed("DATABASE_OWNER_URL is not set: tables belong to the owner role, not to the app.")
    if not missing_migrations("owner"):
        return False
    call_command("migrate", database="owner", verbosity=0)
    return True
