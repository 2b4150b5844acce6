"""Suggest what kind of thing somebody says, with the words that say so."""

from dataclasses import dataclass

from ningju.kernel.keywords import KeywordCategory, suggest
from ningju.rooms.cases.models import Category


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest category and the words it rests on; no category where nothing fits."""

    category: Category | None
    because: tuple[str, ...]


def guess_category(words: str) -> Guess:
    """Suggest a category of this community for what somebody typed."""
    categories = {category.slug: category for category in Category.objects.order_by("position", "slug")}
    found = suggest(
        words,
        [
            KeywordCategory(code=slug, words=(*category.keywords_zh, *category.keywords_en))
            for slug, category in categories.items()
        ],
    )
    if not found:
        return Guess(None, ())
    return Guess(categories[found[0].code], found[0].because)


def kinds_for_choice() -> list[tuple[str, list[Category]]]:
    """Return the categories to choose from: what one saw, then what one needs."""
    categories = list(Category.objects.order_by("position", "slug"))
    return [(kind, [each for each in categories if each.kind == kind]) for kind in ("hazard", "need")]
