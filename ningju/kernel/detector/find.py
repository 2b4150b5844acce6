"""Look for what is never stored in a text, a column's name or a parameter's name."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ningju.kernel.detector import headers, nationalities, words
from ningju.kernel.detector.alike import ALIKE, PLAIN, UNSEEN
from ningju.kernel.detector.numbers import identity_numbers
from ningju.kernel.detector.stems import CHINESE_STEMS, ENGLISH_STEMS

Kind = Literal["nationality", "religion", "party", "id_number", "health", "stability", "origin", "track"]
KINDS: tuple[Kind, ...] = (
    "nationality",
    "religion",
    "party",
    "id_number",
    "health",
    "stability",
    "origin",
    "track",
)

CJK = "[\u3400-\u9fff]"
JOINTS = re.compile(
    rf"\s+|(?<={CJK})[-_·•‧・.*~+^'\"“”‘’`|/\\#&@!?…—–〜]+(?={CJK})"
    rf"|(?<={CJK})[=:](?={CJK}[=:]{CJK})|(?<={CJK}[=:]{CJK})[=:](?={CJK})"
    rf"|(?<={CJK})[(\[{{<【〔「『《〈)\]}}>】〕」』》〉]+(?=[族员徒])"
)
TORN_OFF = frozenset("族员徒")
"""What somebody may put into a cell of its own, so that neither cell tells."""
SPELT = re.compile(r"\b[a-z](?:[ ._*-][a-z]){3,}\b")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
PARTS = re.compile(r"[^a-z0-9]+")
PARTED = re.compile(r"[\s、,/;|+&·\-]+|和|及")
SHORT = "|".join(
    sorted(
        [*nationalities.SHORT, *(f"{one}s?" for one in nationalities.ENGLISH_SHORT)], key=len, reverse=True
    )
)
LIST = re.compile(rf"(?:{SHORT})(?:(?:{PARTED.pattern})(?:{SHORT}))+$")
LONGEST_LIST = 80
TRIMMED = " \t\r\n.,;:!?()[]<>\"'、,。;:!?-—_*#【】《》“”"
MASK = "\ufffc"
CELL_ENDS = ";"
INSTITUTIONS = re.compile(words.INSTITUTIONS)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: its kind, the words as they stand in the text, and where.

    >>> find_forbidden("王阿姨，中共党员")
    [Finding(kind='party', words='党员', start=6, end=8)]
    """

    kind: Kind
    words: str
    start: int
    end: int


class LazyPattern:
    """A pattern compiled when it is first used: no start waits for what only notes and tables need."""

    def __init__(self, pattern: str) -> None:
        """Take the pattern's text."""
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself; compiling a large one takes a quarter of a second."""
        return re.compile(self.pattern)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where it stands."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Return whether the text begins with it."""
        return self.compiled.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return every place where it stands."""
        return self.compiled.finditer(text)


def any_of(lists: Mapping[str, list[str]]) -> dict[Kind, LazyPattern]:
    """Return one pattern a kind."""
    return {kind: LazyPattern(at_edges("|".join(lists[kind]))) for kind in KINDS if lists.get(kind)}


def at_edges(pattern: str) -> str:
    """Let a pattern that asks for the end of a text be content with the end of a cell in a row."""
    return pattern.replace("$|", f"$|{MASK}|").replace("^|", f"^|{MASK}|")


CHINESE = any_of(words.CHINESE)
ENGLISH = any_of(words.ENGLISH)
CHINESE_QUICK = LazyPattern("|".join(one.pattern for one in CHINESE.values()))
ENGLISH_QUICK = LazyPattern("|".join(one.pattern for one in ENGLISH.values()))
WHOLE: dict[str, Kind] = {
    word: kind for kind in KINDS for word in (*words.WHOLE.get(kind, ()), *words.ENGLISH_WHOLE.get(kind, ()))
}
FIRST = frozenset(word[0] for word in (*WHOLE, *nationalities.SHORT, *nationalities.ENGLISH_SHORT))
HEADERS_CHINESE = any_of({kind: [pattern] for kind, pattern in headers.CHINESE_HEADERS.items()})
HEADERS_ENGLISH = any_of(
    {
        kind: [f"{headers.EDGE_BEFORE}(?:{pattern}){headers.EDGE_AFTER}"]
        for kind, pattern in headers.ENGLISH_HEADERS.items()
    }
)
WHOLE_HEADERS = any_of({kind: [f"(?:{one})$"] for kind, one in headers.WHOLE_HEADERS.items()})
WHOLE_PARAMETERS = any_of({kind: [f"(?:{one})$"] for kind, one in headers.WHOLE_PARAMETERS.items()})


def find_forbidden(text: str) -> list[Finding]:
    """Return what a cell or a note says of a person that is never stored, in the order of the text.

    Width, case, spaces, marks between characters, characters that cannot be seen and traditional
    characters hide nothing. A name of an institution, a programme, a street or a dish is passed over.

    >>> find_forbidden("民族议事厅，汉庭酒店对面；回访时维修好了")
    []
    """
    if not may_hold(spaced := _spaced(text)) and not _whole(spaced):
        return []
    found = [*_in_chinese(text), *_in_english(text)]
    if kind := _whole(spaced):
        found.append(Finding(kind, text.strip(), 0, len(text)))
    return _apart(found)


def find_forbidden_in_row(cells: Sequence[str]) -> list[tuple[int, Finding]]:
    """Return what the cells of one row tell, each with the place of its cell; quick where it is nothing.

    >>> find_forbidden_in_row(["hub", "兆丰枢纽站", "回族"])
    [(2, Finding(kind='nationality', words='回族', start=0, end=2))]
    """
    spaced = _spaced(MASK.join(cells))
    told = [
        place
        for place, cell in enumerate(spaced.split(MASK))
        if 1 < len(cell) <= LONGEST_LIST and _whole(cell)
    ]
    torn = _torn(cells)
    # Between cells a sentence ends: "藏民" in the middle of a row stands as alone as in a cell of its own.
    if not told and not may_hold(spaced.replace(MASK, CELL_ENDS)):
        return torn
    found = [(place, found) for place, cell in enumerate(cells) for found in find_forbidden(cell)]
    return sorted([*found, *torn], key=lambda each: (each[0], each[1].start)) if torn else found


def _torn(cells: Sequence[str]) -> list[tuple[int, Finding]]:
    """Return what a word tells whose last character stands in the next cell."""
    found: list[tuple[int, Finding]] = []
    for place, cell in enumerate(cells[1:]):
        if cell.strip() in TORN_OFF and not find_forbidden(cells[place]):
            whole = find_forbidden(cells[place] + cell.strip())
            found += [(place, Finding(one.kind, cells[place], 0, len(cells[place]))) for one in whole[:1]]
    return found


def may_hold(spaced: str) -> bool:
    """Say quickly whether a text in plain form may tell anything; ``find_forbidden`` says what."""
    if not spaced.isascii():
        tight = JOINTS.sub("", spaced)
        if CHINESE_STEMS.search(tight) and CHINESE_QUICK.search(INSTITUTIONS.sub(MASK, tight)):
            return True
    if SPELT.search(spaced) or (ENGLISH_STEMS.search(spaced) and ENGLISH_QUICK.search(spaced)):
        return True
    return any(identity_numbers(spaced))


def find_forbidden_header(header: str) -> list[Finding]:
    """Return why a column may not be brought in, by its name: stricter than for the cells in it.

    >>> [found.kind for found in find_forbidden_header("民 族")], find_forbidden_header("民族议事厅排期")
    (['nationality'], [])
    """
    return _in_name(header, WHOLE_HEADERS) or find_forbidden(header)


def find_forbidden_parameter(name: str) -> list[Finding]:
    """Return why a query parameter of this name is refused.

    >>> [found.kind for found in find_forbidden_parameter("ethnicity")], find_forbidden_parameter("near")
    (['nationality'], [])
    """
    return _in_name(name, WHOLE_PARAMETERS)


def _in_name(name: str, whole: Mapping[Kind, LazyPattern]) -> list[Finding]:
    spaced = _spaced(name)
    tight = INSTITUTIONS.sub(MASK, JOINTS.sub("", spaced)).replace("_", "")
    parts = PARTS.sub("_", _spaced(CAMEL.sub("_", unicodedata.normalize("NFKC", name)))).strip("_")
    for kind in KINDS:
        for pattern, plain in ((HEADERS_CHINESE, tight), (HEADERS_ENGLISH, parts)):
            if kind in pattern and pattern[kind].search(plain):
                return [Finding(kind, name.strip(), 0, len(name))]
        if kind in whole and whole[kind].match(parts):
            return [Finding(kind, name.strip(), 0, len(name))]
    return []


def _in_chinese(text: str) -> Iterator[Finding]:
    """Yield what Chinese words and numbers tell."""
    spaced, places = _mapped(text)
    tight, tight_places = _without(JOINTS, spaced, places)
    tight = INSTITUTIONS.sub(lambda name: MASK * len(name[0]), tight)
    for kind, pattern in CHINESE.items():
        for match in pattern.finditer(tight):
            yield _finding(kind, text, tight_places, *match.span())
    for start, end in identity_numbers(spaced):
        yield _finding("id_number", text, places, start, end)


def _in_english(text: str) -> list[Finding]:
    """Return what English words tell; a word spelt out letter by letter is read whole."""
    spaced, places = _mapped(text)
    found = [
        _finding(kind, text, places, *match.span())
        for kind, pattern in ENGLISH.items()
        for match in pattern.finditer(spaced)
    ]
    for run in SPELT.finditer(spaced):
        word = re.sub("[^a-z]", "", run[0])
        for kind, pattern in ENGLISH.items():
            if pattern.search(word) or WHOLE.get(word) == kind or HEADERS_ENGLISH[kind].search(word):
                found.append(_finding(kind, text, places, *run.span()))
    return found


def _whole(spaced: str) -> Kind | None:
    """Return what a cell tells that holds nothing but one telling word, or several short forms."""
    if len(spaced) > LONGEST_LIST:
        return None
    bare = spaced.strip(TRIMMED)
    if bare[:1] not in FIRST:
        return None
    if kind := WHOLE.get(bare) or WHOLE.get(JOINTS.sub("", bare)):
        return kind
    if not LIST.match(bare):
        return None
    told = [part for part in PARTED.split(bare) if part]
    return "nationality" if _is_list(told) else None


def _is_list(told: list[str]) -> bool:
    chinese, english = set(told), {part.removesuffix("s") for part in told}
    if chinese <= nationalities.SHORT:
        return bool(chinese & nationalities.STRONG)
    return english <= nationalities.ENGLISH_SHORT and bool(english & nationalities.ENGLISH_STRONG)


def _spaced(text: str) -> str:
    """Return a text in plain width and case, without characters that cannot be seen."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    return UNSEEN.sub("", plain.translate(PLAIN) if ALIKE.search(plain) else plain)


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return the same as ``_spaced``, and for each of its characters where it stood in the text."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for plain in _spaced(sign):
            signs.append(plain)
            places.append(place)
    return "".join(signs), places


def _without(pattern: re.Pattern[str], text: str, places: list[int]) -> tuple[str, list[int]]:
    """Return a text without what a pattern matches, and where what is left stood."""
    gone = {place for match in pattern.finditer(text) for place in range(*match.span())}
    kept = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in kept), [places[place] for place in kept]


def _finding(kind: Kind, text: str, places: list[int], start: int, end: int) -> Finding:
    first, last = places[start], places[end - 1] + 1 if end > start else places[start] + 1
    return Finding(kind, text[first:last], first, last)


def _apart(found: list[Finding]) -> list[Finding]:
    """Return findings in the order of the text, without those that lie within an earlier one."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not any(one.kind == other.kind and one.end <= other.end for other in kept):
            kept.append(one)
    return kept
