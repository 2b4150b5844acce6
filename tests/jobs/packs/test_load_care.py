"""The invented people of the demo's care register: sealed on load, marked, and never real ones."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.load import load_pack
from ningju.jobs.packs.read import read_pack
from ningju.rooms.care.access import keepers
from ningju.rooms.care.models import CareContact, CareNeed, CarePair, CareRecord
from ningju.rooms.care.services import withdraw_care
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.privacy.access import receipts_of
from tests.jobs.packs.conftest import PACKS, Refusal

ANCHOR = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
CARE = """\
slug,nickname,themes,rhythm,way,via,unit,joined,phone,address,words_zh,words_en,asks,asks_words_zh,asks_words_en
granny,阿婆,talk,quarterly,phone,web,street_care,-9d 10:00,139 0000 0001,,,,,,
"""


@pytest.fixture
def there(db: None) -> Iterator[None]:
    """Load Huayang and stay in it."""
    load_pack(PACKS / "huayang", now=ANCHOR)
    with in_community(Community.objects.get(slug="huayang").pk):
        yield


@pytest.mark.usefixtures("there")
def test_twelve_invented_people_joined_each_with_a_receipt() -> None:
    records = CareRecord.objects.all()

    assert len(records) == 12
    assert all(record.is_invented for record in records)
    assert all(receipts_of(record.record_id)[0].is_given for record in records)
    assert all(record.is_by_proxy is (record.via != "web") for record in records)
    assert {unit.slug for unit in keepers()} == {"community_office", "operations"}


@pytest.mark.usefixtures("there")
def test_nothing_they_said_stands_in_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(r::text, ' ') from care_carerecord r")
        rows = cursor.fetchone()[0]
        cursor.execute("select string_agg(n::text, ' ') from care_careneed n")
        rows += cursor.fetchone()[0]

    for planted in ("139 0000", "武夷路", "儿子在外地", "卫生间"):
        assert planted not in rows
        assert planted.encode().hex() not in rows


@pytest.mark.usefixtures("there")
def test_some_contacts_are_made_some_are_due_and_some_needs_wait() -> None:
    today = timezone.localdate(ANCHOR)

    assert CareContact.objects.done().filter(done_on__lt=today - timedelta(days=9)).count() >= 5
    assert CareContact.objects.due(today).count() >= 3
    assert CareNeed.objects.open().count() == 3
    assert CarePair.objects.get().later.unit.slug == "operations"  # where the demo has a coordinator


@pytest.mark.usefixtures("there")
def test_who_left_the_demo_is_not_brought_back() -> None:
    withdraw_care(record=CareRecord.objects.order_by("id")[0], by=ANYBODY)

    again = load_pack(PACKS / "huayang")

    assert not again.is_change
    assert CareRecord.objects.count() == 11


def test_a_pack_that_is_no_demo_holds_nobody(copy: Path, problems: Refusal) -> None:
    (copy / "care.csv").write_text(CARE, encoding="utf-8")
    assert [row.nickname for row in read_pack(copy).care] == ["阿婆"]
    words = (copy / "pack.toml").read_text(encoding="utf-8")
    (copy / "pack.toml").write_text(words.replace("is_demo = true", "is_demo = false"), encoding="utf-8")

    (problem,) = [problem for problem in problems() if problem.file == "care.csv"]

    assert problem.line == 2
    assert "real people join by themselves" in problem.en


def test_an_unknown_theme_is_named(copy: Path, problems: Refusal) -> None:
    (copy / "care.csv").write_text(CARE.replace(",talk,", ",talk belief,"), encoding="utf-8")

    (problem,) = [problem for problem in problems() if problem.file == "care.csv"]

    assert (problem.line, problem.column) == (2, "themes")
