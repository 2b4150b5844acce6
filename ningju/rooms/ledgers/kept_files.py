"""Files that wait between two steps: readable by the service alone, gone at the end or after a day."""

import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers.problems import Problem

KEPT_FOR_S = 24 * 3600
MOST_PROBLEMS = 5_000
PARTIAL = "arriving-"


def folder() -> Path:
    """Return the folder of waiting files; nobody but the service may look into it."""
    path = Path(settings.DATA) / "ledgers"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def table_of(public_id: UUID) -> Path:
    """Return where a batch's table is kept."""
    return folder() / f"{public_id}.table"


def problems_of(public_id: UUID) -> Path:
    """Return where it is kept what is wrong with a batch's table."""
    return folder() / f"{public_id}.problems"


def receive(upload: "UploadedFile[bytes]") -> Path:
    """Write an upload to a file of mode 0600 under a name of no meaning; the caller keeps or removes it."""
    handle, name = tempfile.mkstemp(prefix=PARTIAL, dir=folder())
    with os.fdopen(handle, "wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return Path(name)


def keep(received: Path, public_id: UUID) -> None:
    """Give a received file to a batch."""
    received.replace(table_of(public_id))


def write_problems(public_id: UUID, problems: Iterable[Problem]) -> None:
    """Keep what is wrong with a table beside it: at most 5,000 problems, one a line."""
    path = problems_of(public_id)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        for one in problems:
            line = [one.row, one.column, one.value, one.what.zh, one.what.en]
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_problems(public_id: UUID) -> Iterator[Problem]:
    """Yield what is wrong with a table; nothing if that was removed."""
    path = problems_of(public_id)
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            row, column, value, zh, en = json.loads(line)
            yield Problem(row, column, value, Bilingual(zh, en))


def remove(public_id: UUID) -> None:
    """Remove what is kept for a batch."""
    table_of(public_id).unlink(missing_ok=True)
    problems_of(public_id).unlink(missing_ok=True)


def sweep(now_s: float | None = None) -> int:
    """Remove every file that has waited for more than a day, whosever it was; return how many."""
    oldest_s = (time.time() if now_s is None else now_s) - KEPT_FOR_S
    old = [path for path in folder().iterdir() if path.is_file() and path.stat().st_mtime < oldest_s]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
