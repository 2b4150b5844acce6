"""On paper: the poster fills one sheet, and a printed station page leaves the buttons behind."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenVisit

pytestmark = pytest.mark.browser


def sheets(page: Page) -> int:
    """Print the page on A4 and count the sheets."""
    paper = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_the_poster_is_one_sheet_with_a_code_large_enough_to_scan(visit: OpenVisit, language: str) -> None:
    with visit(language, "desktop") as keeper:
        page = keeper.go("places/zhaofeng_hub/poster/")
        page.emulate_media(media="print")

        expect(page.locator(".sheet-tools")).to_be_hidden()
        box = page.locator(".poster-qr :is(svg, img)").bounding_box()
        assert box is not None
        assert box["width"] >= 220  # 58 mm
        assert sheets(page) == 1


@pytest.mark.parametrize("theme", ["day", "night"])
def test_a_printed_station_is_black_on_white_without_buttons(visit: OpenVisit, theme: str) -> None:
    with visit("zh", "desktop", theme=theme) as reader:
        page = reader.go("places/zhaofeng_hub/")
        page.emulate_media(media="print")

        for gone in (".dock", ".taps", ".foot .trio", ".skip"):
            expect(page.locator(gone).first).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        colours = page.evaluate(
            "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; }"
        )
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert sheets(page) <= 3


@pytest.mark.parametrize("path", ["care/paper/", "say/paper/"])
def test_p27_a_form_on_paper_fits_one_sheet(visit: OpenVisit, language: str, path: str) -> None:
    with visit(language, "desktop") as worker:
        page = worker.go(path)
        page.emulate_media(media="print")

        sheet = page.locator(".paper-form")
        assert sheet.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
        expect(page.locator(".foot-line")).to_be_visible()
        assert sheets(page) == 1


def test_the_sheet_for_the_stations_is_one_page_of_a6(visit: OpenVisit, language: str) -> None:
    with visit(language, "desktop") as worker:
        page = worker.go("report-in/sheet/")
        page.emulate_media(media="print")

        paper = page.pdf(width="105mm", height="148mm", print_background=True)
        box = page.locator(".poster-qr svg").bounding_box()
        assert box is not None
        assert box["width"] >= 105  # 28 mm
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
