"""Opening hours in a few short lines, as a sign on a door would say them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from ningju.kernel.hours_json import DAY_MIN, Spans, write_time
from ningju.kernel.text import Language

_DAYS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "every day": "每天",
        "holidays": "法定节假日",
        "makeup": "调休上班日",
        "closed": "休息",
        "whole day": "24 小时",
        "and": "、",
        "to": "至",
    },
    "en": {
        "every day": "Every day",
        "holidays": "Public holidays",
        "makeup": "Make-up working days",
        "closed": "closed",
        "whole day": "24 hours",
        "and": ", ",
        "to": "–",
    },
}


def word_week(week: tuple[Spans, ...], language: Language) -> list[tuple[str, str]]:
    """Return one line for each different day of the week, closed days last."""
    days_of: dict[Spans, list[int]] = {}
    for weekday, spans in enumerate(week):
        days_of.setdefault(spans, []).append(weekday)
    lines = sorted(days_of.items(), key=lambda line: not line[0])
    return [(_word_weekdays(days, language), word_spans(spans, language)) for spans, days in lines]


def word_special(key: str, spans: Spans | None, language: Language) -> list[tuple[str, str]]:
    """Return the line for "holidays" or "makeup", or none when they are like any other day."""
    return [] if spans is None else [(_WORDS[language][key], word_spans(spans, language))]


def word_dates(dates: Mapping[date, Spans], language: Language, today: date | None) -> list[tuple[str, str]]:
    """Return a line for each run of exceptional days that are alike, from ``today`` on."""
    runs: list[tuple[date, date, Spans]] = []
    for day, spans in dates.items():
        if today is not None and day < today:
            continue
        if runs and runs[-1][1] + timedelta(days=1) == day and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], day, spans)
        else:
            runs.append((day, day, spans))
    say = _dates_zh if language == "zh" else _dates_en
    year = today.year if today else None
    return [(say(first, last, year), word_spans(spans, language)) for first, last, spans in runs]


def word_spans(spans: Spans, language: Language) -> str:
    """Return the hours of one day.

    >>> word_spans(((480, 720), (1080, 1560)), "en")
    '08:00–12:00, 18:00–02:00 (next day)'
    """
    words = _WORDS[language]
    return words["and"].join(_word_span(span, language) for span in spans) or words["closed"]


def _word_span(span: tuple[int, int], language: Language) -> str:
    begin, end = span
    if span == (0, DAY_MIN):
        return _WORDS[language]["whole day"]
    if end <= DAY_MIN:
        return f"{write_time(begin)}–{write_time(end)}"
    end_text = write_time(end - DAY_MIN)
    return (
        f"{write_time(begin)}–次日{end_text}"
        if language == "zh"
        else f"{write_time(begin)}–{end_text} (next day)"
    )


def _word_weekdays(days: list[int], language: Language) -> str:
    words, names = _WORDS[language], _DAYS[language]
    if len(days) == len(names):
        return words["every day"]
    parts: list[str] = []
    for first, last in _runs(days):
        if last - first >= 2:
            parts.append(f"{names[first]}{words['to']}{names[last]}")
        else:
            parts += names[first : last + 1]
    return words["and"].join(parts)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Return the first and last of each run of neighbours in a sorted list."""
    breaks = [n for n, (before, after) in enumerate(pairwise(numbers), 1) if after != before + 1]
    for begin, end in pairwise([0, *breaks, len(numbers)]):
        yield numbers[begin], numbers[end - 1]


def _dates_zh(first: date, last: date, year: int | None) -> str:
    begin = f"{first.month}月{first.day}日"
    if first.year != year:
        begin = f"{first.year}年{begin}"
    if first == last:
        return begin
    end = f"{last.day}日"
    if (first.year, first.month) != (last.year, last.month):
        end = f"{last.month}月{end}"
    return f"{begin}至{end}" if first.year == last.year else f"{begin}至{last.year}年{end}"


def _dates_en(first: date, last: date, year: int | None) -> str:
    end = f"{last.day} {_MONTHS[last.month - 1]}"
    if last.year != year:
        end = f"{end} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begin = f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} – {end}" if first.year in (last.year, year) else f"{begin} {first.year} – {end}"
