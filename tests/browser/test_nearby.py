"""Near me and the map on the real home: the list sorts on the device, and no coordinate leaves it."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.visits import OpenVisit, Visit

pytestmark = pytest.mark.browser

HERE = {"latitude": 31.21937, "longitude": 121.41283}
COORDINATE = re.compile(r"(31[.,]2|121[.,]4|21937|41283|31%2[EC]2)")


def everything_in(request: Request) -> str:
    """Return address, headers and body of a request."""
    body = request.post_data_buffer or b""
    return f"{request.url} {request.all_headers()} {body.decode(errors='replace')}"


def walks(page: Page) -> list[int]:
    """Return the walking minutes of the open places, as the list shows them."""
    shown = page.locator('li[data-open="1"]:visible [data-walk]').all_inner_texts()
    return [int(found[0]) for text in shown if (found := re.findall(r"\d+", text))]


def nothing_left_the_device(rider: Visit) -> None:
    """Fail if any request of the visit, or anything kept, holds a coordinate."""
    for request in rider.requests:
        assert not COORDINATE.search(everything_in(request)), request.url
    assert not COORDINATE.search(rider.page.evaluate("document.cookie"))


def test_p19_near_me_sorts_the_list_and_no_request_holds_a_coordinate(
    visit: OpenVisit, language: str
) -> None:
    with visit(language, "phone", permissions=["geolocation"], geolocation=HERE) as rider:
        page, words = rider.go(""), rider.words

        rider.tap("button", words("Near me"))
        expect(page.locator("[data-from]")).to_be_visible()
        assert walks(page) == sorted(walks(page))
        assert walks(page)
        page.locator("label[for=with-charging]").click()
        page.locator('li[data-open="1"]:visible').get_by_role("link").first.click()
        page.go_back()
        rider.go("say/")

        nothing_left_the_device(rider)
        kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
        assert not COORDINATE.search(kept)


def test_a_tap_on_the_map_sorts_the_list_and_asks_the_server_nothing(visit: OpenVisit) -> None:
    with visit("zh", "desktop") as rider:
        page = rider.go("")
        page.wait_for_selector("[data-drawn]", state="attached")
        before = len(rider.requests)

        page.locator("[data-map]").click(position={"x": 260, "y": 300})
        expect(page.locator("[data-from]")).to_be_visible()

        assert walks(page) == sorted(walks(page))
        assert len(rider.requests) == before
        nothing_left_the_device(rider)


def test_without_permission_the_list_stays_and_the_page_says_what_else_to_do(visit: OpenVisit) -> None:
    with visit("zh", "phone") as rider:
        page, words = rider.go(""), rider.words
        before = page.locator("li[data-slug]:visible").count()

        rider.tap("button", words("Near me"))

        told = words("No position. Tap the map or type a street: it sorts just as well.")
        expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
        assert page.locator("li[data-slug]:visible").count() == before
