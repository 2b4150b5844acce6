"""Whatever is killed, nothing that was acknowledged is lost, and nothing is left running."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ningju.embedded import EmbeddedServer, find_running, start
from ningju.embedded.binaries import find_binaries
from ningju.embedded.processes import postgres_processes_in
from tests.embedded.conftest import Program, is_gone, wait_until

Run = Callable[..., Program]


def state_of(data_dir: Path) -> str:
    """Return what the data folder says of its last end."""
    said = subprocess.run(
        [find_binaries().program("pg_controldata"), data_dir / "cluster"],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C"},
    ).stdout
    return next(line.split(":", 1)[1].strip() for line in said.splitlines() if "cluster state" in line)


@pytest.mark.parametrize("wishes", [(), ("fork",)], ids=["alone", "with a forked child that keeps the pipe"])
def test_killed_parent_takes_the_server_down_cleanly_and_the_data_is_whole(
    wishes: tuple[str, ...], data_dir: Path, run_starter: Run
) -> None:
    parent = run_starter(data_dir, *wishes)
    forked_pid = parent.hear()["forked_pid"] if wishes else 0
    with psycopg.connect(parent.said["owner_url"]) as owner:
        owner.execute("CREATE TABLE note AS SELECT generate_series(1, 1000) AS id")

    parent.kill()

    assert wait_until(lambda: is_gone(parent.said["supervisor_pid"]))
    assert is_gone(parent.said["postmaster_pid"])
    assert postgres_processes_in(data_dir / "cluster") == []
    assert state_of(data_dir) == "shut down"
    if forked_pid:
        os.kill(forked_pid, signal.SIGKILL)
    with start(data_dir) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT count(*) FROM note").fetchone() == (1000,)


def test_stop_does_not_wait_for_a_forked_child_that_keeps_the_pipe(data_dir: Path, run_starter: Run) -> None:
    parent = run_starter(data_dir, "fork")
    forked_pid = parent.hear()["forked_pid"]

    parent.leave()

    assert is_gone(parent.said["supervisor_pid"])
    assert state_of(data_dir) == "shut down"
    os.kill(forked_pid, signal.SIGKILL)


def test_killed_supervisor_takes_the_server_down_cleanly(data_dir: Path) -> None:
    server = start(data_dir)
    postmaster_pid = server.postmaster_pid

    os.kill(server.supervisor_pid, signal.SIGKILL)

    assert wait_until(lambda: is_gone(postmaster_pid))
    assert wait_until(lambda: find_running(data_dir) is None)
    assert state_of(data_dir) == "shut down"
    server.stop()
    with start(data_dir) as again, psycopg.connect(again.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert not Path(server.address.socket_dir).exists()


def test_parent_and_supervisor_and_server_all_killed_at_once_start_again(
    data_dir: Path, run_starter: Run
) -> None:
    parent = run_starter(data_dir)
    with psycopg.connect(parent.said["owner_url"]) as owner:
        owner.execute("CREATE TABLE note AS SELECT 1 AS id")

    os.kill(parent.said["supervisor_pid"], signal.SIGKILL)
    os.kill(parent.said["postmaster_pid"], signal.SIGKILL)
    parent.kill()

    with start(data_dir) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT id FROM note").fetchall() == [(1,)]


class Writer(threading.Thread):
    """Writes rows one by one, and remembers those the server acknowledged."""

    def __init__(self, server: EmbeddedServer, first: int, over: threading.Event) -> None:
        super().__init__()
        self._url = server.app_url
        self._next = first
        self._over = over
        self.acknowledged: list[int] = []

    def run(self) -> None:
        """Write until it is over; connect again whenever the server is gone."""
        while not self._over.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as app:
                    while not self._over.is_set():
                        self._next += 1
                        app.execute("INSERT INTO note VALUES (%s)", [self._next])
                        self.acknowledged.append(self._next)
            except psycopg.OperationalError:
                time.sleep(0.01)


def test_every_acknowledged_row_is_there_after_the_postmaster_was_killed_again_and_again(
    data_dir: Path,
) -> None:
    over = threading.Event()
    with start(data_dir) as server:
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("CREATE TABLE note (id bigint PRIMARY KEY)")
        writers = [Writer(server, number * 1_000_000, over) for number in range(4)]
        for writer in writers:
            writer.start()
        try:
            for _ in range(3):
                kill_while_all_write(server, writers)
            assert wait_until(lambda: answers(server))
        finally:
            over.set()
            for writer in writers:
                writer.join()
        acknowledged = {row for writer in writers for row in writer.acknowledged}
        with psycopg.connect(server.app_url) as app:
            kept = {row[0] for row in app.execute("SELECT id FROM note")}

    assert len(acknowledged) > 50
    assert acknowledged - kept == set()


def kill_while_all_write(server: EmbeddedServer, writers: list[Writer]) -> None:
    """Wait until every writer had rows acknowledged since the last time, kill, and see a new server come."""
    before = [len(writer.acknowledged) for writer in writers]
    assert wait_until(
        lambda: all(
            len(writer.acknowledged) > count + 5 for writer, count in zip(writers, before, strict=True)
        )
    )
    killed = server.postmaster_pid
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: server.postmaster_pid != killed)


def answers(server: EmbeddedServer) -> bool:
    """Say whether the server takes a connection now."""
    try:
        with psycopg.connect(server.app_url) as app:
            return app.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_killed_postmaster_is_back_although_a_long_query_outlived_it(data_dir: Path) -> None:
    with start(data_dir) as server:
        killed = server.postmaster_pid
        busy = threading.Thread(target=run_long_query, args=(server,))
        busy.start()
        assert wait_until(lambda: is_busy(server))
        began = time.monotonic()
        os.kill(killed, signal.SIGKILL)

        assert wait_until(lambda: server.postmaster_pid != killed and answers(server))

        assert time.monotonic() - began < 10
        busy.join()


def run_long_query(server: EmbeddedServer) -> None:
    """Ask for something that takes minutes, and see the connection break."""
    with psycopg.connect(server.app_url) as app, pytest.raises(psycopg.OperationalError):
        app.execute("SELECT count(*) FROM generate_series(1, 1000000000000)")


def is_busy(server: EmbeddedServer) -> bool:
    """Say whether the long query runs."""
    with psycopg.connect(server.superuser_url) as admin:
        found = admin.execute(
            "SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT count%' AND state = 'active'"
        )
        return bool(found.fetchall())


def test_orders_to_the_supervisor_end_it_like_a_stop(data_dir: Path) -> None:
    server = start(data_dir)

    os.kill(server.supervisor_pid, signal.SIGTERM)

    assert wait_until(lambda: is_gone(server.supervisor_pid))
    assert state_of(data_dir) == "shut down"
    server.stop()
