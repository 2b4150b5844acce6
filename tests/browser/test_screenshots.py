"""The pictures of the README, taken of the real pages; NINGJU_SCREENSHOTS=1 writes them to docs."""

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.guide import Guide
from tests.browser.visits import OpenVisit
from tests.database import ROOT

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 400 * 1024
FRAME = """<!doctype html><style>
body { margin: 0; padding: 28px; display: flex; gap: 24px; background: #e9dfce; width: max-content; }
img { width: 270px; border-radius: 22px; box-shadow: 0 6px 24px #0003; display: block; }
</style>"""


def keep(name: str, picture: bytes) -> None:
    """Write a picture where the README looks for it, if that was asked for."""
    if os.environ.get("NINGJU_SCREENSHOTS") == "1":
        FOLDER.mkdir(parents=True, exist_ok=True)
        Path(FOLDER / name).write_bytes(picture)


def test_the_map_home_on_a_desktop_makes_a_picture_for_the_readme(visit: OpenVisit) -> None:
    with visit("zh", "desktop", theme="day", viewport={"width": 1200, "height": 760}) as reader:
        page = reader.go("")
        page.wait_for_selector("[data-drawn]", state="attached")

        picture = page.screenshot()

        assert page.locator('li[data-open="1"]:visible').count() > 0
        assert len(picture) <= MOST_BYTES
        keep("home.png", picture)


def test_four_phones_make_a_picture_for_the_readme(visit: OpenVisit, guide: Guide, browser: Browser) -> None:
    with visit("zh", "phone", theme="day") as rider:
        page = rider.go("")
        page.wait_for_selector("[data-drawn]", state="attached")
        pictures = [page.screenshot()]
        page.locator('li[data-open="1"]:visible').get_by_role("link").first.click()
        page.wait_for_selector(".taps")
        pictures.append(page.screenshot())
        rider.go("say/")
        page.locator("[name=words]").fill("路口井盖松了，骑过去咣当响。")
        page.wait_for_selector("[data-guess] .hint")
        pictures.append(page.screenshot())
        rider.go("k/{secret}/".format_map(guide))
        pictures.append(page.screenshot())

    picture = in_one_row(browser, pictures)

    assert len(pictures) == 4
    assert len(picture) <= MOST_BYTES
    keep("phones.png", picture)


def in_one_row(browser: Browser, pictures: list[bytes]) -> bytes:
    """Lay pictures side by side in one."""
    shown = [base64.b64encode(picture).decode() for picture in pictures]
    frame = browser.new_page(viewport={"width": 1240, "height": 650})
    frame.set_content(FRAME + "".join(f'<img src="data:image/png;base64,{one}">' for one in shown))
    frame.wait_for_function("Array.from(document.images).every(one => one.complete && one.naturalWidth)")
    row = frame.locator("body").screenshot()
    frame.close()
    return row
