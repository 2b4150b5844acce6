"""How long a newcomer waits for the first page: after the packages are there, and at every later start."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
COLD_S = 30.0
WARM_S = 3.0


def free_port() -> int:
    """Return a port that nobody holds."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def demo(
    house: Path, folder: Path, port: int, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the demo of a house as a newcomer does, and end it; a background shell would ignore Ctrl-C."""
    command = [sys.executable, "run.py", "demo", "--port", str(port), "--data", str(folder)]
    running = subprocess.Popen(
        command, cwd=house, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)


def first_page(port: int, running: subprocess.Popen[bytes], within_s: float) -> str:
    """Ask for the door page until it comes, and return the home of the first neighbourhood.

    Raises:
        TimeoutError: it does not come in time, or the demo ended.
    """
    until = time.monotonic() + within_s
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                home = urllib.request.urlopen(f"http://127.0.0.1:{port}/zh/huayang/", timeout=30)
                return str(home.read().decode())
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"no page within {within_s} s; exit code of the demo: {running.poll()}")


def wait_of(house: Path, folder: Path) -> float:
    """Return the seconds from the command to the home page."""
    port = free_port()
    started = time.monotonic()
    with demo(house, folder, port) as running:
        first_page(port, running, 10 * COLD_S)
        return time.monotonic() - started


def main(words: Sequence[str] | None = None) -> int:
    """Measure cold and warm starts, print them, and return 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args(words).rounds
    os.environ.setdefault("NINGJU_VENV", sys.prefix)
    cold, warm = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            cold.append(wait_of(ROOT, Path(folder)))
            warm.append(wait_of(ROOT, Path(folder)))
    print(f"{'start':<28}{'median s':>10}{'worst s':>10}{'promised s':>12}")
    kept = True
    for name, waits, promised in (("cold, packages are there", cold, COLD_S), ("warm", warm, WARM_S)):
        print(f"{name:<28}{median(waits):>10.2f}{max(waits):>10.2f}{promised:>12.0f}")
        kept = kept and median(waits) <= promised
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
