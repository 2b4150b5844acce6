"""Suggest what kind of thing somebody says, with the words that say so."""

from collections.abc import Collection
from dataclasses import dataclass

from ningju.kernel.keywords import KeywordCategory, suggest
from ningju.rooms.cases.models import Category, CategoryQuerySet

MODULE_OF = {"hazard": "issues", "need": "needs"}
"""The module that each kind of case belongs to."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest category and the words it rests on; no category where nothing fits."""

    category: Category | None
    because: tuple[str, ...]


def guess_category(words: str, modules: Collection[str]) -> Guess:
    """Suggest a category of this community for what somebody typed."""
    categories = {category.slug: category for category in choosable(modules)}
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


def choosable(modules: Collection[str]) -> CategoryQuerySet:
    """Return the categories whose module is on."""
    kinds = [kind for kind, module in MODULE_OF.items() if module in modules]
    return Category.objects.filter(kind__in=kinds).order_by("position", "slug")


def kinds_for_choice(modules: Collection[str]) -> list[tuple[str, list[Category]]]:
    """Return the categories to choose from: what one saw, then what one needs."""
    categories = list(choosable(modules))
    kinds = [(kind, [each for each in categories if each.kind == kind]) for kind in MODULE_OF]
    return [(kind, found) for kind, found in kinds if found]
