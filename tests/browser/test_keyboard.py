"""By keyboard alone: the skip link, a focus one can see, and the form from first word to code."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenVisit

pytestmark = pytest.mark.browser

# The ring stands around the thing itself, around the card its link covers, or around the box it is typed in.
FOCUSED = """() => {
  const one = document.activeElement, field = one.closest(".find") || one;
  const rings = [getComputedStyle(one), getComputedStyle(one, "::after"), getComputedStyle(field)];
  const isSeen = rings.some(ring => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2);
  return [one.outerHTML.slice(0, 80), isSeen || one === document.body]; }"""


def tab_to(page: Page, selector: str, *, most: int = 60) -> None:
    """Press Tab until this has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("path", ["", "say/"])
def test_the_first_tab_offers_to_skip_to_the_content(visit: OpenVisit, path: str) -> None:
    with visit("zh", "desktop") as reader:
        page = reader.go(path)

        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")

        expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("path", ["", "places/zhaofeng_hub/", "say/", "hands/"])
def test_every_stop_of_the_keyboard_can_be_seen(visit: OpenVisit, path: str) -> None:
    with visit("zh", "desktop") as reader:
        page = reader.go(path)
        unseen = []

        for _press in range(25):
            page.keyboard.press("Tab")
            what, is_seen = page.evaluate(FOCUSED)
            if not is_seen:
                unseen.append(what)

        assert unseen == []


def test_the_form_is_filled_and_sent_by_keyboard_alone(visit: OpenVisit, language: str) -> None:
    with visit(language, "desktop") as rider:
        page = rider.go("say/")

        tab_to(page, "[name=words]")
        page.keyboard.type("路灯不亮，看不见台阶" if language == "zh" else "The street light is out")
        expect(page.locator("[data-guess] .hint")).to_be_visible()
        tab_to(page, "[name=where]")
        page.keyboard.type("武夷路" if language == "zh" else "Wuyi Road")
        tab_to(page, "main form button[type=submit]")
        page.keyboard.press("Enter")

        expect(page.locator(".code")).to_contain_text("H")


def test_a_refused_form_leads_the_keyboard_to_what_is_wrong(visit: OpenVisit) -> None:
    with visit("zh", "desktop") as rider:
        page = rider.go("say/")

        tab_to(page, "main form button[type=submit]")
        page.keyboard.press("Enter")
        expect(page.locator(".errors")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.locator("[name=words]")).to_be_focused()


def test_the_inbox_is_walked_and_a_case_opened_by_keyboard(visit: OpenVisit) -> None:
    with visit("zh", "desktop") as worker:
        worker.enter("coordinator-huayang")
        page = worker.go("desk/")

        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator(".inbox a").nth(1)).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
        page.keyboard.press("a")
        expect(page.locator("[data-key=a]")).to_be_focused()
