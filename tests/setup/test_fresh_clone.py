"""A newcomer's first minutes: a fresh copy of the house, an empty environment, one command, a page."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_CLONED = shutil.ignore_patterns(".git", ".venv", ".data", "data", "__pycache__", ".*_cache", "*.mo")
KEPT = ("PATH", "LANG", "TMPDIR", "PIP_CERT", "PIP_INDEX_URL", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE")
FIRST_PAGE_WITHIN_S = 30
WARM_WITHIN_S = 3
DEAF_INDEX = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of the house as git would lay it, in a folder with a space and Chinese characters."""
    place = tmp_path / "克隆 with space"
    shutil.copytree(ROOT, place, ignore=NOT_CLONED)
    return place


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of somebody who has set nothing up."""
    (tmp_path / "home").mkdir()
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(tmp_path / "home")}


def free_port() -> int:
    """Return a port that nobody holds."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def first_page(port: int, running: subprocess.Popen[bytes], within_s: float) -> str:
    """Ask for the neighbourhood's home until it comes."""
    until = time.monotonic() + within_s
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/zh/huayang/", timeout=5) as page:
                return str(page.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"no page within {within_s} s; exit code {running.poll()}")


@contextmanager
def demo(clone: Path, environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the demo as a newcomer does, and end it with Ctrl-C."""
    command = [sys.executable, "run.py", "demo", "--port", str(port), "--data", str(clone / "演示 data")]
    running = subprocess.Popen(command, cwd=clone, env=environment, start_new_session=True)
    try:
        yield running
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(60)


@pytest.mark.full
def test_a_fresh_clone_shows_its_first_page_soon_and_starts_again_offline(
    clone: Path, environment: dict[str, str]
) -> None:
    installed = subprocess.run([sys.executable, "run.py", "--commands"], cwd=clone, env=environment)
    assert installed.returncode == 0
    port = free_port()

    started = time.monotonic()
    with demo(clone, environment, port) as running:
        page = first_page(port, running, FIRST_PAGE_WITHIN_S)
    assert "华阳" in page

    started = time.monotonic()
    with demo(clone, environment | DEAF_INDEX, port) as running:
        first_page(port, running, FIRST_PAGE_WITHIN_S)
        warm_s = time.monotonic() - started
    assert running.returncode in {0, 130}
    assert warm_s <= WARM_WITHIN_S


@pytest.mark.full
def test_the_installed_default_stays_within_its_size(clone: Path, environment: dict[str, str]) -> None:
    installed = subprocess.run([sys.executable, "run.py", "--commands"], cwd=clone, env=environment)
    assert installed.returncode == 0

    files = (path for path in (clone / ".venv").rglob("*") if path.is_file() and not path.is_symlink())
    assert sum(path.stat().st_blocks * 512 for path in files) <= 500 * 2**20
