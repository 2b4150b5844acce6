"""How one cell of a pack is read: each reader takes the text and returns the value or says the mend."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from ningju.jobs.packs.offsets import Offset
from ningju.jobs.packs.problems import BadCell

Reader = Callable[[str], Any]

SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
SHORT = re.compile(r"[a-z0-9]{3,12}")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def text(cell: str) -> str:
    """Return the text; empty is refused."""
    if not cell:
        raise BadCell("不能空着", "must not be empty")
    return cell


def any_text(cell: str) -> str:
    """Return the text, which may be empty."""
    return cell


def blank_or(reader: Reader, empty: Any) -> Reader:
    """Return a reader that gives ``empty`` for an empty cell."""

    def read(cell: str) -> Any:
        return reader(cell) if cell else empty

    return read


def slug(cell: str) -> str:
    """Return a short name in lowercase letters, digits, "_" and "-"."""
    if len(cell) > 40 or not SLUG.fullmatch(cell):
        raise BadCell(
            f"短名“{cell}”只能用小写字母、数字、_ 和 -，最多 40 个字符",
            f'the short name "{cell}" must be lowercase letters, digits, _ and -, at most 40 characters',
        )
    return cell


def short_code(cell: str) -> str:
    """Return the code printed on the door: 3 to 12 lowercase letters and digits."""
    if not SHORT.fullmatch(cell):
        raise BadCell(
            f"门口短码“{cell}”要用 3–12 个小写字母或数字",
            f'the door code "{cell}" must be 3 to 12 lowercase letters or digits',
        )
    return cell


def colour(cell: str) -> str:
    """Return a colour as #RRGGBB."""
    if not COLOUR.fullmatch(cell):
        raise BadCell(f"颜色“{cell}”要写成 #C4622D 这样", f'write the colour "{cell}" like #C4622D')
    return cell.upper()


def one_of(*choices: str) -> Reader:
    """Return a reader that accepts these words only."""

    def read(cell: str) -> str:
        if cell not in choices:
            raise BadCell(
                f"不认识“{cell}”；只能是：{'、'.join(choices)}",
                f'unknown word "{cell}"; use one of: {", ".join(choices)}',
            )
        return cell

    return read


def words_of(*choices: str) -> Reader:
    """Return a reader of one word or more of these, with spaces between them."""
    read_one = one_of(*choices)

    def read(cell: str) -> tuple[str, ...]:
        return tuple(read_one(word) for word in text(cell).split())

    return read


def yes_no(cell: str) -> bool:
    """Return True for yes, False for no or nothing."""
    if cell not in ("yes", "no", ""):
        raise BadCell(f"“{cell}”要写 yes 或 no", f'write yes or no, not "{cell}"')
    return cell == "yes"


def whole(least: int, most: int) -> Reader:
    """Return a reader of whole numbers within bounds."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{1,9}", cell) or not least <= int(cell) <= most:
            raise BadCell(
                f"“{cell}”要写成 {least} 到 {most} 的整数",
                f'write a whole number from {least} to {most}, not "{cell}"',
            )
        return int(cell)

    return read


def degrees(limit: float) -> Reader:
    """Return a reader of WGS-84 decimal degrees."""

    def read(cell: str) -> float:
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", cell) or abs(float(cell)) > limit:
            raise BadCell(
                f"“{cell}”要写成 WGS-84 十进制度数，绝对值不超过 {limit:g}，如 31.2199",
                f'write "{cell}" as WGS-84 decimal degrees up to {limit:g}, such as 31.2199',
            )
        return float(cell)

    return read


def wall_time(cell: str) -> time:
    """Return a time of day, "10:05"."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", cell):
        raise BadCell(f"时刻“{cell}”要写成 10:05 这样", f'write the time of day "{cell}" like 10:05')
    return time.fromisoformat(cell)


def partial_date(cell: str) -> tuple[date, str]:
    """Return a date and its precision from "1994-04-17", "2013-10" or "1993"."""
    parts = cell.split("-")
    try:
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", cell):
            numbers = [int(part) for part in parts] + [1, 1]
            return date(*numbers[:3]), ("year", "month", "day")[len(parts) - 1]
    except ValueError as error:
        raise bad_date(cell) from error
    raise bad_date(cell)


def bad_date(cell: str) -> BadCell:
    """Return the refusal of a date."""
    return BadCell(
        f"日期“{cell}”要写成 1994-04-17、2013-10 或 1993",
        f'write the date "{cell}" as 1994-04-17, 2013-10 or 1993',
    )


def web_link(cell: str) -> str:
    """Return an http or https address."""
    parts = urlsplit(cell)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadCell(f"链接“{cell}”要以 https:// 开头", f'the link "{cell}" must begin with https://')
    return cell


def past(cell: str) -> Offset:
    """Return a time that lies before the anchor."""
    offset = Offset.read(cell)
    if not offset.is_past:
        raise BadCell(
            f"“{cell}”必须早于第一次装入：写成“-1d 16:48”或“-2h”",
            f'"{cell}" must lie before the first load: write "-1d 16:48" or "-2h"',
        )
    return offset


def future(cell: str) -> Offset:
    """Return a time that lies after the anchor."""
    offset = Offset.read(cell)
    if not offset.is_future:
        raise BadCell(
            f"“{cell}”必须晚于第一次装入：写成“+1d 14:00”或“+2h”",
            f'"{cell}" must lie after the first load: write "+1d 14:00" or "+2h"',
        )
    return offset


def words(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the words without those that are empty or repeated."""
    return tuple(dict.fromkeys(word.strip() for word in cells if word.strip()))
