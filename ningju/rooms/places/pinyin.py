"""Keys by which Chinese names sort and can be found on a keyboard without Chinese."""

import re
import unicodedata
from functools import lru_cache

CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
RUNS = re.compile(f"[{CHINESE}]+|[^{CHINESE}]+")


def sort_key(text: str) -> str:
    """Return the pinyin of a name, syllables apart, at most 240 characters.

    >>> sort_key("中山公园")
    'zhong shan gong yuan'
    """
    return " ".join(syllables(text))[:240]


def syllables(text: str) -> list[str]:
    """Return the pinyin syllables of a text; words in Latin letters stay whole, lower case."""
    return [part for run in RUNS.findall(plain(text)) for part in read_run(run)]


@lru_cache(maxsize=8192)
def read_run(run: str) -> tuple[str, ...]:
    """Return the syllables of a run of Chinese characters, or of a run without any.

    pypinyin reads each run by itself, and the names of a street's houses share theirs.
    """
    from pypinyin import lazy_pinyin  # its dictionary takes half a second that no start should wait for

    return tuple(part for word in lazy_pinyin(run) for part in word.split())


@lru_cache(maxsize=8192)
def search_keys(zh: str, en: str = "") -> tuple[str, ...]:
    """Return what a name may be typed as: itself, its English, its pinyin, its initials.

    >>> search_keys("长宁路", "Changning Road")
    ('长宁路', 'changningroad', 'changninglu', 'cnl')
    """
    parts = syllables(zh)
    keys = (squeeze(zh), squeeze(en), squeeze("".join(parts)), "".join(part[0] for part in parts))
    return tuple(key for key in keys if key)


def plain(text: str) -> str:
    """Return a text with full-width letters made plain, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def squeeze(text: str) -> str:
    """Return only the letters and digits of a text, plain and lower case."""
    return "".join(letter for letter in plain(text) if letter.isalnum())
