"""Every page in English, in each mode; beside the Chinese ones, so that two workers share the long run."""

import pytest

from tests.browser.guide import Guide
from tests.browser.look import MODES, Gallery
from tests.browser.pages import PAGES, STATES
from tests.browser.visits import OpenVisit

pytestmark = [pytest.mark.browser, pytest.mark.full]


@pytest.fixture(scope="module")
def gallery(visit: OpenVisit, guide: Guide) -> Gallery:
    return Gallery(visit, guide)


@pytest.mark.parametrize("mode", list(MODES))
@pytest.mark.parametrize("name", [*PAGES, *STATES])
def test_the_page_is_for_everybody_in_english_too(gallery: Gallery, name: str, mode: str) -> None:
    look = gallery.look(name, "en", mode)

    assert look.language == "en"
    assert look.faults() == []
