"""Each neighbourhood speaks its own words: no page of one names anything of the other."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.load import load_pack
from tests.jobs.packs.conftest import PACKS

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/(?:zh|en)/[^"#?]*)')
ALWAYS = ("华阳", "Huayang", "huayang", "活力中山", "长宁", "Changning", "凝聚力", "Cohesion Project", "春满")


@pytest.fixture(scope="module")
def both_loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load both neighbourhoods for this file's tests and forget them afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack(PACKS / "huayang")
        load_pack(PACKS / "liuqiao")
        yield
        transaction.set_rollback(True)


def pages_of(rider: Client, slug: str) -> dict[str, str]:
    """Return every public page that links of a neighbourhood's home lead to, within it."""
    waiting = [f"/zh/{slug}/", f"/en/{slug}/"]
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address in found or address.split("/")[2] != slug:
            continue
        response = rider.get(address, follow=True)
        assert response.status_code in (200, 403, 404), (address, response.status_code)
        found[address] = response.content.decode() if not response.streaming else ""
        if response.status_code == 200:
            waiting += HREF.findall(found[address])
    return found


def names_of(pack: Pack) -> set[str]:
    """Return what a pack calls its places, bodies, blocks and streets, in both languages."""
    rows: tuple[Any, ...] = (*pack.places, *pack.organisations, *pack.blocks, *pack.shapes)
    return {word for row in rows for word in (row.name.zh, row.name.en) if len(word) > 1}


def test_the_second_neighbourhood_has_no_word_of_the_first(
    both_loaded: None, rider: Client, huayang: Pack, liuqiao: Pack
) -> None:
    foreign = names_of(huayang) - names_of(liuqiao) | set(ALWAYS)

    pages = pages_of(rider, "liuqiao")

    assert len(pages) > 30
    assert not {(word, address) for address, page in pages.items() for word in foreign if word in page}


def test_the_first_neighbourhood_has_no_name_of_the_second(
    both_loaded: None, rider: Client, huayang: Pack, liuqiao: Pack
) -> None:
    foreign = names_of(liuqiao) - names_of(huayang) | {"柳桥", "Willow Bridge"}

    page = rider.get("/zh/huayang/").content.decode() + rider.get("/en/huayang/").content.decode()

    assert not [word for word in foreign if word in page]


def test_nobody_of_the_first_is_found_through_the_second(both_loaded: None, rider: Client) -> None:
    for address in ("/zh/liuqiao/places/central_station/", "/zh/liuqiao/organisations/operations/"):
        assert rider.get(address).status_code == 404
