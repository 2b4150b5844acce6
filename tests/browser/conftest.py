"""The stage of the browser tests: a town of this worker's own, one browser, visits."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.guide import Guide
from tests.browser.town import Town, open_town
from tests.browser.visits import OpenVisit, visits_to

QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


# The package's, not the session's: while Playwright runs, this thread counts as asynchronous to Django.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser that ``run.py test`` found."""
    path = os.environ.get("NINGJU_BROWSER", "")
    if not Path(path).is_file():
        pytest.fail(
            f"NINGJU_BROWSER ({path or 'not set'}) is no browser. Run 'python3 run.py test', which finds "
            "or fetches one, or set NINGJU_BROWSER to a Chromium."
        )
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="package")
def town(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Serve both demo neighbourhoods on a port and a database of this worker's own."""
    name = f"{os.environ.get('NINGJU_TEST_DB', 'ningju_test')}_town_{worker_id}"
    with open_town(name, tmp_path_factory.mktemp("town")) as served:
        yield served


@pytest.fixture(scope="package")
def visit(town: Town, browser: Browser) -> OpenVisit:
    """Open somebody's browser: ``with visit("en", "desktop") as rider:``."""
    return visits_to(town, browser)


@pytest.fixture(scope="package")
def guide(town: Town, visit: OpenVisit) -> Guide:
    """Give example arguments and sessions for every page."""
    return Guide(town, visit)


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Run the test in both languages."""
    return str(request.param)
