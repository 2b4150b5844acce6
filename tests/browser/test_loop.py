"""The whole loop in a real browser: rider on a phone, partner, worker, leader; in both languages."""

import re
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.visits import OpenVisit, Visit

pytestmark = pytest.mark.browser

NEED = {"zh": "中午想吃口热饭，附近哪里便宜？", "en": "Where can I get a cheap hot meal at noon?"}
REASON = {"zh": "“热饭”", "en": "“meal"}
HAZARD = {"zh": "路口井盖松了，骑过去咣当响。", "en": "A loose manhole cover at the crossing rattles."}
WHERE = {"zh": "昭化路 定西路口", "en": "Zhaohua Road at Dingxi Road"}
OFFER = {"zh": "骑手热饭二十份", "en": "Twenty hot meals for riders"}
WHEN = {"zh": "工作日 11:00–13:00", "en": "Working days, 11:00–13:00"}
WHY = {"zh": "午饭正好对得上", "en": "The hours fit his break"}
FOUND = {"zh": "有二十份热饭，明天起可以去。", "en": "Twenty hot meals a day, from tomorrow on."}
ANSWER = {"zh": "明天中午带上手机去就行。", "en": "Just go there tomorrow at noon."}
STILL = {"zh": "去了，说已经送完。", "en": "I went; they had none left."}
NICKNAME = {"zh": "小蓝", "en": "Blue"}
AGAIN = {"zh": "今天加了十份，给你留着。", "en": "Ten more today; one is kept for you."}


@dataclass
class Cast:
    """Everybody in the story, each with a browser of their own."""

    rider: Visit
    partner: Visit
    worker: Visit
    leader: Visit
    code: str = ""
    link: str = ""


def assemble(visit: OpenVisit, language: str, stack: ExitStack) -> Cast:
    """Give a browser to everybody; staff come in through their demo doors."""
    rider = stack.enter_context(visit(language, "phone"))
    partner, worker, leader = (stack.enter_context(visit(language, "desktop")) for _desk in range(3))
    cast = Cast(rider, partner, worker, leader)
    cast.partner.enter("partner_donghua-huayang")
    cast.worker.enter("worker_services-huayang")
    cast.leader.enter("leader-huayang")
    return cast


def find_an_open_station(rider: Visit) -> None:
    """Home, then the first place that is open now, whatever the hour."""
    page, words = rider.go(""), rider.words
    lit = page.locator('[data-nearby] li[data-open="1"]:visible').first
    expect(lit.locator(".state")).to_contain_text(words("Open", context="place"))
    name = lit.get_by_role("link").first.inner_text()
    lit.get_by_role("link").first.click()
    rider.taps += 1
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".state.is-open").first).to_be_visible()


def say_a_need_from_there(cast: Cast) -> None:
    """The form knows the place, suggests a kind with its reason, and ends with code, link and time."""
    rider, page, words = cast.rider, cast.rider.page, cast.rider.words
    rider.tap("link", words("Say what is missing here"))
    expect(page.get_by_label(words("Where?"))).not_to_have_value("")
    page.get_by_label(words("What is it?")).fill(NEED[rider.language])
    suggestion = page.locator("[data-guess] .hint")
    expect(suggestion).to_contain_text(REASON[rider.language])
    expect(page.get_by_role("radio", checked=True, include_hidden=True)).to_have_count(1)
    rider.tap("button", words("Send"))
    cast.code = page.locator(".code").inner_text()
    cast.link = page.url
    assert re.fullmatch(r"N\w\w-\w{3}-\w{4}", cast.code)
    assert "/k/" in cast.link
    expect(page.get_by_text(words.pattern("An answer comes by %(due)s (%(allowed)s)."))).to_be_visible()


def offer(cast: Cast) -> None:
    """The partner says what, when, how many; it waits for a check."""
    page, words, language = cast.partner.page, cast.partner.words, cast.partner.language
    cast.partner.go("desk/offers/")
    cast.partner.tap("link", words("Offer something"))
    page.get_by_label(words("What do you offer?")).fill(OFFER[language])
    page.get_by_label(words("When?")).fill(WHEN[language])
    page.get_by_role("button", name=words("Offer it")).click()
    expect(page.get_by_label(words("What do you offer?"))).to_have_value(OFFER[language])
    expect(page.get_by_label(words("When?"))).to_have_value(WHEN[language])
    page.get_by_label(words("Which need does it serve?")).select_option("meals")
    page.get_by_label(words("For how many?")).fill("20")
    page.get_by_role("button", name=words("Offer it")).click()
    card = page.locator("li.card", has_text=OFFER[language]).first
    expect(card).to_contain_text(words("Offered, not checked yet"))


def check_the_offer(cast: Cast) -> None:
    """The worker checks it."""
    page, words = cast.worker.go("desk/offers/"), cast.worker.words
    card = page.locator("li.card", has_text=OFFER[cast.worker.language]).first
    card.get_by_role("button", name=words("Checked: it holds")).click()
    card = page.locator("li.card", has_text=OFFER[cast.worker.language]).first
    expect(card).to_contain_text(words("Available"))


def open_in_inbox(cast: Cast) -> None:
    """The worker turns the pages of the inbox until the rider's need is there, and opens it."""
    page, words = cast.worker.go("desk/"), cast.worker.words
    for _page in range(5):
        row = page.locator(".inbox a", has_text=cast.code)
        if row.count():
            break
        page.get_by_role("link", name=words("More")).click()
    row.click()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text(
        NEED[cast.worker.language]
    )


def claim_and_join(cast: Cast) -> None:
    """One tap to take it, one form to join it; what was typed survives a refusal."""
    page, words, language = cast.worker.page, cast.worker.words, cast.worker.language
    page.get_by_role("button", name=words("I take it")).click()
    expect(page.get_by_text(words("It is yours now."))).to_be_visible()
    page.get_by_role("link", name=words("Join with an offer")).click()
    page.get_by_role("radio", name=OFFER[language]).check()
    page.get_by_label(words("What the asker reads")).fill(FOUND[language])
    page.get_by_label(words("Why does it fit?")).fill("")
    page.get_by_role("button", name=words("Join them")).click()
    expect(page.get_by_label(words("What the asker reads"))).to_have_value(FOUND[language])
    expect(page.get_by_role("radio", name=OFFER[language])).to_be_checked()
    page.get_by_label(words("Why does it fit?")).fill(WHY[language])
    page.get_by_role("button", name=words("Join them")).click()
    expect(page.get_by_text(words("Joined. The asker and the partner both see it."))).to_be_visible()


def both_see_the_match(cast: Cast) -> None:
    """The partner sees the code and no words; the rider reads what was found."""
    page = cast.partner.go("desk/offers/")
    card = page.locator("li.card", has_text=OFFER[cast.partner.language]).first
    expect(card).to_contain_text(cast.code)
    expect(page.get_by_text(NEED[cast.partner.language])).to_have_count(0)
    cast.rider.page.goto(cast.link)
    expect(cast.rider.page.get_by_text(FOUND[cast.rider.language])).to_be_visible()


def answer(cast: Cast, text: str) -> None:
    """The worker answers; without words nothing goes out, and the note typed is kept."""
    worker, page, words = cast.worker, cast.worker.page, cast.worker.words
    worker.go(f"desk/cases/{cast.code.replace('-', '')}/")
    reply = page.get_by_role("form", name=words.pattern("Reply to the asker"))
    button = reply.get_by_role("button", name=re.compile("^" + words("Answer", context="button")))
    reply.get_by_label(words("Note for colleagues")).fill("noted")
    button.click()
    expect(reply.get_by_label(words("Note for colleagues"))).to_have_value("noted")
    reply.get_by_label(words("To the asker")).fill(text)
    button.click()
    expect(page.get_by_text(words("The answer is with the asker."))).to_be_visible()


def not_solved_then_solved(cast: Cast) -> None:
    """The rider reads the answer, says it is not solved, is answered again, and says it is."""
    page, words, language = cast.rider.page, cast.rider.words, cast.rider.language
    page.goto(cast.link)
    expect(page.locator(".says").get_by_text(ANSWER[language])).to_be_visible()
    page.get_by_text(words("Say a word with it")).click()
    page.get_by_role("region", name=words("Is it solved?")).get_by_role("textbox").fill(STILL[language])
    page.get_by_role("button", name=words("Not solved, go on", context="button")).click()
    expect(page.get_by_role("status").first).to_contain_text(
        words("It is open again, with those who had it. The time to answer begins anew.")
    )
    cast.worker.go(f"desk/cases/{cast.code.replace('-', '')}/")
    expect(cast.worker.page.get_by_text(STILL[language]).first).to_be_visible()
    answer(cast, AGAIN[language])
    page.goto(cast.link)
    expect(page.locator(".says").get_by_text(AGAIN[language])).to_be_visible()
    page.get_by_role("button", name=words("Solved", context="button"), exact=True).click()
    expect(page.get_by_text(words("Thank you. Those who worked on it can read that."))).to_be_visible()
    cast.worker.page.reload()
    expect(cast.worker.page.get_by_text(words("It is solved."))).to_be_visible()


def lend_a_hand(cast: Cast) -> None:
    """From the answered case to a seat under a nickname."""
    page, words = cast.rider.page, cast.rider.words
    cast.rider.tap("link", words("Give a hand next"))
    page.locator("li.card").get_by_role("link").first.click()
    page.get_by_label(words("What shall we call you?")).fill(NICKNAME[cast.rider.language])
    page.get_by_label(words("I am 18 or older; or 14 to 17, and my parent or guardian has said yes")).check()
    page.get_by_role("button", name=words("I will be there")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NICKNAME[cast.rider.language])
    assert "/seats/" in page.url


def leader_sees_the_desk(cast: Cast) -> None:
    """The leader sees every unit's cases and changes none."""
    page, words = cast.leader.go(f"desk/cases/{cast.code.replace('-', '')}/"), cast.leader.words
    expect(page.get_by_text(AGAIN[cast.leader.language]).first).to_be_visible()
    expect(page.get_by_role("button", name=words("I take it"))).to_have_count(0)
    expect(page.get_by_role("form", name=words.pattern("Reply to the asker"))).to_have_count(0)
    cast.leader.go("desk/")
    expect(page.locator(".inbox li").first).to_be_visible()


def test_a_need_said_at_an_open_station_is_met_answered_and_followed_by_a_hand(
    visit: OpenVisit, language: str
) -> None:
    with ExitStack() as stack:
        cast = assemble(visit, language, stack)
        find_an_open_station(cast.rider)
        say_a_need_from_there(cast)
        offer(cast)
        check_the_offer(cast)
        open_in_inbox(cast)
        claim_and_join(cast)
        both_see_the_match(cast)
        answer(cast, ANSWER[language])
        not_solved_then_solved(cast)
        lend_a_hand(cast)
        leader_sees_the_desk(cast)


def test_a_hazard_is_sent_in_six_taps_and_its_words_are_typed_once(visit: OpenVisit, language: str) -> None:
    with visit(language, "phone") as rider:
        page, words = rider.go(""), rider.words

        rider.tap("link", words("Say something"))
        page.get_by_label(words("What is it?")).tap()
        page.keyboard.type(HAZARD[language])
        expect(page.locator("[data-guess] .hint")).to_be_visible()
        rider.tap("button", words("Send"))
        expect(page.get_by_role("alert").first).to_contain_text(words("Where?"))
        expect(page.get_by_label(words("What is it?"))).to_have_value(HAZARD[language])
        page.get_by_label(words("Where?")).tap()
        page.keyboard.type(WHERE[language])
        rider.tap("button", words("Send"))

        assert re.fullmatch(r"H\w\w-\w{3}-\w{4}", page.locator(".code").inner_text())
        assert rider.taps + 2 <= 6
        expect(page.get_by_text(HAZARD[language])).to_be_visible()
        expect(page.get_by_text(WHERE[language])).to_be_visible()


def test_the_code_read_over_the_phone_leads_to_how_it_stands_and_to_no_words(
    visit: OpenVisit, language: str
) -> None:
    with visit(language, "phone") as rider, visit(language, "phone") as other:
        cast = Cast(rider, other, other, other)
        rider.go("places/zhaofeng_hub/")
        say_a_need_from_there(cast)

        page = other.go("c/")
        page.get_by_role("textbox").last.fill(cast.code.lower())
        other.tap("button", other.words("Look it up"))

        expect(page.locator(".code")).to_have_text(cast.code)
        expect(page.get_by_text(NEED[language])).to_have_count(0)
