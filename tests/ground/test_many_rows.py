"""Rows inserted in one statement are the rows that ``bulk_create`` would have made."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from ningju.ground.many_rows import insert_rows
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Address, Community
from ningju.rooms.places.models import Place, PlaceEvent

WORDS = "引号\"'，反斜线\\，换行\n，表情🙂，{}[]，$1 %s"


def a_place(slug: str, **more: Any) -> Place:
    told: dict[str, Any] = {
        "slug": slug,
        "kind": "building",
        "name_zh": WORDS,
        "name_en": "",
        "name_pinyin": "x",
        "lat_deg": 31.2305121234567,
        "lon_deg": 121.4,
        "stand_up": time(7, 30),
        "price_low_fen": None,
        "is_model": True,
        "hours": {"week": {"mo": [["08:00", "22:00"]]}, "note": WORDS},
        "short": slug,
    }
    return Place(**(told | more))


def columns(slug: str) -> dict[str, Any]:
    row = Place.objects.filter(slug=slug).values().get()
    return {name: value for name, value in row.items() if name not in ("id", "slug", "short")}


def test_rows_stand_as_bulk_create_leaves_them(community: Community) -> None:
    rows = [a_place("a1"), a_place("a2")]
    insert_rows(rows)
    Place.objects.bulk_create([a_place("b1")])

    assert columns("a1") == columns("a2") == columns("b1")
    assert [row.pk for row in rows] == list(
        Place.objects.filter(slug__in=["a1", "a2"]).values_list("pk", flat=True)
    )
    assert all(row.pk for row in rows)


def test_times_and_bytes_come_through(community: Community) -> None:
    insert_rows([place := a_place("a1")])
    at = datetime(2026, 11, 24, 10, 5, 6, 789, tzinfo=UTC)
    insert_rows([PlaceEvent(place_id=place.pk, at=at, act="put_place", by_name="x")])
    insert_rows([Address(digest=bytes(range(32)), purpose="short", community_id=community.pk)])

    assert PlaceEvent.objects.get().at == at
    assert bytes(Address.objects.get(purpose="short").digest) == bytes(range(32))


def test_it_is_two_statements_however_many_rows(community: Community) -> None:
    with CaptureQueriesContext(connection) as asked:
        insert_rows([a_place(f"a{number}") for number in range(50)])

    assert len(asked) == 2


def test_constraints_hold(community: Community) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([a_place("a1"), a_place("a1", short="other")])


def test_a_row_of_another_community_is_refused_by_the_database(
    community: Community, other_community: Community
) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        insert_rows([a_place("a1", community_id=other_community.pk)])
    with in_community(other_community.pk):
        assert not Place.objects.exists()


def test_nothing_is_asked_for_no_rows(community: Community) -> None:
    with CaptureQueriesContext(connection) as asked:
        insert_rows([])

    assert len(asked) == 0
