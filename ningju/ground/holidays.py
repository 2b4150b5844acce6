"""The Mainland calendar as this instance knows it: the years it came with, and the notices loaded since."""

import os
import re
import shutil
import threading
from pathlib import Path

from django.conf import settings

from ningju.kernel.holiday_notice import Notice, load_notice
from ningju.kernel.working_calendar import MAINLAND, WorkingCalendar

FILE = re.compile(r"mainland-\d{4}\.toml")

_lock = threading.Lock()
_known: tuple[tuple[Path, int], WorkingCalendar] | None = None


def notices_folder() -> Path:
    """Return the folder of the loaded notices; it lies in the data folder, so every process sees it."""
    return Path(settings.DATA) / "holidays"


def current_calendar() -> WorkingCalendar:
    """Return the calendar with every notice that was loaded; read again only when the folder changed.

    Raises:
        Unreadable: a file in the folder was spoilt by hand.
    """
    global _known
    folder = notices_folder()
    try:
        stamp = (folder, os.stat(folder).st_mtime_ns)
    except FileNotFoundError:
        return MAINLAND
    known = _known
    if known is None or known[0] != stamp:
        with _lock:
            known = _known = (stamp, read_calendar(folder))
    return known[1]


def read_calendar(folder: Path) -> WorkingCalendar:
    """Return the calendar that the notices of a folder make of the one we came with."""
    calendar = MAINLAND
    for path in sorted(folder.iterdir()):
        if FILE.fullmatch(path.name):
            calendar = calendar.with_year(load_notice(path))
    return calendar


def keep_notice(path: Path) -> Notice:
    """Check a notice and keep a copy of its file; it takes the place of an older one for its year.

    Raises:
        Unreadable: with the place in the file and the mend; nothing was kept then.
        OSError: the file cannot be read, or the data folder not written.
    """
    notice = load_notice(path)
    folder = notices_folder()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".mainland-{notice.year}.new"
    shutil.copyfile(path, fresh)
    os.replace(fresh, folder / f"mainland-{notice.year}.toml")
    return notice
