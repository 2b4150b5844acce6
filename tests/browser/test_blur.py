"""Blur before upload: by finger, by mouse, by keyboard; what is stored is what was shown."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.guide import found
from tests.browser.visits import OpenVisit, Visit
from tests.pictures import GPS_WORDS, photo_with_position, segments

pytestmark = pytest.mark.browser

KEEPER = "keeper-huayang"
PLACE = "places/central_station/"
STRIPES = 8
WHAT_IS_SENT = "() => window.whatIsSent"
KEEP_WHAT_IS_SENT = """() => {
window.whatIsSent = new Promise(done => { window.sent = done; });
document.addEventListener("submit", async event => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const file = event.target.querySelector("[type=file]").files[0];
  window.sent(Array.from(new Uint8Array(await file.arrayBuffer())));
}); }"""


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a photo of fine black and white stripes, 2400 × 1800, with a position in it."""
    stripes = Image.new("RGB", (2400, 1800), "white")
    for left in range(0, 2400, 2 * STRIPES):
        stripes.paste("black", (left, 0, left + STRIPES, 1800))
    exif = Image.open(BytesIO(photo_with_position())).info["exif"]
    path = tmp_path_factory.mktemp("photo") / "door.jpg"
    stripes.save(path, "JPEG", exif=exif, quality=95)
    assert GPS_WORDS in path.read_bytes()
    return path


def choose(keeper: Visit, photo: Path) -> Page:
    """Open the form as the keeper and pick the photo."""
    keeper.enter(KEEPER)
    page = keeper.go(f"desk/{PLACE}photo/")
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.locator("[data-blur-canvas]")).to_be_visible()
    return page


def send(page: Page) -> None:
    """Fill in the rest and send."""
    page.locator("[name=alt_zh]").fill("蓝门")
    page.locator("[name=nobody_recognisable]").check()
    page.locator("form[data-blur-form] button[type=submit]").click()
    page.wait_for_url("**/places/central_station/#photo")


def stored(keeper: Visit) -> tuple[bytes, Image.Image]:
    """Return the file that everybody gets."""
    address = found(r'<a href="(/media/[^"]+)"><img', keeper.town.read(f"/zh/huayang/{PLACE}"))
    content = keeper.context.request.get(keeper.town.origin + address).body()
    return content, Image.open(BytesIO(content)).convert("L")


def contrast(picture: Image.Image, x: float, y: float) -> int:
    """Return how far light and dark lie apart in a small window around a point given in shares."""
    left, top = int(picture.width * x), int(picture.height * y)
    low, high = picture.crop((left - 12, top - 12, left + 12, top + 12)).getextrema()
    return int(high) - int(low)  # type: ignore[arg-type]


def test_p26_blur_before_upload_works_by_tapping_and_drawing(visit: OpenVisit, photo: Path) -> None:
    with visit("zh", "phone") as keeper:
        page = choose(keeper, photo)
        canvas = page.locator("[data-blur-canvas]")
        box = canvas.bounding_box()
        assert box is not None

        canvas.tap(position={"x": box["width"] * 0.25, "y": box["height"] * 0.25})
        expect(page.locator("[data-blur-status]")).to_have_text("已打码 1 处")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
        page.mouse.up()
        expect(page.locator("[data-blur-status]")).to_have_text("已打码 2 处")
        send(page)

        content, picture = stored(keeper)
        assert contrast(picture, 0.25, 0.25) < 60
        assert contrast(picture, 0.75, 0.8) < 60
        assert contrast(picture, 0.75, 0.25) > 120
        assert contrast(picture, 0.25, 0.8) > 120
        assert max(picture.size) == 2048
        assert segments(content) == []


def test_p26_blur_before_upload_works_by_keyboard_alone(visit: OpenVisit, photo: Path) -> None:
    with visit("en", "desktop") as keeper:
        page = choose(keeper, photo)
        page.locator("[data-blur-canvas]").focus()

        page.keyboard.press("Enter")
        expect(page.locator("[data-blur-status]")).to_have_text("Blurred: 1")
        page.keyboard.press("Backspace")
        expect(page.locator("[data-blur-status]")).to_have_text("")
        for _ in range(12):
            page.keyboard.press("ArrowRight")
        for _ in range(6):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("+")
        page.keyboard.press("Enter")
        send(page)

        _content, picture = stored(keeper)
        assert contrast(picture, 0.8, 0.3) < 60
        assert contrast(picture, 0.5, 0.5) > 120


def test_p19_what_leaves_the_browser_holds_no_position(visit: OpenVisit, photo: Path) -> None:
    with visit("zh", "desktop") as keeper:
        page = choose(keeper, photo)
        page.evaluate(KEEP_WHAT_IS_SENT)

        page.locator("form[data-blur-form] button[type=submit]").click()

        sent = bytes(page.evaluate(WHAT_IS_SENT))
        assert set(segments(sent)) <= {"APP2"}, "the browser's colour profile, nothing of the camera's"
        assert GPS_WORDS not in sent
        assert max(Image.open(BytesIO(sent)).size) == 2048


def test_p19_without_javascript_the_photo_is_sent_as_it_is_and_stored_without_position(
    visit: OpenVisit, photo: Path
) -> None:
    with visit("zh", "phone", java_script_enabled=False) as keeper:
        keeper.enter(KEEPER)
        page = keeper.go(f"desk/{PLACE}photo/")
        expect(page.locator("[data-blur-canvas]")).to_be_hidden()
        page.locator("input[type=file]").set_input_files(photo)
        page.locator("[name=alt_zh]").fill("蓝门")
        page.locator("form[data-blur-form] button[type=submit]").click()
        expect(page.locator(".errors")).to_be_visible()
        page.locator("input[type=file]").set_input_files(photo)
        send(page)

        content, picture = stored(keeper)
        assert contrast(picture, 0.5, 0.5) > 120
        assert segments(content) == []
        assert GPS_WORDS not in content


def test_a_file_that_the_browser_cannot_show_is_said_at_once(visit: OpenVisit, tmp_path: Path) -> None:
    broken = tmp_path / "door.jpg"
    broken.write_bytes(b"\xff\xd8\xff and no more")
    with visit("en", "phone") as keeper:
        keeper.enter(KEEPER)
        page = keeper.go(f"desk/{PLACE}photo/")

        page.locator("input[type=file]").set_input_files(broken)

        expect(page.locator("[data-blur-trouble]")).to_contain_text("cannot show this file")
        expect(page.locator("[data-blur-canvas]")).to_be_hidden()
