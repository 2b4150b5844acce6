"""Every page, measured in a real browser: for everybody, light, our own host only, and fit for thumbs."""

import pytest
from django.urls import get_resolver

from tests.architecture.guards.routes import routes
from tests.browser.guide import Guide
from tests.browser.look import MOST_BYTES, Gallery
from tests.browser.pages import NO_PAGES, PAGES, STATES
from tests.browser.visits import OpenVisit

pytestmark = pytest.mark.browser

FIRST_BYTES = 35 * 1024
EVERY = [*PAGES, *STATES]
# What looks like another page, or needs a new member of staff, waits for the long run.
QUICK = [
    pytest.param(name, marks=[pytest.mark.full] if example.is_slow else [])
    for name, example in (PAGES | STATES).items()
]


@pytest.fixture(scope="module")
def gallery(visit: OpenVisit, guide: Guide) -> Gallery:
    return Gallery(visit, guide)


def test_every_address_is_in_the_table_of_pages_or_has_a_reason_not_to_be() -> None:
    names = {line.rpartition(" /")[2].partition(" ")[2] for line in routes(get_resolver().url_patterns)}

    assert sorted(names - PAGES.keys() - NO_PAGES.keys()) == []
    assert sorted((PAGES.keys() | NO_PAGES.keys()) - names) == []
    assert not PAGES.keys() & NO_PAGES.keys()


@pytest.mark.parametrize("name", QUICK)
def test_the_page_opens_in_the_readers_language_with_a_title(gallery: Gallery, name: str) -> None:
    look = gallery.look(name)

    assert look.status == (PAGES | STATES)[name].status
    assert look.language == "zh-Hans"
    assert look.title


@pytest.mark.parametrize("name", QUICK)
def test_p20_the_page_asks_no_other_host(gallery: Gallery, name: str) -> None:
    assert gallery.look(name).foreign == []


@pytest.mark.parametrize("name", QUICK)
def test_axe_finds_nothing_serious(gallery: Gallery, name: str) -> None:
    assert gallery.look(name).violations == []


@pytest.mark.parametrize("name", QUICK)
def test_the_page_and_all_it_loads_stay_under_100_kb(gallery: Gallery, name: str) -> None:
    assert sum(gallery.look(name).bytes_of.values()) <= MOST_BYTES


def test_what_home_needs_before_it_can_be_read_stays_under_35_kb(gallery: Gallery) -> None:
    weight = gallery.look("show_home").bytes_of

    assert weight["document"] + weight["stylesheet"] <= FIRST_BYTES


@pytest.mark.parametrize("name", QUICK)
def test_nothing_sticks_out_on_a_phone_nor_on_a_small_one(gallery: Gallery, name: str) -> None:
    assert {width: wide for width, wide in gallery.look(name).too_wide.items() if wide} == {}


@pytest.mark.parametrize("name", QUICK)
def test_everything_to_tap_is_large_enough_for_a_thumb(gallery: Gallery, name: str) -> None:
    assert gallery.look(name).too_small == []


@pytest.mark.full
@pytest.mark.parametrize("mode", ["dark", "elder"])
@pytest.mark.parametrize("name", EVERY)
def test_the_page_is_for_everybody_in_the_dark_and_in_large_type(
    gallery: Gallery, name: str, mode: str
) -> None:
    assert gallery.look(name, mode=mode).faults() == []
