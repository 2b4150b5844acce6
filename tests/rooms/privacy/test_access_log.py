"""The access log: what is written, who is refused, and that nobody changes it afterwards."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from ningju.ground.tenancy import in_community
from ningju.jobs.owner import as_owner
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy import services
from ningju.rooms.privacy.access import THE_PERSON, AccessRefused, Reader, entries_about, machine
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry, SignedHead
from ningju.rooms.privacy.services import heads
from ningju.rooms.privacy.verify import Verdict, verify_log
from tests.conftest import Rows, make_community, owner_url
from tests.rooms.privacy.conftest import PHONE
from tests.rooms.privacy.records import Note, staff

WORKER = staff("worker")


def consent(note: Note, purpose: str = "test_purpose") -> None:
    services.give_consent(record_id=note.record_id, purpose=purpose)


def open_as(note: Note, reader: Reader, purpose: str = "test_purpose") -> services.Opened:
    return services.open_sealed(note, purpose=purpose, reader=reader, fields=["phone"])


def test_p13_a_look_is_written_with_who_when_in_which_role_and_why(note: Note, test_purpose: None) -> None:
    consent(note)

    assert open_as(note, WORKER)["phone"] == PHONE

    (entry,) = entries_about(note.record_id)
    assert (entry.act, entry.purpose, entry.role, entry.reader) == (
        "opened",
        "test_purpose",
        "worker",
        "staff",
    )
    assert (entry.by_user_id, entry.unit_id, entry.fields) == (7, 3, ["phone"])
    assert timezone.now() - entry.at < timedelta(minutes=1)
    assert PHONE not in str(vars(entry))


def test_p13_the_persons_own_reading_is_no_look(note: Note) -> None:
    services.open_sealed(note, purpose="self", reader=THE_PERSON)

    assert entries_about(note.record_id) == []


@pytest.mark.parametrize(
    ("reader", "purpose", "has_consent"),
    [
        (WORKER, "statistics", True),
        (WORKER, "self", True),
        (WORKER, "care", True),
        (WORKER, "life_in_danger", True),
        (WORKER, "test_purpose", False),
        (staff("leader"), "test_purpose", True),
        (staff("partner"), "test_purpose", True),
        (staff("auditor"), "test_purpose", True),
        (staff(), "test_purpose", True),
        (machine("messages"), "test_purpose", True),
        (THE_PERSON, "statistics", True),
    ],
)
def test_p10_a_wrong_purpose_role_or_consent_opens_nothing(
    note: Note, test_purpose: None, reader: Reader, purpose: str, has_consent: bool
) -> None:
    if has_consent:
        consent(note)

    with pytest.raises(AccessRefused) as refusal:
        open_as(note, reader, purpose)

    refusal.value.write()
    (entry,) = entries_about(note.record_id)
    assert (entry.act, entry.purpose) == ("refused", purpose)


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_p14_the_app_can_neither_change_nor_delete_an_entry(
    note: Note, test_purpose: None, app_sql: Callable[..., Rows], verb: str
) -> None:
    consent(note)
    open_as(note, WORKER)
    sql = {
        "update": "update privacy_accessentry set purpose = 'other'",
        "delete": "delete from privacy_accessentry",
    }[verb]

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        app_sql(sql)

    assert AccessEntry.objects.count() == 1


def test_p14_even_the_owner_is_refused_a_change(committed: Community) -> None:
    write_entries(committed, 2)
    with psycopg.connect(owner_url()) as owner:
        owner.execute("select set_config('ningju.community', %s, false)", [str(committed.pk)])
        for sql in (
            "update privacy_accessentry set purpose = 'x'",
            "delete from privacy_accessentry",
            "truncate privacy_accessentry",
        ):
            refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only")
            with refused, owner.transaction():
                owner.execute(sql)


@pytest.fixture
def committed(committed_db: None, settings: Any, tmp_path: Path) -> Community:
    """Return a neighbourhood that is really there, so that an attacker's connection sees it."""
    settings.DATA = tmp_path
    return make_community("huayang", "华阳路街道", "Huayang")


def write_entries(community: Community, count: int) -> None:
    with in_community(community.pk):
        for number in range(count):
            append_entry(act="opened", purpose="callback", reader=WORKER, words=f"look {number + 1}")


def attack(community: Community, *statements: str) -> None:
    """Change the log as somebody who owns the server: triggers off, keys unknown."""
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("select set_config('ningju.community', %s, false)", [str(community.pk)])
        for table in ("privacy_accessentry", "privacy_signedhead"):
            owner.execute(SQL("alter table {} disable trigger user").format(Identifier(table)))
        for sql in statements:
            owner.execute(sql.encode())
        for table in ("privacy_accessentry", "privacy_signedhead"):
            owner.execute(SQL("alter table {} enable trigger user").format(Identifier(table)))


def verdict_of(community: Community) -> Verdict:
    with in_community(community.pk):
        return verify_log(heads.heads_outside(community.pk))


FLIP = "update privacy_accessentry set digest = set_byte(digest, 3, 255 - get_byte(digest, 3)) where seq = 4"
SWAP = (
    "update privacy_accessentry set seq = 999 where seq = 4",
    "update privacy_accessentry set seq = 4 where seq = 5",
    "update privacy_accessentry set seq = 5 where seq = 999",
)


@pytest.mark.parametrize(
    ("statements", "findings"),
    [
        ((), []),
        (("update privacy_accessentry set words = 'look x' where seq = 4",), [("changed", 4)]),
        (("update privacy_accessentry set at = at + interval '1 second' where seq = 1",), [("changed", 1)]),
        (
            (FLIP,),
            [("changed", 4)],
        ),
        (("delete from privacy_accessentry where seq = 4",), [("missing", 4)]),
        (("delete from privacy_accessentry where seq in (3, 4)",), [("missing", 3)]),
        (SWAP, [("moved", 4), ("moved", 5)]),
        (("delete from privacy_accessentry where seq > 5",), [("cut", 5)]),
        (("delete from privacy_accessentry",), [("cut", 0)]),
    ],
    ids=["whole", "words", "time", "digest", "middle", "two of the middle", "swapped", "tail", "all"],
)
def test_p14_the_check_finds_what_was_done_and_where(
    committed: Community, statements: tuple[str, ...], findings: list[tuple[str, int]]
) -> None:
    write_entries(committed, 7)
    with in_community(committed.pk):
        heads.sign_head()

    attack(committed, *statements)

    found = [(each.kind, each.seq) for each in verdict_of(committed).findings]
    assert found == findings


def test_p14_a_removed_entry_closed_up_behind_it_is_found_too(committed: Community) -> None:
    write_entries(committed, 6)

    attack(
        committed,
        "delete from privacy_accessentry where seq = 3",
        "update privacy_accessentry set seq = seq - 1 where seq = 4",
        "update privacy_accessentry set seq = seq - 1 where seq = 5",
        "update privacy_accessentry set seq = seq - 1 where seq = 6",
    )

    assert [each.kind for each in verdict_of(committed).findings] == ["moved", "moved", "moved"]


def test_p14_the_tail_cut_together_with_its_head_is_found_by_the_file(committed: Community) -> None:
    write_entries(committed, 7)
    with in_community(committed.pk):
        head = heads.sign_head()
        assert head is not None
        assert heads.sign_head() is None, "nothing new to sign"

    attack(
        committed,
        "delete from privacy_signedhead",
        "delete from privacy_accessentry where seq > 5",
    )

    assert [(each.kind, each.seq) for each in verdict_of(committed).findings] == [("cut", 5)]


def test_p14_a_head_that_somebody_else_signed_is_found(committed: Community) -> None:
    write_entries(committed, 2)
    with in_community(committed.pk):
        heads.sign_head()

    attack(
        committed,
        "update privacy_signedhead set signature = decode(repeat('00', 32), 'hex')",
    )

    assert [each.kind for each in verdict_of(committed).findings] == ["head"]


def test_p11_the_owner_drops_whole_months_past_three_years_and_the_rest_stays_whole(
    committed: Community,
) -> None:
    now = timezone.now()
    with in_community(committed.pk):
        for days in (3 * 366 + 70, 3 * 366 + 40, 300, 0, 3 * 366 + 50):  # the last is dated back
            append_entry(act="opened", purpose="callback", reader=WORKER, at=now - timedelta(days=days))
    with pytest.raises(DatabaseError, match="permission denied"), in_community(committed.pk):
        heads.drop_old_months(now=now)
    connections["default"].close()

    with as_owner(), in_community(committed.pk):
        assert heads.drop_old_months(now=now) == 2
        assert heads.drop_old_months(now=now) == 0

    verdict = verdict_of(committed)
    assert (verdict.read, verdict.seq, verdict.findings) == (3, 5, ())
    with in_community(committed.pk):
        assert SignedHead.objects.get(kind="dropped").seq == 2
        assert append_entry(act="opened", purpose="callback", reader=WORKER).seq == 6


def test_p28_one_community_neither_sees_nor_continues_the_log_of_another(
    note: Note, test_purpose: None, other_community: Community
) -> None:
    consent(note)
    open_as(note, WORKER)

    with in_community(other_community.pk):
        assert AccessEntry.objects.count() == 0
        assert append_entry(act="opened", purpose="callback", reader=WORKER).seq == 1
