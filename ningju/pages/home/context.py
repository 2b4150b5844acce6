"""What the template of the map home needs."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ningju.ground.links import here
from ningju.pages.home import words
from ningju.pages.home.listing import Listing, make_listing
from ningju.pages.home.nearby import shown
from ningju.pages.home.wishes import FILTERS, Wishes
from ningju.rooms.communities.models import Block
from ningju.rooms.places.amenities import KINDS


def home_context(request: HttpRequest, wishes: Wishes, now: datetime) -> dict[str, object]:
    """Return the context of the map home for somebody's wishes."""
    listing = make_listing(wishes, now)
    title = words.title_words(wishes.at)
    return {
        "wishes": wishes,
        "near": wishes.near,
        "listing": listing,
        "words": title,
        "title": title.count(listing.open_count),
        "clocks": words.clock_pills(),
        "groups": words.group_pills(),
        "filters": [KINDS[kind] for kind in FILTERS],
        "blocks": list(Block.objects.in_order()),
        "all_query": whole_query(request),
        **none_words(request, wishes, listing),
    }


def whole_query(request: HttpRequest) -> str:
    """Return this page's query with every place asked for."""
    query = request.GET.copy()
    query["all"] = "1"
    return query.urlencode()


def none_words(request: HttpRequest, wishes: Wishes, listing: Listing) -> dict[str, str]:
    """Return what to say, and the way on, when nothing is open that fits."""
    card = listing.next_card
    if card is None:
        advice = _("Drop a filter or pick another hour. If something is missing here, say so.")
    else:
        advice = _("The next to open is %(name)s: %(opens)s.") % {
            "name": shown(card.place.name),
            "opens": card.state.words,
        }
    home_url = here(request, "show_home")
    is_plain = not wishes.amenities and not wishes.block and not wishes.group
    return {
        "none_title": _("Nothing fits just now"),
        "none_words": advice,
        "none_way": _("Which are open at 1 a.m.?") if is_plain else _("Drop all filters"),
        "home_url": f"{home_url}?at=01:00" if is_plain else home_url,
    }
