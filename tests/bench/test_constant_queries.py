"""The four measured pages ask the database as often in a large community as in a small one."""

import random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.city.ground import lay_ground, make_community
from bench.city.matters import make_cases
from bench.city.plan import Share
from bench.race.course import Page, pages_of
from ningju.ground.kept import forget_all
from ningju.ground.page_cache import SHELF
from ningju.ground.tenancy import in_community

SMALL, LARGE = Share("bench-701", 20, 60), Share("bench-702", 150, 600)
MOST = {"home": 9, "station": 12, "inbox": 9, "case": 7}


def count_queries(page: Page, *, cold: bool) -> int:
    """Ask for a page once and return how many queries it took."""
    if cold:
        SHELF.clear()
        forget_all()
    with CaptureQueriesContext(connection) as queries:
        answer = Client(headers=dict(page.headers)).get(page.path)
    assert answer.status_code == 200
    return len(queries)


@pytest.fixture
def pages(db: None) -> dict[str, list[Page]]:
    """Return each of the four pages in a small and in a large community."""
    for share in (SMALL, LARGE):
        community, dice, now = make_community(share), random.Random(share.slug), timezone.now()
        with in_community(community.pk):
            make_cases(lay_ground(community, share, dice, now), share.cases, dice, now)
    both = zip(pages_of(SMALL.slug), pages_of(LARGE.slug), strict=True)
    return {small.name: [small, large] for small, large in both}


@pytest.mark.parametrize("cold", [True, False])
def test_pages_ask_as_often_in_a_large_community_as_in_a_small_one(
    pages: dict[str, list[Page]], cold: bool
) -> None:
    for small, large in pages.values():
        count_queries(small, cold=True), count_queries(large, cold=False)

    counts = {name: [count_queries(page, cold=cold) for page in both] for name, both in pages.items()}

    assert set(counts) == set(MOST)
    for name, (small_count, large_count) in counts.items():
        assert small_count == large_count, f"{name}: {counts[name]}"
        assert large_count <= MOST[name], f"{name}: {counts[name]}"
