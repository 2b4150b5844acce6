"""When the last backup was made: one small file in the data folder, for ``ningju doctor``."""

import json
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from ningju.ground.files.disk import write_whole


def place() -> Path:
    """Return where it is kept."""
    return Path(settings.DATA) / "last-backup.json"


def note(file: Path) -> None:
    """Write down that a backup was made just now."""
    told = {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "file": str(file.absolute())}
    write_whole(place(), json.dumps(told, ensure_ascii=False).encode())


def last_made_at() -> datetime | None:
    """Return when the last backup was made, or None if nobody made one or the file is spoilt."""
    try:
        return datetime.fromisoformat(json.loads(place().read_text(encoding="utf-8"))["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
