"""Messages on one's own device, in a real browser: asked for by a tap only, shown by our own worker."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenVisit, Visit
from tests.rooms.messages.test_addresses import subscription

pytestmark = pytest.mark.browser

# The push service is another house, which tests never ask; all the rest of the way is real.
SUBSCRIBE = "PushManager.prototype.subscribe = function (options) { window.asked = options; return %s; }"
GIVEN = SUBSCRIBE % f"Promise.resolve({{ toJSON: function () {{ return {subscription()}; }} }})"
REFUSED = SUBSCRIBE % "Promise.reject(new Error('no permission'))"


def say_something(rider: Visit) -> Page:
    """Say a need and return the page of its case."""
    page = rider.go("say/")
    page.locator("[name=words]").fill("中午想吃口热饭")
    page.wait_for_selector("[data-guess] .hint")
    page.locator("main form .send button").click()
    page.wait_for_url("**/k/**")
    return page


def want_messages(rider: Visit, page: Page) -> None:
    """Unfold, say yes, and tap."""
    words = rider.words
    page.get_by_text(words("Tell me on this device when something changes")).click()
    page.get_by_label(words("Yes, reach me this way about this matter")).check()
    page.get_by_role("button", name=words("Tell me here")).click()


def push(rider: Visit, page: Page, told: dict[str, str]) -> None:
    """Deliver what a push service would."""
    line = rider.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    line.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    line.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": rider.town.origin,
            "registrationId": found[0]["registrationId"],
            "data": json.dumps(told, ensure_ascii=False),
        },
    )


SHOWN = """async () => {
  for (let tries = 0; tries < 50; tries++) {
    const [one] = await navigator.serviceWorker.getRegistrations();
    const shown = await one.getNotifications();
    if (shown.length) return shown.map(each => [each.title, each.body]);
    await new Promise(done => setTimeout(done, 100));
  }
  return []; }"""


def test_a_tap_subscribes_this_device_and_the_worker_shows_what_is_pushed(
    visit: OpenVisit, language: str
) -> None:
    with visit(language, permissions=["notifications"]) as rider:
        rider.context.add_init_script(GIVEN)
        page = say_something(rider)
        asked_before = page.evaluate("[window.asked, navigator.serviceWorker.controller]")
        want_messages(rider, page)
        expect(page.get_by_text(rider.words("This device is told when something changes."))).to_be_visible()
        push(rider, page, {"title": "华阳路街道", "text": "你说的事有答复了", "id": "1"})

        assert asked_before == [None, None]
        assert page.evaluate(SHOWN) == [["华阳路街道", "你说的事有答复了"]]


def test_a_browser_that_says_no_is_told_what_works_instead(visit: OpenVisit) -> None:
    with visit("en") as rider:
        rider.context.add_init_script(REFUSED)
        page = say_something(rider)
        want_messages(rider, page)

        expect(page.locator("[data-push-trouble]")).to_be_visible()
        expect(page.get_by_label(rider.words("Yes, reach me this way about this matter"))).to_be_checked()


def test_without_a_script_nothing_is_offered_that_cannot_be_done(visit: OpenVisit) -> None:
    with visit("zh", java_script_enabled=False) as rider:
        page = rider.go("say/")
        page.locator("[name=words]").fill("中午想吃口热饭")
        for _kind_then_case in range(2):
            page.locator("main form .send button").click()
        page.wait_for_url("**/k/**")

        expect(page.locator("[data-push]")).to_be_hidden()
