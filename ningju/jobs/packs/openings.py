"""hours.toml: opening hours with a name, so that many places can share them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ningju.jobs.packs.files import line_of, read_toml
from ningju.jobs.packs.problems import BadCell, Findings
from ningju.kernel.errors import Unreadable
from ningju.kernel.hours import OpeningHours

FILE = "hours.toml"
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
SHORT_FORMS = {"daily": DAYS, "weekdays": DAYS[:5], "weekend": DAYS[5:]}


def read_named_hours(folder: Path, findings: Findings) -> dict[str, OpeningHours | None]:
    """Return the opening hours of hours.toml by name; a name with a problem is noted and holds None."""
    if not (folder / FILE).exists() or (found := read_toml(folder, FILE, findings)) is None:
        return {}
    tables, text = found
    named: dict[str, OpeningHours | None] = {}
    for name, table in tables.items():
        try:
            named[name] = read_hours(table)
        except BadCell as bad:
            named[name] = None
            findings.add_bad(FILE, line_of(text, name), name, bad)
    return named


def read_hours(table: object) -> OpeningHours:
    """Return opening hours from a table with ``week`` and, if wanted, ``holiday``, ``makeup``, ``dates``.

    ``week`` may use "daily", "weekdays" (mo to fr) and "weekend"; a day named by itself wins.

    Raises:
        BadCell: the table is no opening hours.
    """
    if isinstance(table, Mapping) and isinstance(table.get("week"), Mapping):
        table = {**table, "week": whole_week(table["week"])}
    try:
        return OpeningHours.from_json(table)
    except Unreadable as unread:
        raise BadCell(unread.message.zh, unread.message.en) from unread


def whole_week(week: Mapping[str, Any]) -> dict[str, Any]:
    """Return the week with its short forms written out day by day; a day named by itself wins."""
    days: dict[str, Any] = {}
    for short, covered in SHORT_FORMS.items():
        if short in week:
            days.update(dict.fromkeys(covered, week[short]))
    return days | {key: spans for key, spans in week.items() if key not in SHORT_FORMS}
