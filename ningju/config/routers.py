"""Migrations belong to the owner; everything else to the app."""

from typing import Any


class OwnerMigrates:
    """Let tables be made through the ``owner`` connection only."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Say whether a migration may run on this connection."""
        return db == "owner"
