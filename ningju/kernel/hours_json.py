"""Opening hours as they are written in JSON: read with the place and the mend of every mistake."""

import re
from collections.abc import Mapping
from datetime import date

from ningju.kernel.errors import Unreadable

Spans = tuple[tuple[int, int], ...]  # minutes after the day's midnight, in order, never touching

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
DAY_MIN = 24 * 60
_LATEST_MIN = 30 * 60
_TIME = re.compile(r"([0-9]{2}):([0-5][0-9])")


def read_table(value: object, known: tuple[str, ...], place: str) -> Mapping[str, object]:
    """Return the object at a place, all of its keys known.

    Raises:
        Unreadable: it is no object, or has another key.
    """
    if not isinstance(value, dict):
        raise bad(place, zh="请写成 {…}", en="write an object, {…}")
    for key in value:
        if key not in known:
            where = f"{place}.{key}" if place else str(key)
            raise bad(
                where, zh=f"没有这一项；可写 {', '.join(known)}", en=f"no such key; use {', '.join(known)}"
            )
    return value


def read_dates(value: object, place: str) -> dict[date, Spans]:
    """Return the exceptions by date, in order.

    Raises:
        Unreadable: it is no object, a key is no date, or its spans cannot be read.
    """
    if not isinstance(value, dict):
        raise bad(place, zh='请写成 {"2026-02-17": []}', en='write an object, like {"2026-02-17": []}')
    dates = {}
    for key, spans in value.items():
        try:
            day = date.fromisoformat(key)
        except (TypeError, ValueError):
            day = None
        if day is None or day.isoformat() != key:
            raise bad(f"{place}.{key}", zh="请写日期，如 2026-02-17", en="write the date like 2026-02-17")
        dates[day] = read_spans(spans, f"{place}.{key}")
    return dict(sorted(dates.items()))


def read_spans(value: object, place: str) -> Spans:
    """Return the spans of a day, sorted, those that touch joined; none for "closed" or [].

    Raises:
        Unreadable: a time is not "HH:MM", a span ends before it begins, or two overlap.
    """
    if value == "closed":
        return ()
    if not isinstance(value, list):
        raise bad(
            place,
            zh='请写时段列表，如 [["08:00", "22:00"]]；休息写 [] 或 "closed"',
            en='write a list of spans like [["08:00", "22:00"]], and [] or "closed" for a closed day',
        )
    joined: list[tuple[int, int]] = []
    for (begin, end), where in sorted(
        (_span(row, f"{place}[{n}]"), f"{place}[{n}]") for n, row in enumerate(value)
    ):
        last_end = joined[-1][1] if joined else -1
        if begin < last_end:
            raise bad(
                where,
                zh=f"{write_time(begin)}–{write_time(end)} 与前一段重叠，请合并",
                en=f"{write_time(begin)}–{write_time(end)} overlaps the span before it; join the two",
            )
        if begin == last_end:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


def write_spans(spans: Spans) -> list[list[str]]:
    """Return the spans as JSON holds them."""
    return [[write_time(begin), write_time(end)] for begin, end in spans]


def write_time(minute: int) -> str:
    """Return a minute of the day as "HH:MM"; past midnight the hours run on.

    >>> write_time(26 * 60)
    '26:00'
    """
    return f"{minute // 60:02}:{minute % 60:02}"


def bad(place: str, *, zh: str, en: str) -> Unreadable:
    """Return the error that names a place in the opening hours and the mend."""
    return Unreadable(
        zh=f"开放时间 {place}：{zh}。" if place else f"开放时间：{zh}。",
        en=f"opening hours, {place}: {en}." if place else f"opening hours: {en}.",
    )


def _span(row: object, place: str) -> tuple[int, int]:
    if not isinstance(row, list | tuple) or len(row) != 2:
        raise bad(
            place, zh='请写一对时间，如 ["08:00", "22:00"]', en='write two times like ["08:00", "22:00"]'
        )
    begin, end = (_minute(text, f"{place}[{n}]") for n, text in enumerate(row))
    if begin >= DAY_MIN:
        raise bad(
            f"{place}[0]",
            zh=f"{row[0]} 不在当天，请写在第二天",
            en=f"{row[0]} is not on this day; write it on the next one",
        )
    if end <= begin:
        raise bad(
            f"{place}[1]",
            zh=f"{row[1]} 不晚于 {row[0]}；过了零点请加 24 小时，如 26:00",
            en=f"{row[1]} is not after {row[0]}; past midnight add 24 hours, like 26:00",
        )
    return begin, end


def _minute(text: object, place: str) -> int:
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else _LATEST_MIN + 1
    if minute > _LATEST_MIN:
        raise bad(
            place,
            zh=f'{text!r} 不是时间；请写 "HH:MM"，00:00 到 30:00',
            en=f'{text!r} is not a time; write "HH:MM" from 00:00 to 30:00',
        )
    return minute
