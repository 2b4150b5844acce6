"""What the poster for the door needs."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from ningju.kernel.text import Bilingual
from ningju.rooms.places.models import Amenity, Place

MOST_CHIPS = 8


def poster_context(request: HttpRequest, place: Place) -> dict[str, object]:
    """Return the context of a place's poster: the QR leads to the host this request came to."""
    short_url = request.build_absolute_uri(f"/q/{place.short}")
    return {
        "place": place,
        "short_url": short_url,
        "short_words": short_url.partition("://")[2],
        "qr": qr_svg(short_url),
        "hours": bilingual_hours(place),
        "amenities": [
            amenity.declared for amenity in Amenity.objects.working().filter(place=place).in_order()
        ][:MOST_CHIPS],
        "is_https": settings.NINGJU_HTTPS,
    }


def bilingual_hours(place: Place) -> list[tuple[Bilingual, Bilingual]]:
    """Return the lines of the sign: days and hours, in both languages."""
    if place.opening is None:
        return []
    zh, en = place.opening.describe("zh"), place.opening.describe("en")
    return [
        (Bilingual(days_zh, days_en), Bilingual(spans_zh, spans_en))
        for (days_zh, spans_zh), (days_en, spans_en) in zip(zh, en, strict=True)
    ]


def qr_svg(address: str) -> SafeString:
    """Return a QR code as SVG for a page: error correction M, dark on nothing, no inline style."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, nl=False
    )
    return mark_safe(drawn.getvalue().decode())
