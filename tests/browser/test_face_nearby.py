"""The map home in a real browser: the list filters and sorts on the device, and no coordinate leaves it."""

import json
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import leaflet
import pytest
from playwright.sync_api import Browser, Geolocation, Page, Route

import ningju

STATIC = {
    "/static/ningju/": Path(ningju.__file__).parent / "pages" / "static" / "ningju",
    "/static/leaflet/": Path(leaflet.__file__).parent / "static" / "leaflet",
}
HOME = "http://localhost/en/lane/"
Home = tuple[Page, list[str]]
HERE = Geolocation(latitude=31.22907, longitude=121.42219)

# name, latitude, longitude, open, amenities: about 150 m, 300 m and 1,100 m north of the south end.
PLACES = [
    ("far", "Far corner shop", 31.2290, 121.4222, True, "water charging"),
    ("near", "Near hub", 31.2196, 121.4127, True, "water"),
    ("mid", "Middle stop", 31.2210, 121.4140, True, "water charging"),
    ("shut", "Shut tailor", 31.2214, 121.4196, False, "water"),
]
ITEM = """<li data-slug="{0}" data-lat="{2}" data-lon="{3}" data-open="{4:d}" data-amenities="{5}"
data-name="{1}"><article class="card"><h3><a href="/en/lane/{0}/">{1}</a></h3>
<span class="way" data-walk></span></article></li>"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lane</title>
<link rel="stylesheet" href="/static/leaflet/leaflet.css">
<link rel="stylesheet" href="/static/ningju/tokens.css"><link rel="stylesheet" href="/static/ningju/page.css">
<link rel="stylesheet" href="/static/ningju/parts.css"><link rel="stylesheet" href="/static/ningju/map.css">
<script src="/static/ningju/mode.js"></script><script src="/static/leaflet/leaflet.js" defer></script>
<script src="/static/ningju/map_draw.js" defer></script><script src="/static/ningju/map.js" defer></script>
<script src="/static/ningju/nearby.js" defer></script></head><body>
<button type="button" data-set-size="large" aria-pressed="false">Larger</button>
<button type="button" data-set-theme="night" aria-pressed="false">Dark</button>
<form data-find action="/en/lane/"><input name="near"><button>Find</button></form>
<main class="home"><form data-filters>
<input type="checkbox" name="with" value="charging" aria-label="Charging"></form>
<figure class="map-frame"><div class="map" data-map aria-hidden="true" data-streets-url="/streets.geojson"
 data-places-url="/places.geojson"></div>
<div class="map-tools"><button type="button" data-near-me>Near me</button></div></figure>
<section class="sheet-list" data-nearby data-walk-text="{{n}} min walk" data-count-one="{{n}} place"
 data-count-many="{{n}} places" data-tapped-text="the point you tapped" data-me-text="where you are"
 data-sorted-text="Sorted from {{place}}" data-no-fix-text="No position" data-wait-text="Looking">
<h1 data-count></h1><p class="from" data-from hidden><b data-from-name></b>
<button type="button" data-forget>Forget</button></p><p role="status" data-status></p>
<ol id="open">{open}</ol><p data-none hidden>Nothing fits</p>
<details data-shut><summary>Closed <span data-count-shut></span></summary><ol>{shut}</ol></details>
</section></main></body></html>"""


def layer(features: list[dict[str, Any]]) -> str:
    """Return GeoJSON text."""
    return json.dumps({"type": "FeatureCollection", "features": features})


def streets() -> str:
    """Return one street and one stream."""
    lines = [("Lamp Road", "street", 31.2180), ("Slow Creek", "water", 31.2300)]
    return layer(
        [
            {
                "type": "Feature",
                "properties": {"kind": kind, "name": name, "width": 1},
                "geometry": {"type": "LineString", "coordinates": [[121.41, lat], [121.424, lat]]},
            }
            for name, kind, lat in lines
        ]
    )


def places() -> str:
    """Return the places as the page's own endpoint gives them."""
    return layer(
        [
            {
                "type": "Feature",
                "properties": {"slug": slug, "name": name, "level": "grid", "open": is_open},
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
            }
            for slug, name, lat, lon, is_open, _codes in PLACES
        ]
    )


def answer(route: Route) -> None:
    """Serve the page, its layers and its files, and nothing else."""
    path = re.sub(r"\?.*", "", route.request.url.removeprefix("http://localhost"))
    for prefix, folder in STATIC.items():
        if path.startswith(prefix):
            file = folder / path.removeprefix(prefix)
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
            return
    items = {True: "", False: ""}
    for place in PLACES:
        items[place[4]] = items[place[4]] + ITEM.format(*place)
    bodies = {
        "/en/lane/": PAGE.format(open=items[True], shut=items[False]),
        "/streets.geojson": streets(),
        "/places.geojson": places(),
    }
    if path not in bodies:
        route.abort()
        return
    route.fulfill(
        body=bodies[path],
        content_type="text/html" if path == "/en/lane/" else "application/geo+json",
        headers={"Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:"},
    )


@pytest.fixture
def home(browser: Browser) -> Iterator[Home]:
    """Open the page with the map drawn; also return every address it asked for from then on."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.route("**/*", answer)
    page.goto(HOME)
    page.wait_for_selector("[data-drawn]", state="attached")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    yield page, asked
    context.close()
    assert troubles == []


def order(page: Page) -> list[str]:
    """Return the open places as the list shows them."""
    shown: list[str] = page.eval_on_selector_all(
        "#open li:not([hidden])", "all => all.map(one => one.dataset.slug)"
    )
    return shown


def test_near_me_sorts_the_list_and_sends_no_coordinate_anywhere(home: Home) -> None:
    page, asked = home
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)

    page.click("[data-near-me]")
    page.wait_for_selector("text=Sorted from where you are")
    page.check("input[name=with]")

    assert order(page) == ["far", "mid"]
    assert page.text_content("#open li:first-child [data-walk]") == "1 min walk"
    assert not [address for address in asked if re.search(r"31\.2|121\.4|2290|4221", address)]
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie")
    assert "31." not in kept


def test_without_a_position_the_page_says_what_else_to_do(home: Home) -> None:
    page, _asked = home

    page.click("[data-near-me]")

    page.wait_for_selector("text=No position")
    assert order(page) == ["far", "near", "mid"]


def test_a_tap_on_the_map_sorts_by_the_walk_from_there(home: Home) -> None:
    page, asked = home
    box = page.locator("[data-map]").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + 30, box["y"] + box["height"] - 40)
    page.wait_for_selector("text=Sorted from the point you tapped")

    assert order(page) == ["near", "mid", "far"]
    walks = page.eval_on_selector_all("#open [data-walk]", "all => all.map(one => one.textContent)")
    minutes = [int(walk.split()[0]) for walk in walks]
    assert minutes == sorted(minutes)
    assert asked == []


def test_a_typed_place_sorts_by_the_walk_from_it_without_asking_the_server(home: Home) -> None:
    page, asked = home

    page.fill("input[name=near]", "far corner")
    page.press("input[name=near]", "Enter")
    page.wait_for_selector("text=Sorted from Far corner shop")

    assert order(page) == ["far", "mid", "near"]
    assert asked == []


def test_a_typed_street_is_known_too_and_an_unknown_name_goes_to_the_server(home: Home) -> None:
    page, asked = home

    page.fill("input[name=near]", "lamp road")
    page.press("input[name=near]", "Enter")
    page.wait_for_selector("text=Sorted from Lamp Road")
    page.fill("input[name=near]", "Nowhere")
    page.press("input[name=near]", "Enter")
    page.wait_for_url("**/en/lane/?near=Nowhere")

    assert [address for address in asked if "near=" in address] == ["http://localhost/en/lane/?near=Nowhere"]


def test_filters_hide_what_does_not_fit_and_count_the_rest(home: Home) -> None:
    page, _asked = home
    assert page.text_content("[data-count]") == "3 places"

    page.check("input[name=with]")

    assert order(page) == ["far", "mid"]
    assert page.text_content("[data-count]") == "2 places"
    assert page.is_hidden("[data-shut]")


def test_a_forgotten_start_gives_the_first_order_back(home: Home) -> None:
    page, _asked = home
    page.fill("input[name=near]", "Near hub")
    page.press("input[name=near]", "Enter")
    page.wait_for_selector("text=Sorted from Near hub")

    page.click("[data-forget]")

    assert order(page) == ["far", "near", "mid"]
    assert page.is_hidden("[data-from]")


def test_size_and_theme_are_remembered_on_the_device(home: Home) -> None:
    page, asked = home

    page.click("[data-set-size]")
    page.click("[data-set-theme]")
    page.reload()

    root = page.locator("html")
    assert root.get_attribute("data-size") == "large"
    assert root.get_attribute("data-theme") == "night"
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
    assert page.get_attribute("[data-set-size]", "aria-pressed") == "true"
    assert not [address for address in asked if "large" in address or "night" in address]


def test_the_map_paints_open_places_and_names_nothing_from_elsewhere(home: Home) -> None:
    page, _asked = home

    painted = page.evaluate(
        """() => { const c = document.querySelector("canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let glow = 0; for (let i = 0; i < d.length; i += 4)
          if (d[i] > 245 && Math.abs(d[i + 1] - 179) < 12 && Math.abs(d[i + 2] - 71) < 16) glow += 1;
        return glow; }"""
    )
    hosts = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).host)")

    assert painted > 100
    assert set(hosts) == {"localhost"}


def test_a_map_that_is_still_moving_never_stops_the_page(home: Home) -> None:
    page, _asked = home
    page.set_default_timeout(5_000)

    for name in ("Far corner shop", "Near hub") * 4:
        page.fill("input[name=near]", name)
        page.press("input[name=near]", "Enter")
        page.set_checked("input[name=with]", name == "Near hub")

    assert page.text_content("[data-from-name]") == "Near hub"
