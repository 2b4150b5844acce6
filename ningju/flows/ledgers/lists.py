"""What the community already has, by every name a ledger may use for it."""

from collections import Counter
from collections.abc import Iterable

from django.db import models

from ningju.rooms.cases.models import Category
from ningju.rooms.communities.models import Block
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.places.models import Place


def lists_of(*names: str) -> dict[str, dict[str, str]]:
    """Return, for each list that is named, what may be written → the slug."""
    sources: dict[str, models.QuerySet[models.Model]] = {
        "blocks": Block.objects.all(),
        "organisations": Organisation.objects.all(),
        "places": Place.objects.all(),
        "categories": Category.objects.of_kind("need"),
    }
    return {name: by_every_name(sources[name].values_list("slug", "name_zh", "name_en")) for name in names}


def by_every_name(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return name → slug; a name that two bear names neither, a slug always wins."""
    told = list(rows)
    names = Counter(name for _slug, *both in told for name in set(both) if name)
    known = {name: slug for slug, *both in told for name in both if name and names[name] == 1}
    return known | {slug: slug for slug, *_both in told}
