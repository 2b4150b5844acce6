"""A demo as a process of its own, and what it leaves behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_WITHIN_S = 120.0  # on a machine that tests on all cores; the bench measures the promise of 30
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "NINGJU_SECRET_KEY", "NINGJU_DATA", "DJANGO_SETTINGS_MODULE")


class Demo:
    """A demo that runs as a process of its own."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        self.data, self.port = data, port
        self.said = ""
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ningju", "demo", "--port", str(port), "--data", str(data)],
            cwd=ROOT,
            env=kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for_doors(self) -> "Demo":
        """Read what it says until the doors stand there."""
        assert self.process.stdout is not None
        started_s = time.monotonic()
        for line in self.process.stdout:
            self.said += line
            if "Ctrl+C" in line:
                return self
            assert time.monotonic() - started_s < FIRST_WITHIN_S, self.said
        raise AssertionError(f"the demo ended early:\n{self.said}")

    def get(self, address: str, opener: urllib.request.OpenerDirector | None = None) -> str:
        """Return a page of it."""
        opener = opener or urllib.request.build_opener()
        with opener.open(f"http://localhost:{self.port}{address}", timeout=30) as response:
            return str(response.read().decode())

    def stop(self, with_signal: signal.Signals = signal.SIGINT) -> None:
        """Stop it as Ctrl-C does; one that does not end within two minutes is an error."""
        self.process.send_signal(with_signal)
        self.process.communicate(timeout=120)


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(data: Path) -> list[str]:
    """Return the command lines of all processes whose words or environment name the data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(data) in words and entry.name != str(os.getpid()):
            found.append(f"{entry.name} {words[:120]!r}")
    return found


def none_left(data: Path) -> bool:
    """Wait a moment for the last process to be reaped, and say whether none is left."""
    for _ in range(50):
        if not processes_of(data):
            return True
        time.sleep(0.1)
    return False
