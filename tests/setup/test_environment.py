"""run.py makes the environment once, makes it anew when it must, and says in one line what it lacks."""

import ast
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).parent
PREPARE = "import sys, run; from pathlib import Path; run.prepare(Path(sys.argv[1]), Path(sys.argv[2]))"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a space and Chinese characters in its path."""
    folder = tmp_path / "克隆 with space"
    folder.mkdir()
    return folder


@pytest.fixture
def lock(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the lock of one small package that lies on the disk; no package index is asked."""
    wheel = place / "wheels" / "ningju_lamp-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    about = "ningju_lamp-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("ningju_lamp.py", "IS_LIT = True\n")
        packed.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: ningju-lamp\nVersion: 1.0\n")
        packed.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{about}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", wheel.parent.as_uri())
    return write_lock(place, "ningju-lamp==1.0", hashlib.sha256(wheel.read_bytes()).hexdigest())


def write_lock(place: Path, package: str, digest: str) -> Path:
    """Write a lock file with one package."""
    lock = place / "requirements.lock"
    lock.write_text(f"{package} \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    return lock


@pytest.fixture
def silent_index() -> Iterator[str]:
    """Return the address of a package index that takes a question and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/simple"


def is_lit(venv: Path) -> bool:
    """Say whether the environment holds the small package."""
    command = [str(run.python_of(venv)), "-c", "import ningju_lamp; assert ningju_lamp.IS_LIT"]
    return subprocess.run(command, cwd="/").returncode == 0


def made_at(venv: Path) -> int:
    """Return when the environment was made."""
    return (venv / "pyvenv.cfg").stat().st_mtime_ns


def test_the_second_start_installs_nothing_and_asks_no_network(
    place: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.prepare(place / "venv", lock)
    assert is_lit(place / "venv")

    monkeypatch.setattr(subprocess, "Popen", None)
    run.prepare(place / "venv", lock)


@pytest.mark.full
def test_a_changed_lock_is_installed_into_the_same_environment(place: Path, lock: Path) -> None:
    run.prepare(place / "venv", lock)
    before = made_at(place / "venv")
    lock.write_text("# changed\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")
    assert not run.is_ready(place / "venv", lock)

    run.prepare(place / "venv", lock)

    assert run.is_ready(place / "venv", lock)
    assert made_at(place / "venv") == before


@pytest.mark.full
def test_a_moved_folder_gets_a_new_environment(place: Path, lock: Path) -> None:
    run.prepare(place / "venv", lock)
    (place / "venv").rename(place / "moved")

    run.prepare(place / "moved", lock)

    assert str(place / "moved") in (place / "moved" / "pyvenv.cfg").read_text(encoding="utf-8")
    assert is_lit(place / "moved")


@pytest.mark.full
def test_a_removed_python_gets_a_new_environment(place: Path, lock: Path) -> None:
    run.prepare(place / "venv", lock)
    python = run.python_of(place / "venv")
    python.unlink()
    python.symlink_to("/usr/bin/a-python-that-was-removed")

    run.prepare(place / "venv", lock)

    assert is_lit(place / "venv")


@pytest.mark.full
def test_an_installation_killed_midway_is_made_anew(place: Path, lock: Path, silent_index: str) -> None:
    venv = place / "venv"
    wanting = write_lock(place, "ningju-absent==1.0", "0" * 64)
    environment = os.environ | {"PIP_INDEX_URL": silent_index, "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "0"}
    starter = subprocess.Popen(
        [sys.executable, "-c", PREPARE, str(venv), str(wanting)],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not (venv / run.PIP_LOG).exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()
    broken = made_at(venv)

    wheel = next((place / "wheels").iterdir())
    lamp = write_lock(place, "ningju-lamp==1.0", hashlib.sha256(wheel.read_bytes()).hexdigest())
    run.prepare(venv, lamp)

    assert made_at(venv) > broken
    assert is_lit(venv)


@pytest.mark.full
def test_two_starters_share_one_installation(place: Path, lock: Path) -> None:
    command = [sys.executable, "-c", PREPARE, str(place / "venv"), str(lock)]
    starters = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    told = [starter.communicate()[1] for starter in starters]

    assert [starter.returncode for starter in starters] == [0, 0]
    assert sum("Installing 1 package" in words for words in told) == 1
    assert is_lit(place / "venv")


@pytest.mark.full
def test_a_package_other_than_the_locked_one_is_refused(place: Path, lock: Path) -> None:
    wrong = write_lock(place, "ningju-lamp==1.0", "0" * 64)

    with pytest.raises(run.SetupError, match="differs from the one that was locked"):
        run.prepare(place / "venv", wrong)

    assert not run.is_ready(place / "venv", wrong)
    assert not is_lit(place / "venv")


def test_without_a_network_one_line_says_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"NO_INDEX": "0", "INDEX_URL": "http://127.0.0.1:9/", "RETRIES": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setattr(run, "python_of", lambda venv: Path(sys.executable))
    wanting = write_lock(place, "ningju-absent==1.0", "0" * 64)

    with run.held(place / "venv") as handle, pytest.raises(run.SetupError) as told:
        run.install(place / "venv", wanting, handle)

    assert "No package index can be reached" in str(told.value)
    assert "连不上" in str(told.value)


def test_without_the_venv_module_one_line_names_the_package(
    place: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(run.SetupError, match=r"apt-get install python3\.\d+-venv"):
        run.prepare(place / "venv", lock)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("[Errno 28] No space left on device: '/x'", "The disk is full"),
        ("[Errno 13] Permission denied: '/x/.venv'", "cannot be written"),
        ("[Errno 30] Read-only file system: '/x/.venv'", "cannot be written"),
        ("ERROR: No matching distribution found for lamp==1.0", "no ready build"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_what_went_wrong_is_said_in_one_line_of_each_language(words: str, meant: str) -> None:
    told = str(run.failure(Path("/x/.venv"), run.DEFAULT_LOCK, words))

    assert meant in told
    assert len(told.splitlines()) == 2


def test_a_folder_that_cannot_be_written_is_named(
    place: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(run.SetupError, match="cannot be written"):
        run.prepare(place / "venv", lock)


def test_a_folder_with_other_things_is_left_alone(place: Path, lock: Path) -> None:
    (place / "home").mkdir()
    (place / "home" / "letter.txt").write_text("dear", encoding="utf-8")

    with pytest.raises(run.SetupError, match="holds other things"):
        run.prepare(place / "home", lock)

    assert (place / "home" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_virtual_environment_of_somebody_elses_is_left_alone(place: Path, lock: Path) -> None:
    (place / "theirs").mkdir()
    (place / "theirs" / "pyvenv.cfg").write_text("home = /usr/bin", encoding="utf-8")

    with pytest.raises(run.SetupError, match="holds other things"):
        run.prepare(place / "theirs", lock)

    assert [path.name for path in (place / "theirs").iterdir() if path.name != run.LOCKED] == ["pyvenv.cfg"]


def test_what_was_cut_short_before_it_was_an_environment_is_made_anew(place: Path) -> None:
    (place / "venv").mkdir()
    (place / "venv" / run.INSTALLING).touch()
    (place / "venv" / "half").write_text("", encoding="utf-8")

    run.refuse_foreign(place / "venv")
    run.clear(place / "venv")

    assert [path.name for path in (place / "venv").iterdir()] == [run.INSTALLING]


def test_an_older_python_is_told_so_in_both_languages() -> None:
    older = "import sys; sys.version_info = (3, 10, 13, 'final', 0); sys.argv = ['run.py', 'demo']; "
    code = f"{older}exec(compile(open('run.py', encoding='utf-8').read(), 'run.py', 'exec'))"

    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")

    assert told.returncode == 2
    assert "needs Python 3.11 or newer" in told.stderr
    assert "需要 Python 3.11" in told.stderr


def test_an_older_python_can_read_the_file_at_all() -> None:
    assert ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7)).body


def test_run_py_needs_the_standard_library_only() -> None:
    for name in ("run.py", "tests/find_browser.py"):
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("words", "place", "rest"),
    [
        (["demo", "--port", "9"], ROOT / ".venv", ["demo", "--port", "9"]),
        (["--venv", "/x y", "demo"], Path("/x y"), ["demo"]),
        ([], ROOT / ".venv", []),
    ],
)
def test_the_place_of_the_environment_comes_before_the_word(
    words: list[str], place: Path, rest: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NINGJU_VENV", raising=False)

    assert run.place_and_words(words) == (place, rest)


def test_the_place_of_the_environment_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NINGJU_VENV", "/elsewhere")

    assert run.place_and_words(["demo"]) == (Path("/elsewhere"), ["demo"])


def test_an_unknown_bench_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(run.SetupError, match="no bench 'absent'"):
        run.run_benches(Path(sys.prefix), ["absent"])


def test_help_needs_no_environment_and_shows_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--venv", "/never/made", "--help"]) == 0

    told = capsys.readouterr().out
    assert all(word in told for word in ("demo", "test", "bench", "NINGJU_VENV", "NINGJU_BROWSER"))
