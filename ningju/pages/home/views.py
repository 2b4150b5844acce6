"""The map home and the two layers of its map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from ningju.ground.links import here
from ningju.ground.page_cache import kept_page
from ningju.kernel.codes import read_code
from ningju.pages.home.context import home_context
from ningju.pages.home.layers import places_layer, streets_layer
from ningju.pages.home.wishes import PARAMETERS, read_wishes


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Where can I go now? A case's code typed into the one search box leads to its case."""
    code = code_in(request.GET.get("near", ""))
    if code:
        return redirect(here(request, "show_case", code=code))
    return kept_page(request, lambda: make_home(request), parameters=PARAMETERS)


def code_in(typed: str) -> str:
    """Return the case's code that somebody typed, or nothing: streets hold no digit, phones no letter."""
    try:
        code = read_code(typed) if any(sign.isdigit() for sign in typed) else ""
    except ValueError:
        return ""
    return code if code[:1].isalpha() else ""


def make_home(request: HttpRequest) -> HttpResponse:
    """Render the map home."""
    context = home_context(request, read_wishes(request.GET), timezone.now())
    return render(request, "home/show_home.html", context)


def places_etag(request: HttpRequest) -> str:
    """Name the state of the places layer: the content and the minute."""
    minute = int(timezone.now().timestamp()) // 60
    return f'"{streets_etag(request)[1:-1]}-{minute}"'


def streets_etag(request: HttpRequest) -> str:
    """Name the state of the streets layer: the content."""
    community = request.community  # type: ignore[attr-defined]
    return f'"{community.pk}-{community.content_version}"'


@require_safe
@condition(etag_func=places_etag)
def places_geojson(request: HttpRequest) -> HttpResponse:
    """Return the places that the map shows, as GeoJSON (RFC 7946)."""
    return kept_page(
        request,
        lambda: geojson(places_layer(request, read_wishes(request.GET), timezone.now())),
        parameters=PARAMETERS,
    )


@require_safe
@condition(etag_func=streets_etag)
def streets_geojson(request: HttpRequest) -> HttpResponse:
    """Return streets, waters, parks, blocks and the outline, as GeoJSON (RFC 7946)."""
    return kept_page(request, lambda: geojson(streets_layer()))


def geojson(layer: dict[str, object]) -> HttpResponse:
    """Return a layer in its own media type."""
    return JsonResponse(layer, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})
