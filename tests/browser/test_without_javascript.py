"""Without JavaScript: home, the form, the case, a seat; in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import OpenVisit

pytestmark = pytest.mark.browser

NEED = {"zh": "手机没电了，哪里能充一下？", "en": "My phone battery is flat. Where can I charge?"}
KIND = {"zh": "充电·换电", "en": "Charging"}
MORE = {"zh": "我在地铁口。", "en": "I am at the metro exit."}
NICKNAME = {"zh": "阿亮", "en": "Liang"}


def test_a_need_is_said_confirmed_and_followed_without_a_script(visit: OpenVisit, language: str) -> None:
    with visit(language, "phone", java_script_enabled=False) as rider:
        page, words = rider.go(""), rider.words

        rider.tap("link", words("Say something"))
        page.get_by_label(words("What is it?")).fill(NEED[language])
        rider.tap("button", words("Send"))
        expect(
            page.get_by_text(words("One more look: is this the right kind? Then send it."))
        ).to_be_visible()
        expect(page.locator(".hint", has_text=KIND[language])).to_be_visible()
        expect(page.get_by_label(words("What is it?"))).to_have_value(NEED[language])
        rider.tap("button", words("Send"))
        expect(page.locator(".code")).to_be_visible()

        page.locator("summary", has_text=words("Add a word")).click()
        page.get_by_role("textbox").last.fill(MORE[language])
        page.get_by_role("button", name=words("Send")).click()
        expect(page.get_by_text(MORE[language]).first).to_be_visible()


def test_nothing_typed_is_lost_when_the_form_comes_back(visit: OpenVisit, language: str) -> None:
    with visit(language, "phone", java_script_enabled=False) as rider:
        page, words = rider.go("say/?place=zhaofeng_hub"), rider.words
        where = page.get_by_label(words("Where?")).input_value()

        rider.tap("button", words("Send"))
        expect(page.get_by_role("alert")).to_contain_text(words("What is it?"))
        expect(page.get_by_label(words("Where?"))).to_have_value(where)
        page.get_by_label(words("What is it?")).fill("1234567")
        rider.tap("button", words("Send"))

        expect(page.get_by_label(words("What is it?"))).to_have_value("1234567")
        expect(page.get_by_label(words("Where?"))).to_have_value(where)
        expect(
            page.get_by_text(words("We could not tell what kind it is. Choose one, then send it."))
        ).to_be_visible()


def test_home_filters_and_finds_on_the_server(visit: OpenVisit, language: str) -> None:
    with visit(language, "phone", java_script_enabled=False) as rider:
        page, words = rider.go(""), rider.words
        shown = page.locator("li[data-slug]:visible")
        before = shown.count()

        page.locator("label[for=with-charging]").click()
        rider.tap("button", words("Show"))
        assert 0 < shown.count() < before
        page.get_by_role("searchbox").fill("昭化路" if language == "zh" else "Zhaohua Road")
        rider.tap("button", words("Find"))

        expect(shown.first.locator("[data-walk]")).not_to_be_empty()


def test_a_seat_is_taken_and_let_go(visit: OpenVisit, language: str) -> None:
    with visit(language, "phone", java_script_enabled=False) as rider:
        page, words = rider.go("hands/"), rider.words

        page.locator("li.card").get_by_role("link").last.click()
        page.get_by_label(words("What shall we call you?")).fill(NICKNAME[language])
        page.locator("[name=is_old_enough]").check()
        rider.tap("button", words("I will be there"))
        expect(page.get_by_role("heading", level=1)).to_contain_text(NICKNAME[language])
        rider.tap("button", words("Let it go"))

        told = words("Done: your seat is free again and nothing about you is kept.")
        expect(page.get_by_text(told)).to_be_visible()
