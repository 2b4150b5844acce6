"""While people write, web and database are killed: whatever code somebody was shown exists, once."""

import base64
import http.client
import os
import random
import re
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from ningju.embedded import find_running
from tests.database import named
from tests.jobs.running_demo import Demo, free_port, none_left

FORM = "/zh/liuqiao/say/"
FORM_KEY = re.compile(r'name="form_key" value="([^"]+)"')
CODE = re.compile(r"\b(N[0-9A-Z]{2})-([0-9A-Z]{3})-([0-9A-Z]{4})\b")
SECRET = re.compile(r"[A-Za-z0-9_-]{40}")
PATIENCE_S = 120.0
HANGS_UP = 0.1  # how often somebody hangs up before the answer comes, and sends the form again

Lost = (OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one client was shown: the words it sent, the link and the code it got."""

    words: str
    public_id: uuid.UUID
    code: str


class Rider:
    """Somebody with a weak signal, who sends each form until it is answered."""

    def __init__(self, port: int, name: str, chance: random.Random) -> None:
        self.port, self.name, self.chance = port, name, chance

    def ask(self, method: str, address: str, body: str | None, *, hang_up: bool) -> tuple[int, str]:
        """Send one request on a connection of its own and return status and page, or where it leads."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request(method, address, body, headers)
            if hang_up:
                raise ConnectionAbortedError("hung up")
            with line.getresponse() as answer:
                page = answer.read().decode()
                return answer.status, answer.headers["Location"] or page

    def insist(self, method: str, address: str, body: str | None = None) -> str:
        """Send a request until it is answered well."""
        deadline_s = time.monotonic() + PATIENCE_S
        last = ""
        while time.monotonic() < deadline_s:
            try:
                hang_up = method == "POST" and self.chance.random() < HANGS_UP
                status, last = self.ask(method, address, body, hang_up=hang_up)
                if status in (200, 302):
                    return last
            except Lost as error:
                last = repr(error)
            time.sleep(0.05)
        raise AssertionError(f"no answer to {method} {address}: {last[:500]}")

    def say(self, number: int) -> Shown:
        """Say one thing and return what was shown for it."""
        words = f"{self.name} 第 {number} 件"
        key = FORM_KEY.search(self.insist("GET", FORM))
        assert key
        body = urlencode({"form_key": key[1], "words": words, "category": "ask", "where": "桥头"})
        page = self.insist("POST", FORM, body)
        secret = SECRET.search(page)
        assert secret, page[:500]
        code = CODE.search(self.insist("GET", page))
        assert code
        return Shown(words, uuid.UUID(bytes=base64.urlsafe_b64decode(secret[0])[:16]), "".join(code.groups()))


class Killer:
    """Kills what serves, at moments that a seed decides."""

    def __init__(self, demo: Demo, chance: random.Random) -> None:
        self.demo, self.chance = demo, chance
        self.killed: list[str] = []

    def strike(self) -> None:
        """Kill one kind of process, whichever the seed says."""
        name = self.chance.choice(("web worker", "web", "database", "database", "jobs"))
        victims = self.processes(name)
        if victims:
            os.kill(self.chance.choice(victims), signal.SIGKILL)
            self.killed.append(name)

    def processes(self, name: str) -> list[int]:
        """Return the processes of a kind, of this demo only."""
        cluster = os.fsencode(self.demo.data / "postgres" / "cluster")
        port = b"--port\0%d\0" % self.demo.port
        found: dict[str, list[int]] = {"web": [], "web worker": [], "database": [], "jobs": []}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if b"granian" in words and port in words:
                found["web" if parent == self.demo.process.pid else "web worker"].append(int(entry.name))
            elif b"-D\0" + cluster in words:
                found["database"].append(int(entry.name))
            elif words.endswith(b"ningju\0worker\0") and parent == self.demo.process.pid:
                found["jobs"].append(int(entry.name))
        return found[name]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Return the whole stack on a folder of its own, with room for many riders behind one address."""
    data = tmp_path_factory.mktemp("kill")
    running = Demo(data, free_port(), NINGJU_LIMIT_FACTOR="1000", NINGJU_LOG_LEVEL="CRITICAL")
    try:
        running.wait_for_doors()
        listener = threading.Thread(target=running.process.communicate)
        listener.start()
        yield running
    finally:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(timeout=60)
    listener.join()
    assert none_left(data)


def submit(demo: Demo, *, seed: int, riders: int, each: int, strikes: int) -> tuple[list[Shown], list[str]]:
    """Let riders write while the killer strikes; return what was shown, and what was killed."""
    killer = Killer(demo, random.Random(seed))
    shown: list[Shown] = []
    errors: list[BaseException] = []
    due = sorted(killer.chance.sample(range(riders * each // 20, riders * each * 9 // 10), strikes))

    def write(number: int) -> None:
        rider = Rider(demo.port, f"{seed}-{number}", random.Random(seed * 1000 + number))
        try:
            for count in range(each):
                shown.append(rider.say(count))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(riders)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if due and len(shown) >= due[0]:
            due.pop(0)
            killer.strike()
        time.sleep(0.01)
    if errors:
        raise errors[0]
    return shown, killer.killed


def kept_words(demo: Demo, seed: int) -> dict[str, list[tuple[uuid.UUID, str]]]:
    """Return, by what was said, every case that the database holds; as superuser, past row security."""
    address = find_running(demo.data / "postgres")
    assert address
    kept: dict[str, list[tuple[uuid.UUID, str]]] = {}
    with psycopg.connect(named(address.superuser_url, "ningju")) as connection:
        rows = connection.execute(
            "select words, public_id, code from cases_case where words like %s", [f"{seed}-%"]
        )
        for words, public_id, code in rows:
            kept.setdefault(words, []).append((public_id, code))
    return kept


def check(demo: Demo, *, seed: int, riders: int, each: int, strikes: int) -> None:
    """Say that each thing said is kept once, under the code that its rider was shown."""
    shown, killed = submit(demo, seed=seed, riders=riders, each=each, strikes=strikes)

    assert len(killed) >= strikes // 2, killed
    assert len(shown) == riders * each
    assert len({one.code for one in shown}) == len(shown)
    kept = kept_words(demo, seed)
    for one in shown:
        assert kept[one.words] == [(one.public_id, one.code)], (one, killed)
    assert len(kept) == len(shown)


@pytest.mark.full
def test_no_code_that_was_shown_is_lost_or_doubled_when_web_and_database_are_killed(demo: Demo) -> None:
    check(demo, seed=20261123, riders=8, each=19, strikes=6)


@pytest.mark.full
def test_two_thousand_submissions_from_32_connections_outlive_every_kill(demo: Demo) -> None:
    check(demo, seed=1993, riders=32, each=63, strikes=40)
