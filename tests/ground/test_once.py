"""What a posted form asks happens once, however often and from however many places it arrives."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ningju.ground.models import FormKey
from ningju.ground.once import once
from ningju.ground.tenancy import NoCommunity, in_community
from ningju.kernel.errors import Conflict
from ningju.rooms.communities.models import Block, Community
from tests.conftest import make_community

BODY = b"words=hot water"


def make_block() -> str:
    """Save a block and return how many there are."""
    number = str(Block.objects.count() + 1)
    Block.objects.create(slug=number, name_zh="一", colour="#aa0000")
    return number


def test_the_second_time_gets_the_first_outcome(community: Community) -> None:
    key = uuid.uuid4()

    outcomes = [once(key=key, body=BODY, make=make_block) for _ in range(3)]

    assert outcomes == ["1", "1", "1"]
    assert Block.objects.count() == 1


def test_another_body_under_the_same_key_is_a_conflict(community: Community) -> None:
    key = uuid.uuid4()
    once(key=key, body=BODY, make=make_block)

    with pytest.raises(Conflict):
        once(key=key, body=b"words=raincoat", make=make_block)

    assert Block.objects.count() == 1


def test_another_key_does_the_work_again(community: Community) -> None:
    once(key=uuid.uuid4(), body=BODY, make=make_block)
    once(key=uuid.uuid4(), body=BODY, make=make_block)

    assert Block.objects.count() == 2


def test_the_same_key_in_another_community_is_another_form(
    community: Community, other_community: Community
) -> None:
    key = uuid.uuid4()
    once(key=key, body=BODY, make=make_block)

    with in_community(other_community.pk):
        assert once(key=key, body=b"other words", make=make_block) == "1"


def test_work_that_fails_leaves_the_key_free(community: Community) -> None:
    key = uuid.uuid4()

    def fail() -> str:
        make_block()
        raise Conflict("Somebody was first.")

    with pytest.raises(Conflict):
        once(key=key, body=BODY, make=fail)

    assert not FormKey.objects.exists()
    assert once(key=key, body=BODY, make=make_block) == "1"


@pytest.mark.django_db
def test_without_a_community_nothing_can_be_kept() -> None:
    with pytest.raises(NoCommunity):
        once(key=uuid.uuid4(), body=BODY, make=make_block)


@pytest.mark.usefixtures("committed_db")
def test_eight_senders_at_the_same_moment_make_one_row() -> None:
    community_id = make_community("huayang", "华阳路街道", "Huayang Road Sub-district").pk
    key = uuid.uuid4()
    start = threading.Barrier(8)

    def send(_sender: int) -> str:
        start.wait(timeout=10)
        try:
            with in_community(community_id):
                return once(key=key, body=BODY, make=make_block)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as senders:
        outcomes = list(senders.map(send, range(8)))

    with in_community(community_id):
        assert Block.objects.count() == 1
    assert outcomes == ["1"] * 8


@pytest.mark.usefixtures("committed_db")
def test_who_waits_for_a_sender_that_fails_does_the_work() -> None:
    community_id = make_community("huayang", "华阳路街道", "Huayang Road Sub-district").pk
    key = uuid.uuid4()
    working = threading.Event()

    def fail_slowly() -> str:
        working.set()
        wait_for_a_waiter()
        raise Conflict("Somebody was first.")

    def first() -> str:
        try:
            with in_community(community_id):
                return once(key=key, body=BODY, make=fail_slowly)
        except Conflict:
            return "failed"
        finally:
            connections.close_all()

    def second() -> str:
        working.wait(timeout=10)
        try:
            with in_community(community_id):
                return once(key=key, body=BODY, make=make_block)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as senders:
        outcomes = [task.result(timeout=20) for task in (senders.submit(first), senders.submit(second))]

    assert outcomes == ["failed", "1"]


def wait_for_a_waiter() -> None:
    """Return as soon as another connection waits for this one."""
    with connections["default"].cursor() as cursor:
        for _ in range(200):
            cursor.execute(
                "select count(*), pg_sleep(0.01) from pg_locks "
                "where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited")
