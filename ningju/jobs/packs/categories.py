"""categories.toml: what people may say, the words that suggest it, and who answers by when."""

import re
from pathlib import Path
from typing import Any

from ningju.jobs.packs import cells
from ningju.jobs.packs.contents import Category
from ningju.jobs.packs.fields import Fields
from ningju.jobs.packs.files import read_toml
from ningju.jobs.packs.problems import BadCell, Findings
from ningju.jobs.packs.vocabulary import CATEGORY_KINDS

FILE = "categories.toml"
LEAST_KEYWORDS = 8
LIFE_NUMBERS = ("110", "119", "120")
KEYS = (
    "kind",
    "name",
    "keywords_zh",
    "keywords_en",
    "is_danger",
    "call",
    "call_words",
    "allowed_working_days",
    "allowed_hours",
    "owner",
)


def read_categories(folder: Path, findings: Findings) -> tuple[Category, ...]:
    """Return the categories in the order of the file; one with a problem is noted and left out."""
    found = read_toml(folder, FILE, findings)
    if found is None:
        return ()
    tables, text = found
    made = (read_category(code, table, text, findings) for code, table in tables.items())
    return tuple(category for category in made if category is not None)


def read_category(code: str, table: Any, text: str, findings: Findings) -> Category | None:
    """Return one category, or None after noting what is wrong."""
    fields = Fields(FILE, text, code, table, findings)
    fields.refuse_unknown(*KEYS)
    try:
        cells.slug(code)
    except BadCell as bad:
        fields.note("", bad.zh, bad.en)
    is_danger = fields.claim("is_danger")
    category = Category(
        line=fields.line,
        code=code,
        kind=fields.read("kind", cells.one_of(*CATEGORY_KINDS)),
        name=fields.pair("name", 80),
        keywords_zh=fields.list_of_texts("keywords_zh", LEAST_KEYWORDS),
        keywords_en=fields.list_of_texts("keywords_en", LEAST_KEYWORDS),
        is_danger=is_danger,
        call=fields.list_of_texts("call", 1 if is_danger else 0),
        call_words=fields.pair("call_words", is_blank_allowed=not is_danger),
        allowed_working_days=fields.number_or_none("allowed_working_days", 1, 60),
        allowed_hours=fields.number_or_none("allowed_hours", 1, 72),
        owner=fields.read("owner", cells.slug),
    )
    check_category(category, fields)
    return category if fields.is_right else None


def check_category(category: Category, fields: Fields) -> None:
    """Note what the keys say against each other."""
    if (category.allowed_working_days is None) == (category.allowed_hours is None):
        fields.note(
            "allowed_working_days",
            "allowed_working_days 和 allowed_hours 要写一个，只写一个",
            "write one of allowed_working_days and allowed_hours",
        )
    if category.is_danger and category.allowed_hours is None:
        fields.note(
            "is_danger",
            "危险类昼夜计时，要写 allowed_hours",
            "a danger is timed day and night: write allowed_hours",
        )
    if category.is_danger and not set(category.call) & set(LIFE_NUMBERS):
        fields.note("call", "危险类要写 110、119 或 120", "a danger needs 110, 119 or 120")
    if (
        max(map(len, category.keywords_zh), default=0) > 20
        or max(map(len, category.keywords_en), default=0) > 40
    ):
        fields.note(
            "keywords_zh",
            "关键词太长：中文最多 20 个字，英文最多 40 个字符",
            "a keyword is too long: at most 20 characters in Chinese, 40 in English",
        )
    if any(not re.fullmatch(r"\d{3,12}", number) for number in category.call):
        fields.note("call", "电话只写数字", "a phone number is digits only")
