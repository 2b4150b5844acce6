"""Run the web and the jobs as child processes, and start again what dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ningju.embedded.processes import die_with_parent

STOP_WITHIN_S = 5
CALM_S = 30
LONGEST_PAUSE_S = 10.0


@dataclass
class Child:
    """One process that should run."""

    name: str
    command: Sequence[str]
    when_orphaned: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started_s: float = 0.0
    pause_s: float = 0.2
    start_again_s: float = field(default=0.0)


class Household:
    """Children that live and end together.

    A child that dies is started again, at first at once and then with growing pauses; a child
    that ran for half a minute counts as calm again. If this process is killed, the kernel ends
    its children. Use it from the main thread only.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Give every child this environment."""
        self.environment = dict(environment)
        self.children: list[Child] = []
        self.stopping = False

    def add(
        self, name: str, command: Sequence[str], *, when_orphaned: signal.Signals = signal.SIGTERM
    ) -> None:
        """Start a child; the kernel sends it ``when_orphaned`` if this process is killed."""
        child = Child(name, command, when_orphaned)
        self.children.append(child)
        self._start(child)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid(), child.when_orphaned),
        )
        child.started_s = time.monotonic()

    def tend(self) -> None:
        """Start again what died and is due."""
        now_s = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                if now_s - child.started_s > CALM_S:
                    child.pause_s = 0.2
                continue
            if child.process is not None:
                status = child.process.returncode
                print(f"ningju: {child.name} ended ({status}); starting it again.", file=sys.stderr)
                end_group(child.process.pid, signal.SIGKILL)
                child.process = None
                child.start_again_s = now_s + child.pause_s
                child.pause_s = min(child.pause_s * 2, LONGEST_PAUSE_S)
            if now_s >= child.start_again_s:
                self._start(child)

    def run(self) -> None:
        """Tend the children until SIGINT or SIGTERM, then end them all."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                self.tend()
                time.sleep(0.2)
        finally:
            self.end()

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def end(self) -> None:
        """Ask every child to end, and make those that do not; what they started ends with them."""
        living = [child.process for child in self.children if child.process is not None]
        for process in living:
            process.terminate()
        deadline_s = time.monotonic() + STOP_WITHIN_S
        for process in living:
            try:
                process.wait(timeout=max(0.1, deadline_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            end_group(process.pid, signal.SIGKILL)


def end_group(group: int, number: signal.Signals) -> None:
    """Send a signal to a child and everything it started; a group already gone is fine."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


def web_command(host: str, port: int) -> list[str]:
    """Return the command that serves the web: granian, two workers of four threads."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "ningju.config.wsgi:application",
        "--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4",
        "--respawn-failed-workers", "--log-level", "warning",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return the command that runs the jobs."""
    return [sys.executable, "-m", "ningju", "worker"]
