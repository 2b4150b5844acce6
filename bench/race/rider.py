"""The load: connections that ask for one page, again as soon as they have it, in a process of its own.

Reads one JSON order a line from standard input and writes one JSON answer a line.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any


class WrongAnswer(Exception):
    """The server answered something else than the page."""


@dataclass
class Tally:
    """What a round brought: the waiting times of its requests."""

    request: bytes
    until_s: float
    waits_s: list[float] = field(default_factory=list)


class Rider(asyncio.Protocol):
    """One keep-alive connection in a closed loop."""

    def __init__(self, tally: Tally, done: "asyncio.Future[None]") -> None:
        """Take where to count and whom to tell at the end."""
        self.tally, self.done = tally, done
        self.parts: list[bytes] = []
        self.missing = -1  # bytes of the body still to come; -1 while the head is incomplete
        self.asked_s = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send the request, or leave when the time is up."""
        now_s = time.perf_counter()
        if now_s >= self.tally.until_s:
            self.done.set_result(None)
            self.transport.close()
            return
        self.parts, self.missing, self.asked_s = [], -1, now_s
        self.transport.write(self.tally.request)

    def data_received(self, piece: bytes) -> None:
        """Count the answer once it is whole."""
        if self.missing < 0:
            self.parts.append(piece)
            head, found, body = b"".join(self.parts).partition(b"\r\n\r\n")
            if not found:
                return
            self.missing = body_bytes(head) - len(body)
        else:
            self.missing -= len(piece)
        if self.missing <= 0:
            self.tally.waits_s.append(time.perf_counter() - self.asked_s)
            self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        """Fail the round if the server hung up."""
        if not self.done.done():
            self.done.set_exception(error or WrongAnswer("the server closed the connection"))


def body_bytes(head: bytes) -> int:
    """Return the length of a body from its head.

    Raises:
        WrongAnswer: the status is not 200, or no length is given.
    """
    status, *lines = head.split(b"\r\n")
    if status.split(b" ", 2)[1] != b"200":
        raise WrongAnswer(status.decode("latin-1"))
    for line in lines:
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    raise WrongAnswer("no content-length")


async def ride(order: dict[str, Any]) -> dict[str, Any]:
    """Ask for one page over several connections for some seconds."""
    lines = [f"GET {order['path']} HTTP/1.1", f"Host: {order['host']}:{order['port']}"]
    lines += [f"{name}: {value}" for name, value in order["headers"].items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    start_s = time.perf_counter()
    tally = Tally(request, start_s + order["seconds"])
    ends = [loop.create_future() for _rider in range(order["connections"])]
    for end in ends:
        await loop.create_connection(partial(Rider, tally, end), order["host"], order["port"])
    await asyncio.gather(*ends)
    return {"seconds": time.perf_counter() - start_s, "waits_s": tally.waits_s}


def main() -> None:
    """Ride as ordered until the orders end."""
    for line in sys.stdin:
        print(json.dumps(asyncio.run(ride(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
