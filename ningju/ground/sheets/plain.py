"""A cell as a person reads it: text without surplus space, numbers and dates in one form."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT_DIGITS = 15
"""Spreadsheets keep no more digits of a number."""


def plain(value: Any) -> str:
    """Return the text of a spreadsheet's cell.

    >>> plain(3.0), plain(121.4111), plain(date(2026, 11, 24)), plain(time(10, 5)), plain(True)
    ('3', '121.4111', '2026-11-24', '10:05', 'yes')
    """
    match value:
        case str():
            return value.strip()
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float():
            return number(value)
        case datetime():
            return day_and_time(value)
        case date():
            return value.isoformat()
        case time():
            return clock_time(value)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return "" if value is None else str(value).strip()


def number(value: float) -> str:
    """Return a number without the noise of binary fractions; beyond 15 digits zeros stand.

    >>> number(0.1 + 0.2), number(3.10105198001011e17)
    ('0.3', '310105198001011000')
    """
    return format(Decimal(f"{value:.{EXACT_DIGITS}g}"), "f") if value == value else ""


def day_and_time(value: datetime) -> str:
    """Return a day, with its time unless that is midnight."""
    if value.time() == time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {clock_time(value.time())}"


def clock_time(value: time) -> str:
    """Return a time of day, with seconds only where there are any."""
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")
