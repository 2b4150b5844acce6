"""Start Django for a command that needs it, and say plainly what is missing."""

import os

from ningju.jobs.cli import CommandFailed


def start_django() -> None:
    """Load settings and apps.

    Raises:
        CommandFailed: a setting is missing or wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningju.config.settings")
    from ningju.kernel.environment import SettingError

    try:
        import django

        django.setup()
    except SettingError as error:
        raise CommandFailed(str(error)) from None


def migrate_if_needed() -> bool:
    """Bring the tables up to date as the owner; return whether anything had to be done.

    Raises:
        CommandFailed: DATABASE_OWNER_URL is not set.
    """
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    if "owner" not in connections.settings:
        raise CommandFailed("DATABASE_OWNER_URL is not set: tables belong to the owner role, not to the app.")
    executor = MigrationExecutor(connections["owner"])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", database="owner", verbosity=0)
    return True
