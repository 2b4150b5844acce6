"""What the about page needs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Block, Community, TimelineItem

DATE_FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline with its date in words."""

    item: TimelineItem
    when: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the source, shown with where it comes from (引用数字)."""

    value: str
    name: Bilingual
    source: Bilingual


def about_context(community: Community, today: date) -> dict[str, object]:
    """Return the context of the about page."""
    items = TimelineItem.objects.order_by("happened_on", "slug")
    return {
        "community": community,
        "about": in_paragraphs(community.about),
        "timeline": [Happening(item, words_of(item)) for item in items],
        "blocks": list(Block.objects.in_order()),
        "figures": [figure_of(written) for written in community.figures],
        "home_years": years_since(community.home_since_year, today),
    }


def in_paragraphs(text: Bilingual) -> Bilingual:
    """Return the text with an empty line after each line, which makes each a paragraph of its own."""
    return Bilingual(zh=text.zh.replace("\n", "\n\n"), en=text.en.replace("\n", "\n\n"))


def words_of(item: TimelineItem) -> str:
    """Return the date of an event, as precisely as it is known."""
    return date_format(item.happened_on, DATE_FORMATS.get(item.precision, "DATE_FORMAT"))


def figure_of(written: dict[str, Any]) -> Figure:
    """Return a quoted figure as it is kept in the community's row."""
    return Figure(
        value=str(written["value"]), name=Bilingual(**written["name"]), source=Bilingual(**written["source"])
    )


def years_since(year: int | None, today: date) -> int | None:
    """Return how many years it has been, or None where no year is known."""
    return None if year is None else today.year - year
