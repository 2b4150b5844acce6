"""A machine on the loopback that takes what is posted to it, and answers as the test wishes."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Posted:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Loopback:
    """What arrived, and what to answer: a status, or a function that is called before answering."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.posted: list[Posted] = []
        self.answers: list[int | Callable[[], int]] = []
        self.headers: dict[str, str] = {}

    def next_status(self) -> int:
        """Return the next answer; 200 once the list is at its end."""
        answer = self.answers.pop(0) if self.answers else 200
        return answer() if callable(answer) else answer


def headers_of(request: BaseHTTPRequestHandler) -> dict[str, str]:
    """Return the headers by their names in small letters: how they are written does not matter."""
    return {name.lower(): value for name, value in request.headers.items()}


@contextmanager
def listening() -> Iterator[Loopback]:
    """Listen on a free port for the length of a test."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            found.posted.append(Posted(self.path, headers_of(self), self.rfile.read(length)))
            try:
                self.send_response(found.next_status())
                for name, value in found.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:  # whoever posted was killed meanwhile
                self.close_connection = True

        def log_message(self, *_arguments: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Loopback(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
