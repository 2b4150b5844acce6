"""Which category a text may belong to, by the words in it, and because of which words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class KeywordCategory:
    """A category and the words that speak for it, Chinese and English alike.

    Attributes:
        code: the category's stable word.
        words: as one would say them; English ones count as whole words only, so give "wire" and
            "wires" both.
        weight: what each word counts, more than 0.
    """

    code: str
    words: tuple[str, ...]
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError(f"the weight of {self.code!r} must be more than 0, got {self.weight}")
        if not all(_plain(word) for word in self.words):
            raise ValueError(f"the words of {self.code!r} must not be blank")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that may fit.

    Attributes:
        code: the category's.
        score: how many of its words the text has, times its weight.
        because: these words as the category writes them, in the order of the text.
    """

    code: str
    score: float
    because: tuple[str, ...]


def suggest(text: str, categories: Sequence[KeywordCategory]) -> list[Suggestion]:
    """Return the categories whose words a text has, best first; none if it has no such word.

    The text is read from the left; where several words begin at one place the longest counts
    alone, so that 电线杆 (pole) does not speak for 电线 (wire). Each word counts once. Equal scores
    keep the order of ``categories``. Width, case and runs of white space make no difference.

    >>> wire = KeywordCategory("wire", ("电线", "exposed wire"))
    >>> pole = KeywordCategory("pole", ("电线杆",))
    >>> suggest("路口的电线杆歪了", [wire, pole])
    [Suggestion(code='pole', score=1.0, because=('电线杆',))]
    """
    pattern, owners = _matcher(tuple(categories))
    found: dict[int, dict[str, str]] = {}
    for match in pattern.finditer(_plain(text)):
        plain = match[0]
        for place, word in owners[plain]:
            found.setdefault(place, {}).setdefault(plain, word)
    suggestions = [
        Suggestion(categories[place].code, len(words) * categories[place].weight, tuple(words.values()))
        for place, words in sorted(found.items())
    ]
    return sorted(suggestions, key=lambda suggestion: -suggestion.score)


@lru_cache(maxsize=256)
def _matcher(
    categories: tuple[KeywordCategory, ...],
) -> tuple[re.Pattern[str], Mapping[str, list[tuple[int, str]]]]:
    """Return a pattern of all words, longest first, and for each the categories it speaks for."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for place, category in enumerate(categories):
        for word in category.words:
            owners.setdefault(_plain(word), []).append((place, word))
    longest_first = sorted(owners, key=lambda plain: (-len(plain), plain))
    return re.compile("|".join(map(_bounded, longest_first)) or r"(?!)"), owners


def _bounded(plain: str) -> str:
    """Return the pattern of a word; where it begins or ends in a Latin letter or digit, so must a word."""
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", plain) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]\Z", plain) else ""
    return f"{before}{re.escape(plain)}{after}"


def _plain(text: str) -> str:
    """Return a text without differences of width, case and white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
