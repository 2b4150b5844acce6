"""How one cell of a ledger is read: each reader takes the text and returns the value or says the mend."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import time
from functools import lru_cache
from typing import Any

from ningju.kernel.errors import Unreadable
from ningju.kernel.hours import OpeningHours
from ningju.rooms.ledgers.problems import BadCell

Reader = Callable[[str], Any]

KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
LONGEST_KEY = 40
SHORT = re.compile(r"[a-z0-9]{2,12}")
DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,17})?")
CLOCK = re.compile(r"(\d{1,2})[:：]([0-5]\d)")
SPAN = re.compile(r"(\d{1,2})[:：]([0-5]\d)\s*[-–—~～至到]+\s*(\d{1,2})[:：]([0-5]\d)")
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
YES = frozenset({"yes", "y", "true", "1", "是", "有", "对", "√", "✓"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "不", "没有", "×"})
ALL_DAY = frozenset({"24小时", "全天", "24h", "24/7", "00:00-24:00"})


def key_of(cell: str) -> str:
    """Return the name by which a row is known again: itself if it can be one, else made from it.

    >>> key_of("HY-01"), key_of("华阳 1 号")
    ('hy-01', 'r0bd9ac65e9d3d9c1')
    """
    plain = unicodedata.normalize("NFKC", cell).casefold().strip()
    if len(plain) <= LONGEST_KEY and KEY.fullmatch(plain):
        return plain
    return f"r{hashlib.sha256(''.join(plain.split()).encode()).hexdigest()[:16]}"


def text(longest: int) -> Reader:
    """Return a reader of a text of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise BadCell(
                zh=f"太长：{len(cell)} 个字，最多 {longest} 个；请缩短",
                en=f"too long: {len(cell)} characters where {longest} fit; shorten it",
            )
        return cell

    return read


def one_of(words: Mapping[str, str]) -> Reader:
    """Return a reader that takes our words and what people write for them.

    Args:
        words: what may be written → our word; the first for each of ours is shown as the mend.
    """
    known = {flat(written): ours for written, ours in words.items()} | {ours: ours for ours in words.values()}
    shown: dict[str, str] = {}
    for written, ours in words.items():
        shown.setdefault(ours, written)

    def read(cell: str) -> str:
        ours = known.get(cell) or known.get(flat(cell))
        if ours is None:
            raise BadCell(
                zh=f"不认识；请写：{'、'.join(shown.values())}",
                en=f"unknown; write one of: {', '.join(shown)}",
            )
        return ours

    return read


def yes_no(cell: str) -> bool:
    """Return whether a cell says yes."""
    plain = flat(cell)
    if plain not in YES and plain not in NO:
        raise BadCell(zh="请写“是”或“否”", en="write yes or no")
    return plain in YES


def whole(least: int, most: int) -> Reader:
    """Return a reader of whole numbers within bounds."""

    def read(cell: str) -> int:
        plain = cell.replace(",", "")
        if not plain.isascii() or not plain.isdigit() or not least <= int(plain[:12]) <= most:
            raise BadCell(
                zh=f"请写 {least} 到 {most} 的整数", en=f"write a whole number from {least} to {most}"
            )
        return int(plain)

    return read


def degrees(limit: int, zh: str, en: str) -> Reader:
    """Return a reader of decimal degrees; a value of the other axis is told as such."""

    def read(cell: str) -> float:
        if DEGREES.fullmatch(cell) and abs(float(cell)) <= limit:
            return float(cell)
        if DEGREES.fullmatch(cell) and abs(float(cell)) <= 180:
            raise BadCell(zh="经度和纬度写反了", en="longitude and latitude are the wrong way round")
        raise BadCell(
            zh=f"请写 WGS-84 的十进制{zh}，如 {'31.2199' if limit == 90 else '121.4111'}",
            en=f"write the {en} as WGS-84 decimal degrees, like {'31.2199' if limit == 90 else '121.4111'}",
        )

    return read


def clock(cell: str) -> time:
    """Return a time of day."""
    match = CLOCK.fullmatch(cell.removesuffix(":00") if cell.count(":") == 2 else cell)
    if match is None or int(match[1]) > 23:
        raise BadCell(zh="请写时刻，如 10:05", en="write a time of day, like 10:05")
    return time(int(match[1]), int(match[2]))


def short_code(cell: str) -> str:
    """Return the code on a door."""
    if not SHORT.fullmatch(cell):
        raise BadCell(zh="请写 2 到 12 个小写字母或数字", en="write 2 to 12 small letters and digits")
    return cell


@lru_cache(maxsize=1024)
def hours(cell: str) -> dict[str, Any]:
    """Return opening hours as JSON from "08:00-22:00" (several with ";"), 24小时, or the pack's own form."""
    if cell.startswith("{"):
        return hours_of_json(cell)
    if flat(cell) in ALL_DAY:
        return every_day([["00:00", "24:00"]])
    parts = [part for part in re.split(r"[;；,，、]", cell) if part.strip()]
    spans = [SPAN.fullmatch(part.strip()) for part in parts]
    week = [[f"{int(m[1]):02}:{m[2]}", f"{int(m[3]):02}:{m[4]}"] for m in spans if m]
    if not parts or len(week) < len(parts):
        raise BadCell(
            zh="请写每天的时间，如 08:00-22:00；每天不同的请在地点页上改",
            en="write the hours of every day, like 08:00-22:00",
        )
    return every_day(week)


def every_day(spans: list[list[str]]) -> dict[str, Any]:
    """Return opening hours that are the same every day."""
    return checked_hours({"week": {day: spans for day in DAYS}})


def hours_of_json(cell: str) -> dict[str, Any]:
    """Return opening hours in the form of a pack."""
    try:
        return checked_hours(json.loads(cell))
    except json.JSONDecodeError as error:
        raise BadCell(zh=f"JSON 写法有错：{error.msg}", en=f"this is not JSON: {error.msg}") from error


def checked_hours(told: object) -> dict[str, Any]:
    """Return opening hours in their plain form."""
    try:
        return dict(OpeningHours.from_json(told).to_json())
    except Unreadable as error:
        raise BadCell(zh=error.message.zh, en=error.message.en) from error


def flat(cell: str) -> str:
    """Return a word without differences of width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", cell).casefold().split())
