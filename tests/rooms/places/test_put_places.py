"""Entering many places at once comes to the same as entering them one by one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Address, Community
from ningju.rooms.organisations.services import put_organisation
from ningju.rooms.places.models import Place, PlaceEvent
from ningju.rooms.places.services import EntryRefused, PlaceEntry, PutCounts, put_place, put_places
from tests.conftest import make_community
from tests.rooms.places.cast import entry, every_day, make_place

HOURS = [None, every_day([["08:00", "22:00"]]), every_day([["05:00", "13:30"]])]
WORDS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            [Bilingual("老周面馆", "Lao Zhou"), Bilingual("枢纽站", ""), Bilingual("站", "Stop")]
        ),
        "hours": st.sampled_from(HOURS),
        "host": st.sampled_from(["", "host"]),
        "lat_deg": st.sampled_from([31.2, 31.3]),
        "note": st.sampled_from([Bilingual("", ""), Bilingual("门口滑", "Slippery")]),
    }
)
SLUGS = st.sampled_from(["a1", "b2", "c3", "d4"])
BATCH = st.dictionaries(SLUGS, WORDS, min_size=1, max_size=4)


def told(batch: dict[str, dict[str, Any]], mark: str) -> list[PlaceEntry]:
    """Return entries; short links are the instance's, so each community has its own."""
    return [entry(slug, **words, short=f"{mark}{slug}") for slug, words in batch.items()]


def standing() -> tuple[list[dict[str, Any]], list[tuple[str, str, str]]]:
    """Return all that is kept of places and their history, without ids and short links."""
    left_out = ("id", "community_id", "short", "host_id", "parent_id", "block_id", "brand_id")
    rows = [
        {name: value for name, value in row.items() if name not in left_out}
        | {"host": place.host.slug if place.host else ""}
        for place, row in zip(
            Place.objects.order_by("slug").select_related("host"),
            Place.objects.order_by("slug").values(),
            strict=True,
        )
    ]
    events = PlaceEvent.objects.order_by("place__slug", "id").values_list("place__slug", "act", "by_name")
    return rows, list(events)


@given(first=BATCH, second=BATCH)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_at_once_leave_the_same_as_one_by_one(
    first: dict[str, Any], second: dict[str, Any], community: Community, other_community: Community
) -> None:
    left = []
    for place, mark in ((community, "m"), (other_community, "o")):
        with in_community(place.pk):
            PlaceEvent.objects.all().delete()
            Place.objects.all().delete()
            Address.objects.filter(community=place).delete()
            put_organisation(slug="host", kind="host", name=Bilingual("管站的", "Host"))
            for batch in (first, second):
                if mark == "m":
                    put_places(entries=told(batch, mark), by_name="ledger")
                else:
                    for one in told(batch, mark):
                        put_place(entry=one, by_name="ledger")
            left.append(standing())

    assert left[0] == left[1]


def test_the_same_twice_changes_nothing(community: Community) -> None:
    entries = [entry("a1"), entry("b2")]

    first = put_places(entries=entries, by_name="ledger")
    community.refresh_from_db()
    version, events = community.content_version, PlaceEvent.objects.count()
    second = put_places(entries=entries, by_name="ledger")

    community.refresh_from_db()
    assert (first, second) == (PutCounts(new=2), PutCounts(same=2))
    assert (community.content_version, PlaceEvent.objects.count()) == (version, events)


@pytest.mark.usefixtures("community")
def test_a_parent_may_stand_further_down() -> None:
    put_places(entries=[entry("inner", parent="outer"), entry("outer")])

    assert Place.objects.get(slug="inner").parent == Place.objects.get(slug="outer")


@pytest.mark.usefixtures("community")
def test_a_paused_place_stays_paused() -> None:
    make_place("a1")
    Place.objects.update(is_paused=True)

    put_places(entries=[entry("a1", name=Bilingual("新名", "New"))])

    assert Place.objects.get().is_paused


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "castle"}, "kind"),
        ({"level": ""}, "level"),
        ({"lat_deg": 91.0}, "lat_deg"),
        ({"block": "nowhere"}, "block"),
        ({"parent": "nowhere"}, "parent"),
        ({"parent": "bad"}, "parent"),
        ({"host": "nobody"}, "host"),
        ({"hours": {"week": {"mo": [["22:00", "08:00"]]}}}, "hours"),
        ({"short": "Q"}, "short"),
        ({"short": "good"}, "short"),
    ],
)
@pytest.mark.usefixtures("community")
def test_one_refused_entry_is_named_and_none_comes_in(change: dict[str, Any], field: str) -> None:
    with pytest.raises(EntryRefused) as refusal:
        put_places(entries=[entry("good"), entry("bad", **change)])

    assert refusal.value.field == field
    assert refusal.value.slug in {"bad", "good"}
    assert not Place.objects.exists()


def test_a_short_link_of_another_neighbourhood_or_a_changed_one_is_refused(community: Community) -> None:
    third = make_community("third", "三", "Third")
    with in_community(third.pk):
        make_place("far", short="taken")
    make_place("near", short="near1")

    for bad in (entry("new", short="taken"), entry("near", short="near2")):
        with pytest.raises(RuleViolation) as refusal:
            put_places(entries=[bad])
        assert refusal.value.field == "short"


@pytest.mark.usefixtures("community")
def test_the_queries_do_not_grow_with_the_number_of_places() -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        put_places(entries=[entry(f"a{number}") for number in range(3)])
    with CaptureQueriesContext(connection) as many:
        put_places(entries=[entry(f"b{number}") for number in range(60)])

    assert len(many) == len(few)
