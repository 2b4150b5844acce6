"""What a thief of the whole database reads after a month: no sealed value, in no shape, in no table."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from ningju.ground.log import DiscreetFormatter
from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.rooms.care.models import CareRecord
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import take_back_contact
from ningju.rooms.messages.models import Contact
from ningju.rooms.privacy.models import RecordKey
from tests.conftest import make_community, owner_url
from tests.privacy.dump import dump, shapes, stands_in
from tests.privacy.month import HOME, OPEN_WORDS, SEALED, Month

KEPT_BY_THE_DEMO = {"sms.log", "mail"}
"""What the demo's gateways write instead of sending: for their owner's eyes only."""


@pytest.fixture
def month(committed_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Month:
    settings.NINGJU_DEMO, settings.DATA = True, tmp_path
    make_community("liuqiao", "柳桥街道", "Willow Bridge Sub-district")
    return Month(make_community("huayang", "华阳路街道", "Huayang"), tmp_path, monkeypatch)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Gather what the service logs from INFO on, written as its own console is."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DiscreetFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_p12_a_dump_of_everything_after_a_month_holds_no_sealed_word(
    month: Month, lines: io.StringIO
) -> None:
    month.live()
    rows = dump(owner_url())
    month.grow_old()
    rows += dump(owner_url())

    assert stands_in(OPEN_WORDS, rows), "the dump reads the rows of the community"
    assert "keys.record_key" in rows
    assert "procrastinate_jobs" in rows
    planted = SEALED | month.secrets
    found = {what: stands_in(value, rows, is_guessable=what in SEALED) for what, value in planted.items()}
    assert {what: lines for what, lines in found.items() if lines} == {}
    logged = {what for what, value in planted.items() if stands_in(value, lines.getvalue())}
    assert logged == set(), "nor does a log"
    files = "\n".join(
        path.read_bytes().hex() + path.read_text(errors="replace")
        for path in month.data.rglob("*")
        if path.is_file() and path.relative_to(month.data).parts[0] not in KEPT_BY_THE_DEMO
    )
    assert {what for what, value in planted.items() if stands_in(value, files)} == set(), "nor a file"


def test_p12_after_erasing_the_key_of_every_record_is_gone(month: Month) -> None:
    month.live()
    month.grow_old()
    with in_community(month.town.pk):
        records = set(Contact.objects.filter(forgotten_at=None).values_list("record_id", flat=True))
        records |= {record.record_id for record in CareRecord.objects.all()}
        assert set(RecordKey.objects.values_list("record_id", flat=True)) >= records
        left = list(Case.objects.filter(contact__forgotten_at=None))
    for case in left:
        with in_community(month.town.pk):
            take_back_contact(case=case)
    lin = month.desk("lin")
    with in_community(month.town.pk):
        codes = list(CareRecord.objects.values_list("code", flat=True))
    for code in codes:
        month.post(lin, f"desk/care/{code}/for-them/leave/")

    with psycopg.connect(owner_url(), autocommit=True) as owner:
        kept = owner.execute("select record_id::text from keys.record_key").fetchall()

    assert kept == []
    gone = Client().get(f"{HOME}care/my/{month.secrets['link of a care record']}/")
    assert gone.status_code == 410


@pytest.mark.parametrize("what", sorted(SEALED))
def test_the_search_finds_a_planted_value_in_every_shape(what: str) -> None:
    value = SEALED[what]

    for shape in shapes(value):
        assert stands_in(value, f"public.cases_case: (1,{shape},2)"), shape
    assert not stands_in(value, "public.cases_case: (1,别的话,13800138000)")
    assert new_form_key() not in shapes(value)
