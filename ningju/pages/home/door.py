"""The QR on a door: from a short link to the place's page, in the browser's language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ningju.ground.links import there
from ningju.ground.tenancy import in_community
from ningju.kernel.errors import NotFound
from ningju.rooms.communities.services import find_community
from ningju.rooms.places.models import Place


@require_safe
def open_short(request: HttpRequest, short: str) -> HttpResponse:
    """Lead from a door's short link to its place.

    Raises:
        NotFound: no place has this short link.
    """
    community = find_community(purpose="short", text=short.lower())
    if community is not None:
        with in_community(community.pk):
            slug = Place.objects.filter(short=short.lower()).values_list("slug", flat=True).first()
        if slug is not None:
            return HttpResponseRedirect(there(community.slug, "show_place", slug=slug))
    raise NotFound(_("This short link leads nowhere. Look at the poster once more, or open the map."))
