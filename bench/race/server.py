"""The real server as ``ningju web`` starts it, and the load that asks it, each in processes of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ningju.jobs.processes import web_command

HOST = "127.0.0.1"
READY_WITHIN_S = 30.0


class NotReady(RuntimeError):
    """The server did not answer, or not with the page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as it came over the wire."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the load beside it."""

    port: int
    load: "subprocess.Popen[str]"

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        """Ask for one page once, not compressed.

        Raises:
            NotReady: the answer is no 200.
        """
        plain = {**headers, "Accept-Encoding": "identity"}
        request = urllib.request.Request(f"http://{HOST}:{self.port}{path}", headers=plain)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                if response.status != 200 or response.url != request.full_url:
                    raise NotReady(f"{path} answers {response.status} from {response.url}")
                return Answer(dict(response.headers), response.read())
        except urllib.error.HTTPError as error:
            raise NotReady(f"{path} answers {error.code}") from error

    def ride(self, path: str, headers: Mapping[str, str], *, seconds: float, connections: int) -> Any:
        """Let every connection ask for a page again and again; return seconds and waiting times."""
        order = {
            "host": HOST, "port": self.port, "path": path, "headers": dict(headers),
            "seconds": seconds, "connections": connections,
        }  # fmt: skip
        assert self.load.stdin is not None
        assert self.load.stdout is not None
        self.load.stdin.write(json.dumps(order) + "\n")
        self.load.stdin.flush()
        answer = self.load.stdout.readline()
        if not answer:
            raise NotReady(f"the load ended while it asked for {path}; its own words stand above")
        return json.loads(answer)


@contextmanager
def running_server(peers: Path) -> Iterator[Server]:
    """Start the web with the bench's addresses, and the load; both end with this.

    Raises:
        NotReady: the web did not answer within half a minute.
    """
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.race.settings",
        "NINGJU_BENCH_PEERS": str(peers),
    }
    web = subprocess.Popen(web_command(HOST, port), env=environment, start_new_session=True)
    load = subprocess.Popen(
        [sys.executable, "-m", "bench.race.rider"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    try:
        server = Server(port, load)
        wait_for(server, web)
        yield server
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        load.terminate()
        for process in (web, load):
            end(process)


def end(process: "subprocess.Popen[Any]") -> None:
    """Wait for a process that was told to end; make it after ten seconds."""
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(server: Server, web: "subprocess.Popen[bytes]") -> None:
    """Wait until the web answers."""
    deadline_s = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline_s and web.poll() is None:
        try:
            server.get("/healthz", {})
            return
        except (NotReady, OSError):
            time.sleep(0.1)
    raise NotReady("the web did not start; its own words stand above")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
