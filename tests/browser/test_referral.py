"""P24 in a real browser: made, sealed, sent, picked up and read; the server sees nothing it could read."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.visits import OpenVisit, Visit
from tests.rooms.referral.sealing import HolderKey, read_key_file

pytestmark = pytest.mark.browser

HOLDER = "inbox-huayang"
CONTACT = {"zh": "13800002222", "en": "Lane 5, knock twice"}
WORDS = {"zh": "下午三点以后打来，我在路上", "en": "Ring after three, I am on the road"}
CARD = ("小雨·骑手", "不闯红灯，看见老人停一停")
PASSWORD = "three quiet lanterns"


def make_key(holder: Visit, folder: Path, password: str = "") -> Path:
    """Make a key on the holder's page, save its file, open it again, and use it."""
    page, words = holder.go("desk/referral/key/"), holder.words
    page.locator("[data-new-password]").fill(password)
    page.locator("[data-new-password-again]").fill(password)
    with page.expect_download() as download:
        page.get_by_role("button", name=words("Make the key file")).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    open_file(page, file, password)
    lost = page.locator("[name=gives_up]")
    if lost.count():
        lost.check()
    page.get_by_role("button", name=words("It opens: use this key")).click()
    page.wait_for_url("**/desk/referral/")
    return file


def open_file(page: Page, file: Path, password: str = "") -> None:
    """Choose a key file on a page."""
    page.locator("[data-file]").set_input_files(file)
    page.locator("[data-password]").fill(password)


def write_note(rider: Visit, contact: str, words: str) -> None:
    """Fill the sender's form in."""
    page = rider.page
    page.get_by_label(rider.words("How can we reach you?")).fill(contact)
    page.get_by_label(rider.words("Anything to add?")).fill(words)


def bodies(requests: list[Request]) -> str:
    """Return everything that went out: addresses, headers and bodies."""
    return "\n".join(f"{one.url} {one.headers} {one.post_data or ''}" for one in requests)


def test_p24_a_note_is_sealed_sent_picked_up_and_read_and_the_server_never_saw_it(
    visit: OpenVisit, language: str, tmp_path: Path
) -> None:
    with visit(language, "desktop") as holder, visit(language, "phone") as rider:
        holder.enter(HOLDER)
        file = make_key(holder, tmp_path)
        page, words = holder.page, holder.words
        expect(page.get_by_text(words("There are no notes to pick up"), exact=True)).to_be_visible()

        rider.go("report-in/")
        write_note(rider, CONTACT[language], WORDS[language])
        rider.tap("button", rider.words("Seal it and send"))
        expect(rider.page.get_by_role("heading", level=1)).to_have_text(
            words("Your note is sealed and waits")
        )

        page.reload()
        expect(page.get_by_text(words("There are notes to pick up"), exact=True)).to_be_visible()
        open_file(page, file)
        page.get_by_role("button", name=words("Open a note")).click()
        expect(page.locator("[data-contact]")).to_have_text(CONTACT[language])
        expect(page.locator("[data-words]")).to_have_text(WORDS[language])
        page.get_by_role("button", name=words("I have it: erase it here")).click()
        expect(page.get_by_text(words("Erased here: it is with you alone now."))).to_be_visible()
        expect(page.locator("[data-contact]")).to_have_text("")
        page.reload()
        expect(page.get_by_text(words("There are no notes to pick up"), exact=True)).to_be_visible()
        rider.page.reload()
        expect(rider.page.get_by_role("heading", level=1)).not_to_have_text(
            words("Your note is sealed and waits")
        )

        sent = bodies(rider.requests + holder.requests)
        secret = json.loads(file.read_text())["d"]
        assert [one for one in (CONTACT[language], WORDS[language], secret) if one in sent] == []
        assert "sealed=" in sent


def test_p24_a_closed_laptop_loses_nothing(visit: OpenVisit, tmp_path: Path) -> None:
    with visit("zh", "desktop") as holder, visit("zh", "phone") as rider:
        holder.enter(HOLDER)
        file = make_key(holder, tmp_path)
        rider.go("report-in/")
        write_note(rider, CONTACT["zh"], "")
        rider.tap("button", rider.words("Seal it and send"))
        rider.page.wait_for_url("**/notes/*/")

        for _ in range(2):
            page = holder.go("desk/referral/")
            open_file(page, file)
            page.get_by_role("button", name=holder.words("Open a note")).click()
            expect(page.locator("[data-contact]")).to_have_text(CONTACT["zh"])


def test_p9_the_sender_takes_it_back_in_one_tap(visit: OpenVisit, tmp_path: Path) -> None:
    with visit("zh", "desktop") as holder, visit("zh", "phone") as rider:
        holder.enter(HOLDER)
        make_key(holder, tmp_path)
        rider.go("report-in/")
        write_note(rider, CONTACT["zh"], "")
        rider.tap("button", rider.words("Seal it and send"))
        rider.page.wait_for_url("**/notes/*/")

        rider.tap("button", rider.words("Take it back: erase it now"))

        expect(
            rider.page.get_by_text(rider.words("Done: your note is erased, and nothing about you is kept."))
        ).to_be_visible()
        page = holder.go("desk/referral/")
        expect(page.get_by_text(holder.words("There are no notes to pick up"), exact=True)).to_be_visible()


def test_p24_after_a_key_change_the_words_stay_and_go_to_the_new_key(
    visit: OpenVisit, tmp_path: Path
) -> None:
    with visit("zh", "desktop") as holder, visit("zh", "phone") as rider:
        holder.enter(HOLDER)
        make_key(holder, tmp_path)
        rider.go("report-in/")
        write_note(rider, CONTACT["zh"], WORDS["zh"])
        new = make_key(holder, tmp_path, PASSWORD)

        with rider.page.expect_response("**/notes/") as refused:
            rider.tap("button", rider.words("Seal it and send"))
        expect(rider.page.locator("[data-told]")).to_contain_text(
            rider.words(
                "The inbox has a new key since you opened this page. Your words are still here: send again."
            )
        )
        assert refused.value.status == 409
        rider.troubles.clear()  # the refusal is what this test is about
        expect(rider.page.get_by_label(rider.words("How can we reach you?"))).to_have_value(CONTACT["zh"])
        rider.tap("button", rider.words("Seal it and send"))
        rider.page.wait_for_url("**/notes/*/")

        page = holder.go("desk/referral/")
        open_file(page, new, "not the password")
        page.get_by_role("button", name=holder.words("Open a note")).click()
        expect(
            page.get_by_text(holder.words("The password does not open this key file. Try again."))
        ).to_be_visible()
        open_file(page, new, PASSWORD)
        page.get_by_role("button", name=holder.words("Open a note")).click()
        expect(page.locator("[data-words]")).to_have_text(WORDS["zh"])


def test_p24_browser_and_python_open_each_others_notes(visit: OpenVisit, tmp_path: Path) -> None:
    with visit("zh", "desktop") as holder:
        holder.enter(HOLDER)
        file = make_key(holder, tmp_path, PASSWORD)
        page, key = holder.page, read_key_file(file.read_text(), PASSWORD)
        told = {"contact": "13800003333 🏮", "words": "“引号” \\ 和\n换行"}

        sealed = page.evaluate(
            "([told, key]) => NingjuSealing.seal(told, key, 'huayang')",
            [told, {"id": key.key_id, "x": key.x, "y": key.y}],
        )
        assert key.open(sealed) == told
        assert open_in_browser(page, key, key.seal(**told)) == told


def open_in_browser(page: Page, key: HolderKey, sealed: str, *, community: str = "huayang") -> Any:
    """Open a note with the page's script, from an unwrapped key file that Python wrote."""
    return page.evaluate(
        "async ([file, sealed, place]) => { const key = await NingjuSealing.openKeyFile(file, 'huayang', '');"
        " try { return await NingjuSealing.open(sealed, key, place); } catch (_) { return 'refused'; } }",
        [key.file(), sealed, community],
    )


def test_p24_a_note_changed_or_moved_or_for_another_key_does_not_open(
    visit: OpenVisit, tmp_path: Path
) -> None:
    key, other = HolderKey.make(), HolderKey.make()
    with visit("zh", "desktop") as holder:
        holder.enter(HOLDER)
        make_key(holder, tmp_path)
        page = holder.page
        sealed = key.seal("1")
        flipped = sealed[:-2] + ("A" if sealed[-2] != "A" else "B") + sealed[-1]

        assert open_in_browser(page, key, sealed) == {"contact": "1", "words": ""}
        assert open_in_browser(page, key, flipped) == "refused"
        assert open_in_browser(page, key, sealed, community="liuqiao") == "refused"
        assert open_in_browser(page, key, key.seal("1", community="liuqiao")) == "refused"
        assert open_in_browser(page, other, sealed) == "refused"


def test_c13_without_javascript_there_is_the_phone_and_no_form(
    visit: OpenVisit, tmp_path: Path, language: str
) -> None:
    with visit(language, "desktop") as holder:
        holder.enter(HOLDER)
        make_key(holder, tmp_path)
    with visit(language, "phone", java_script_enabled=False) as rider:
        page = rider.go("report-in/")

        expect(page.get_by_role("link", name="12345").first).to_have_attribute("href", "tel:12345")
        expect(
            page.get_by_text(
                rider.words("This browser cannot seal a note, so please phone: %(phone)s", phone="12345")
            )
        ).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)
        expect(page.get_by_role("button", name=rider.words("Seal it and send"))).to_have_count(0)


def test_c15_the_card_is_made_here_and_nothing_of_it_is_sent_or_kept(
    visit: OpenVisit, tmp_path: Path
) -> None:
    with visit("zh", "phone") as rider:
        page = rider.go("my-card/")
        page.wait_for_load_state("networkidle")
        blank = page.evaluate("document.querySelector('canvas').toDataURL()")
        before = len(rider.requests)

        page.get_by_label(rider.words("What shall stand on top?")).fill(CARD[0])
        page.get_by_label(rider.words("What do you promise?")).fill(CARD[1])
        with page.expect_download() as download:
            page.get_by_role("button", name=rider.words("Save as a picture")).click()
        download.value.save_as(tmp_path / "card.png")

        assert (tmp_path / "card.png").read_bytes().startswith(b"\x89PNG")
        assert page.evaluate("document.querySelector('canvas').toDataURL()") != blank
        expect(page.locator("canvas")).to_have_attribute("aria-label", f"{CARD[0]} · {CARD[1]}")
        assert [one.url for one in rider.requests[before:] if not one.url.startswith("blob:")] == []
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        assert not [word for word in CARD if word in kept]
