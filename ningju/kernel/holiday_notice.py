"""One year's holiday notice (节假日安排通知): which days are off, and which weekend days are worked."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ningju.kernel.errors import Unreadable
from ningju.kernel.statutory import LUNAR_DAYS, statutory_days
from ningju.kernel.text import Bilingual

_LONGEST_HOLIDAY = timedelta(days=15)
_LAW_SINCE = min(LUNAR_DAYS)  # the revised law of 2024 counts from 2025 on


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off, first and last included."""

    name: Bilingual
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield its days in order."""
        for step in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=step)


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice for one year (国务院办公厅通知) as it was issued."""

    year: int
    title: str
    number: str
    issued_on: date
    holidays: tuple[Holiday, ...]
    makeup_days: tuple[date, ...]


def load_notice(path: Path | str) -> Notice:
    """Read a notice from a TOML file; ``ningju/kernel/notices/`` holds two to copy.

    Raises:
        Unreadable: (a ValueError) with the file, the place in it and the mend.
        OSError: the file cannot be opened.
    """
    try:
        return read_notice(Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(
            zh=f"{path}：不是 UTF-8 文本，请另存为 UTF-8。",
            en=f"{path}: this is not UTF-8 text; save it as UTF-8.",
        ) from error
    except Unreadable as error:
        raise Unreadable(zh=f"{path}：{error.message.zh}", en=f"{path}: {error.message.en}") from error


def read_notice(text: str) -> Notice:
    """Return the notice that a TOML text spells.

    Raises:
        Unreadable: (a ValueError) with the place in the text and the mend.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(zh=f"TOML 写法有误：{error}", en=f"not valid TOML: {error}") from error
    _refuse_unknown(table, "", {"year", "title", "number", "issued_on", "holidays", "makeup_days"})
    year = table.get("year")
    if type(year) is not int or not 2000 <= year <= 2100:
        raise _bad("year", zh="请写四位年份，如 2027", en="write the year in four digits, like 2027")
    rows = table.get("holidays")
    if not isinstance(rows, list) or not rows:
        raise _bad("holidays", zh="请至少写一段 [[holidays]]", en="write at least one [[holidays]] table")
    makeup_days = table.get("makeup_days")
    if not isinstance(makeup_days, list):
        raise _bad("makeup_days", zh="请写成日期列表，没有就写 []", en="write a list of dates, [] for none")
    notice = Notice(
        year=year,
        title=_text(table, "title", ""),
        number=_text(table, "number", ""),
        issued_on=_day(table.get("issued_on"), "issued_on"),
        holidays=tuple(_holiday(row, f"holidays[{place}]") for place, row in enumerate(rows)),
        makeup_days=tuple(_day(day, f"makeup_days[{place}]") for place, day in enumerate(makeup_days)),
    )
    _check_whole(notice)
    return notice


def _holiday(row: object, place: str) -> Holiday:
    if not isinstance(row, dict):
        raise _bad(place, zh="请写成 [[holidays]] 一段", en="write it as a [[holidays]] table")
    _refuse_unknown(row, f"{place}.", {"zh", "en", "first", "last"})
    name = Bilingual(zh=_text(row, "zh", f"{place}."), en=_text(row, "en", f"{place}."))
    holiday = Holiday(name, _day(row.get("first"), f"{place}.first"), _day(row.get("last"), f"{place}.last"))
    if not timedelta(0) <= holiday.last - holiday.first < _LONGEST_HOLIDAY:
        raise _bad(
            f"{place}.last",
            zh=f"{holiday.first} 到 {holiday.last} 不是 1 到 15 天，请核对起止日期",
            en=f"{holiday.first} to {holiday.last} is not 1 to 15 days; compare first and last",
        )
    return holiday


def _check_whole(notice: Notice) -> None:
    """Refuse days outside the year, days named twice, weekday make-up days, and missing statutory days."""
    off: set[date] = set()
    for place, holiday in enumerate(notice.holidays):
        for day in holiday.days():
            _check_year(day, notice.year, f"holidays[{place}]")
            if day in off:
                raise _bad(f"holidays[{place}]", zh=f"{day} 写了两次", en=f"{day} is named twice")
            off.add(day)
    worked: set[date] = set()
    for place, day in enumerate(notice.makeup_days):
        _check_year(day, notice.year, f"makeup_days[{place}]")
        if day.weekday() < 5:
            raise _bad(
                f"makeup_days[{place}]",
                zh=f"{day} 不是周六或周日，请核对",
                en=f"{day} is not a Saturday or Sunday; compare it with the notice",
            )
        if day in off or day in worked:
            raise _bad(
                f"makeup_days[{place}]",
                zh=f"{day} 已经写过（放假或上班）",
                en=f"{day} is already named, as a day off or as a make-up day",
            )
        worked.add(day)
    missing = [] if notice.year < _LAW_SINCE else [d for d in statutory_days(notice.year) if d not in off]
    if missing:
        name = statutory_days(notice.year)[missing[0]]
        raise _bad(
            "holidays",
            zh=f"法定节假日 {missing[0]}（{name.zh}）没有写进任何一段，请补上",
            en=f"the statutory holiday {missing[0]} ({name.en}) is in none of them; add it",
        )


def _check_year(day: date, year: int, place: str) -> None:
    """Refuse a day that is not of the year; the last days of December before it may be (New Year)."""
    if day.year != year and not date(year - 1, 12, 25) <= day < date(year, 1, 1):
        raise _bad(place, zh=f"{day} 不在 {year} 年", en=f"{day} is not in {year}")


def _refuse_unknown(table: dict[str, object], place: str, known: set[str]) -> None:
    for key in table:
        if key not in known:
            words = ", ".join(sorted(known))
            raise _bad(f"{place}{key}", zh=f"没有这一项；可写：{words}", en=f"no such key; it can be {words}")


def _text(table: dict[str, object], key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(f"{place}{key}", zh="请写一段文字", en="write a text here")
    return value.strip()


def _day(value: object, place: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _bad(
            place, zh="请写日期，如 2027-01-01，不加引号", en="write a date like 2027-01-01, without quotes"
        )
    return value


def _bad(place: str, *, zh: str, en: str) -> Unreadable:
    return Unreadable(zh=f"{place}：{zh}。", en=f"{place}: {en}.")
