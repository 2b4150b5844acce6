"""A real worker is killed while it sends: the message goes out in the end, always under the same id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from procrastinate.contrib.django import app

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Message
from ningju.rooms.messages.services import keep_contact, tell
from ningju.rooms.privacy.log import CHAIN_LOCK
from tests.conftest import app_url, make_community, owner_url
from tests.rooms.messages.conftest import told
from tests.rooms.messages.loopback import Loopback

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 60.0


def wait_until(has_happened: Callable[[], bool], what: str) -> None:
    """Wait for something, a minute at most."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not has_happened():
        assert time.monotonic() < deadline_s, f"not within a minute: {what}"
        time.sleep(0.05)


class Workers:
    """Workers as processes of their own, on the test's database and the test's gateway."""

    def __init__(self, gateway_url: str, data: Path) -> None:
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "ningju.config.settings",
            "DATABASE_URL": app_url(),
            "DATABASE_OWNER_URL": owner_url(),
            "NINGJU_DATA": str(data),
            "NINGJU_SMS_URL": f"{gateway_url}/sms",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        self.living: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """Start one."""
        command = [sys.executable, "-m", "ningju", "worker"]
        worker = subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        self.living.append(worker)
        return worker

    def end(self) -> None:
        """End those that still run."""
        for worker in self.living:
            worker.kill()
            worker.wait()


@pytest.fixture
def workers(committed_db: None, loopback: Loopback, tmp_path: Path) -> Iterator[Workers]:
    """Return the workers; none outlives the test."""
    workers = Workers(loopback.url, tmp_path)
    yield workers
    workers.end()
    connections.close_all()


@pytest.fixture
def here(workers: Workers) -> Community:
    """Return a neighbourhood whose rows are committed."""
    return make_community("huayang", "华阳路街道", "Huayang Road Sub-district")


def queue_text(here: Community) -> Message:
    """Commit an urgent message, with the job that sends it."""
    with in_community(here.pk):
        contact = keep_contact(**told())
        return tell(
            contact=contact, occasion="look_up_code", key="1", fields={"code": "481516"}, is_urgent=True
        )


def as_it_stands(here: Community) -> Message:
    """Return the one message as the database has it."""
    with in_community(here.pk):
        return Message.objects.get()


def let_lease_end(here: Community) -> None:
    """Let two minutes pass for the message that a dead worker holds, and the minute's sweep come."""
    with in_community(here.pk):
        message = Message.objects.get()
        message.next_try_at -= timedelta(minutes=3)
        message.save(update_fields=["next_try_at"])
        app.configure_task("messages.send_due").defer(community_id=here.pk)


def test_killed_between_gateway_and_commit_it_is_sent_again_under_the_same_id(
    here: Community, workers: Workers, loopback: Loopback
) -> None:
    message = queue_text(here)
    worker = workers.start()

    def kill_then_answer() -> int:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        return 200

    loopback.answers = [kill_then_answer]
    wait_until(lambda: worker.poll() is not None, "the gateway was called and the worker killed")
    left_behind = as_it_stands(here)
    let_lease_end(here)
    workers.start()
    wait_until(lambda: as_it_stands(here).state == "sent", "the message was sent")

    assert (left_behind.state, left_behind.attempts) == ("sending", 1)
    assert [posted.json["id"] for posted in loopback.posted] == [str(message.public_id)] * 2
    assert as_it_stands(here).attempts == 2


def test_killed_before_the_gateway_it_is_sent_once(
    here: Community, workers: Workers, loopback: Loopback
) -> None:
    message = queue_text(here)
    with psycopg.connect(app_url(), autocommit=True) as holder:
        holder.execute("select pg_advisory_lock(%s, %s)", [CHAIN_LOCK, here.pk])
        worker = workers.start()

        def is_opening() -> bool:
            waiting = holder.execute(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted "
                "and classid = %s and database = "
                "(select oid from pg_database where datname = current_database())",
                [CHAIN_LOCK],
            ).fetchone()
            return waiting is not None and waiting[0] > 0

        wait_until(is_opening, "the worker was about to open the address")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    wait_until(lambda: as_it_stands(here).state == "queued", "its transaction was rolled back")
    killed_at = as_it_stands(here)
    let_lease_end(here)
    workers.start()
    wait_until(lambda: as_it_stands(here).state == "sent", "the message was sent")

    assert killed_at.attempts == 0
    assert [posted.json["id"] for posted in loopback.posted] == [str(message.public_id)]
