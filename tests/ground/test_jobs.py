"""Work done later: it exists only with its transaction, and runs in its own community."""

import json
from typing import Any

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from ningju.ground.jobs import community_task, defer
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Block
from tests.conftest import Rows, make_community

SEEN_WITHOUT: list[int] = []


@community_task("tests.mark_block")
def mark_block(*, block_id: int) -> None:
    """Change a block's name."""
    Block.objects.filter(pk=block_id).update(name_zh="办好了")


@community_task("tests.half_done")
def half_done(*, block_id: int) -> None:
    """Change a block, then fail."""
    Block.objects.filter(pk=block_id).update(name_zh="一半")
    raise ZeroDivisionError("a mistake in the program")


@app.task(name="tests.forgetful")
def forgetful() -> None:
    """Read a tenant's table without setting a community."""
    SEEN_WITHOUT.append(Block.objects.count())
    connections.close_all()


@pytest.fixture
def block_id(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a block of a first community; a second one has a block too."""
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)
    for slug in ("liuqiao", "huayang"):
        made = make_community(slug, "某街道", "Some Sub-district")
        with in_community(made.pk):
            block = Block.objects.create(slug=slug, name_zh="还没办", colour="#aa0000")
    return block.pk


def community_of(slug: str) -> int:
    """Return a community's id."""
    [(found,)] = sql("select id from communities_community where slug = %s", slug)
    return int(found)


def sql(statement: str, *arguments: Any) -> Rows:
    """Run SQL as the app, without a community."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, arguments)
        rows: Rows = cursor.fetchall()
        return rows


def run_worker() -> None:
    """Run what is queued, then stop."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def names(slug: str) -> list[str]:
    """Return the names of a community's blocks."""
    with in_community(community_of(slug)):
        return list(Block.objects.values_list("name_zh", flat=True))


def defer_and_fail(block_id: int) -> None:
    """Defer a job in a transaction that fails."""
    with in_community(community_of("huayang")):
        defer("tests.mark_block", community_id=community_of("huayang"), block_id=block_id)
        raise ZeroDivisionError


def test_a_job_of_a_transaction_that_rolls_back_never_existed(block_id: int) -> None:
    with pytest.raises(ZeroDivisionError):
        defer_and_fail(block_id)

    assert sql("select count(*) from procrastinate_jobs") == [(0,)]


def test_a_job_holds_ids_and_nothing_else(block_id: int) -> None:
    community_id = community_of("huayang")
    with in_community(community_id):
        defer("tests.mark_block", community_id=community_id, block_id=block_id)

    [(arguments,)] = sql("select args::text from procrastinate_jobs")
    assert json.loads(arguments) == {"community_id": community_id, "block_id": block_id}


def test_a_job_runs_in_its_own_community(block_id: int) -> None:
    with in_community(community_of("huayang")):
        defer("tests.mark_block", community_id=community_of("huayang"), block_id=block_id)

    run_worker()

    assert names("huayang") == ["办好了"]
    assert names("liuqiao") == ["还没办"]
    assert sql("select status::text from procrastinate_jobs where task_name ~ 'tests'") == [("succeeded",)]


def test_a_job_of_another_community_cannot_touch_a_row_by_its_id(block_id: int) -> None:
    with in_community(community_of("liuqiao")):
        defer("tests.mark_block", community_id=community_of("liuqiao"), block_id=block_id)

    run_worker()

    assert names("huayang") == ["还没办"]
    assert names("liuqiao") == ["还没办"]


def test_a_job_that_fails_leaves_nothing_half_done(block_id: int) -> None:
    with in_community(community_of("huayang")):
        defer("tests.half_done", community_id=community_of("huayang"), block_id=block_id)

    run_worker()

    assert names("huayang") == ["还没办"]
    assert sql("select status::text from procrastinate_jobs where task_name ~ 'tests'") == [("failed",)]


def test_a_job_that_forgets_the_community_sees_nothing(block_id: int) -> None:
    SEEN_WITHOUT.clear()
    forgetful.defer()

    run_worker()

    assert SEEN_WITHOUT == [0]
