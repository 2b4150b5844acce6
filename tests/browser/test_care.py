"""The care register in a browser: joining without JavaScript, and a look by staff seen by its person."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.guide import CARE, Guide, found, post
from tests.browser.pages import WORKER
from tests.browser.visits import OpenVisit

pytestmark = pytest.mark.browser


def test_p13_b29_a_look_by_staff_stands_in_the_persons_own_log_within_a_minute(
    visit: OpenVisit, guide: Guide
) -> None:
    with visit() as person, visit(storage_state=guide.session(WORKER)) as worker:
        told = CARE | {"nickname": "林婶", "phone": "13900005678"}
        link, own = post(person.context.request, guide.town.origin + "/zh/huayang/care/", told)
        code = found(r'class="code"[^>]*>([^<]+)<', own).replace("-", "")
        page = person.go(link.partition("?")[0].removeprefix(guide.town.origin))
        page.locator("#help + details summary").click()
        page.locator("label[for=id_theme_3]").click()
        page.locator("#id_words").fill("灯不亮了")
        page.locator("form[action$='/help/'] button").click()
        expect(page.locator(".flash")).to_be_visible()

        began = time.monotonic()
        desk = worker.go(f"desk/care/{code}/")
        desk.locator("form[action$='/open/'] button.btn").first.click()
        expect(desk.get_by_text("13900005678")).to_be_visible()
        page.reload()

        looks = page.locator("section[aria-labelledby=looks]")
        expect(looks).to_contain_text("社区服务办公室")
        expect(looks).to_contain_text("社区工作者")
        expect(looks).to_contain_text(re.compile("为了"))
        assert time.monotonic() - began < 60


def test_p9_leaving_takes_two_taps_without_javascript(visit: OpenVisit, guide: Guide) -> None:
    with visit(java_script_enabled=False) as person:
        told = CARE | {"nickname": "路过", "phone": "13900005679"}
        link, _own = post(person.context.request, guide.town.origin + "/zh/huayang/care/", told)
        page = person.go(link.partition("?")[0].removeprefix(guide.town.origin))

        page.locator("details:has(form[action$='/leave/']) > summary").click()
        page.locator("form[action$='/leave/'] button").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("已经删掉了")
        expect(page.locator("#receipt")).to_be_visible()
