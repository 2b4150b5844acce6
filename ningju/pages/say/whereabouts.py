"""Read where something is out of what somebody says about it."""

from collections.abc import Iterable

from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import StreetLine
from ningju.rooms.places.models import Place

MOST_NAMES = 2


def where_in(words: str) -> str:
    """Return the streets and places of this community that the words name, or nothing.

    A rider who writes "loose manhole, Wuyi Road at Dingxi Road" has said where; nobody has to say
    it a second time.
    """
    lines = StreetLine.objects.exclude(kind="outline")
    return " · ".join(
        names_in(words, (row.name for rows in (lines, Place.objects.visible()) for row in rows))
    )


def names_in(words: str, names: Iterable[Bilingual]) -> list[str]:
    """Return the names that occur in the words, as they occur there: first come first, longest first."""
    text = words.casefold()
    wanted = {name.casefold() for pair in names for name in (pair.zh, pair.en) if len(name) > 1}
    found: list[tuple[int, str]] = []
    for name in sorted(wanted, key=len, reverse=True):
        at = text.find(name)
        if at >= 0 and not any(start <= at < start + len(other) for start, other in found):
            found.append((at, words[at : at + len(name)]))
    return [name for _, name in sorted(found)[:MOST_NAMES]]
