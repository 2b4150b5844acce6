"""A real browser makes a passkey and signs in with it, under our content security policy."""

from collections.abc import Iterator

import pytest
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import Page, sync_playwright

from ningju.ground.tenancy import in_community
from ningju.kernel.text import Bilingual
from ningju.rooms.organisations.services import add_staff, put_organisation
from tests.conftest import make_community
from tests.find_browser import find_browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture
def welcome(committed_db: None) -> str:
    """Return the one-time link of a new member of staff."""
    community = make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    with in_community(community.pk):
        unit = put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))
        return add_staff(username="lin", nickname="林青", role="worker", organisation=unit, by_name="x")


@pytest.fixture
def site(welcome: str) -> Iterator[str]:
    """Serve the product on this machine, and return its address."""
    server = LiveServerThread("localhost", _StaticFilesHandler, connections_override={}, port=0)
    server.daemon = True
    server.start()
    server.is_ready.wait(timeout=20)
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def page(site: str) -> Iterator[Page]:
    """Return a phone with an unlocked authenticator."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=QUIET)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=site)
        opened = context.new_page()
        session = context.new_cdp_session(opened)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield opened
        browser.close()


@pytest.mark.browser
def test_new_staff_make_a_passkey_and_come_back_with_it_alone(page: Page, welcome: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(welcome)
    page.fill("#id_password", "correct horse battery")
    page.fill("#id_password_again", "correct horse battery")
    page.click("main button[type=submit]")
    page.goto("/zh/account/second-factor/add/?next=/zh/account/second-factor/")
    page.click("main a[href$='/passkeys/add/']")
    page.click("#passkey_add")
    page.wait_for_url("**/second-factor/codes/")
    codes = page.locator(".codes code").count()
    page.goto("/zh/account/logout/")
    page.click("main button[type=submit]")
    page.goto("/en/account/login/?next=/en/account/second-factor/")
    page.click("#passkey_login")
    page.wait_for_url("**/en/account/second-factor/")

    assert codes == 10
    assert "lin" in page.inner_text("main")
    assert [complaint for complaint in complaints if "Content Security Policy" in complaint] == []


@pytest.mark.browser
def test_a_passkey_that_is_refused_is_said_in_words(page: Page) -> None:
    page.goto("/zh/account/login/")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-error]:not([hidden])")

    assert "再试一次，或者换个办法" in page.inner_text("[data-passkey-error]")
