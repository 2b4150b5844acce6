"""A household of processes: what dies is started again, what ends takes its own with it."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from ningju.jobs.commands.demo import wait_for_page
from ningju.jobs.processes import Household

SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable, "-S", "-c",
    "import os, signal, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = os.fork()\n"
    "open(sys.argv[1], 'w').write(str(child)) if child else None\n"
    "time.sleep(60)",
]  # fmt: skip


def eventually(claim: Callable[[], bool], within_s: float = 10) -> bool:
    deadline_s = time.monotonic() + within_s
    while time.monotonic() < deadline_s:
        if claim():
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pid_of(household: Household) -> int:
    process = household.children[0].process
    return process.pid if process else 0


def test_a_child_that_is_killed_is_started_again() -> None:
    household = Household(os.environ)
    household.add("sleeper", SLEEPER)
    first = pid_of(household)
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        household.tend()
        return pid_of(household) not in (0, first)

    assert eventually(is_back)
    household.end()
    assert not is_alive(pid_of(household))


def test_a_child_that_will_not_end_is_ended_with_its_own_children(tmp_path: Path) -> None:
    household = Household(os.environ)
    note = tmp_path / "pid"
    household.add("stubborn", [*STUBBORN, str(note)])
    assert eventually(lambda: note.exists() and note.read_text() != "")
    grandchild = int(note.read_text())

    household.end()

    assert eventually(lambda: not is_alive(grandchild))


def test_children_of_a_killed_parent_end(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    words = (
        "import os, sys, time\n"
        "from ningju.jobs.processes import Household\n"
        "household = Household(os.environ)\n"
        f"household.add('sleeper', {SLEEPER!r})\n"
        "open(sys.argv[1], 'w').write(str(household.children[0].process.pid))\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", words, str(note)], env=os.environ | {"PYTHONPATH": "."})
    assert eventually(lambda: note.exists() and note.read_text() != "", within_s=30)
    child = int(note.read_text())
    assert is_alive(child)

    parent.kill()
    parent.wait()

    assert eventually(lambda: not is_alive(child))


class Unwell(http.server.BaseHTTPRequestHandler):
    """A web whose pages work while jobs are late."""

    given: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        self.given.append(503 if self.path == "/healthz" else 200)
        self.send_response(self.given[-1])
        self.end_headers()

    def log_message(self, format: str, *words: object) -> None:
        """Say nothing."""


def test_a_demo_with_late_jobs_starts_all_the_same() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Unwell) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        try:
            wait_for_page(web.server_port, Household(os.environ))
        finally:
            web.shutdown()
            thread.join()
    assert Unwell.given[-1:] == [200]
