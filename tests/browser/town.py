"""A town to visit: the demo's two neighbourhoods on a database of their own, served as in the demo."""

import hashlib
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from ningju.jobs.locale import compile_catalogue
from ningju.jobs.processes import Household, web_command
from tests import database
from tests.database import ROOT, named
from tests.rooms.messages.test_push import OWN_KEY

LOADED = "ningju_town_"
SHOWING = {"pages", "web", "embedded", "templatetags"}
UP_WITHIN_S = 60
LOAD = "from ningju.jobs.commands.demo import prepare_rows; prepare_rows()"


@dataclass
class Town:
    """A running service with both demo packs, and the keys to its demo doors."""

    origin: str
    household: Household
    _doors: dict[str, str] = field(default_factory=dict)

    def door(self, username: str) -> str:
        """Return the address that signs a demo person in."""
        if not self._doors:
            page = self.read("/zh/account/demo/")
            for path, name in re.findall(r'href="(/demo/door/([a-z_]+-[a-z]+)\.[^"]+)"', page):
                self._doors[name] = path
        return self._doors[username]

    def read(self, path: str) -> str:
        """Return a public page's text."""
        with urllib.request.urlopen(self.origin + path, timeout=30) as answer:
            return str(answer.read().decode())


def run_python(environment: dict[str, str], *words: str) -> None:
    """Run the product's Python; its words show if it fails."""
    command = [sys.executable, *words]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words} failed: {done.stdout}{done.stderr}"


def environment_of(name: str, data: Path) -> dict[str, str]:
    """Return the environment of a demo on the named database."""
    return os.environ | {
        "DATABASE_URL": named(os.environ["DATABASE_URL"], name),
        "DATABASE_OWNER_URL": named(os.environ["DATABASE_OWNER_URL"], name),
        "DJANGO_SETTINGS_MODULE": "ningju.config.settings",
        "NINGJU_DATA": str(data),
        "NINGJU_DEMO": "1",
        "NINGJU_DEMO_SECRET": secrets.token_urlsafe(32),
        "NINGJU_HOSTS": "localhost,127.0.0.1",
        "NINGJU_LIMIT_FACTOR": "1000",
        "NINGJU_PUSH_KEY": OWN_KEY,
        "NINGJU_PUSH_SUBJECT": "mailto:town@example.org",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
    }


def packs_digest() -> str:
    """Return a digest of all that shapes the rows, and of the hour from which their offsets count."""
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y%m%d%H}".encode())
    for path in sorted((ROOT / "ningju").rglob("*")):
        if path.suffix in {".py", ".csv", ".toml", ".geojson"} and not SHOWING & set(path.parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make_loaded_database(name: str, data: Path) -> None:
    """Copy the loaded template under a name; the template is loaded once an hour for all workers."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(751994)")
        template = LOADED + packs_digest()
        rows = owner.execute("select datname from pg_database where starts_with(datname, %s)", [LOADED])
        former = {row[0] for row in rows}
        if f"{template}_ready" not in former:
            for one in former:
                owner.execute(f'drop database if exists "{one}" with (force)')
            database.make_database(template, lambda made: migrate(made, data))
            run_python(environment_of(template, data), "-c", LOAD)
            owner.execute(f'alter database "{template}" rename to "{template}_ready"')
        owner.execute(f'drop database if exists "{name}" with (force)')
        owner.execute(f'create database "{name}" template "{template}_ready"')


def migrate(name: str, data: Path) -> None:
    """Migrate a database in a process of its own."""
    run_python(environment_of(name, data), "-m", "ningju", "migrate")


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], bool], *, within_s: float, what: str) -> None:
    """Wait for something, at most so long."""
    deadline_s = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline_s, f"{what} took more than {within_s} s"
        time.sleep(0.05)


def answers(origin: str) -> bool:
    """Say whether the service is up and well."""
    try:
        with urllib.request.urlopen(f"{origin}/healthz", timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def open_town(name: str, data: Path) -> Iterator[Town]:
    """Load, serve, and take everything down again; the database carries this name."""
    compile_catalogue()
    (data / "static").mkdir(parents=True, exist_ok=True)
    make_loaded_database(name, data)
    port = free_port()
    household = Household(environment_of(name, data))
    try:
        household.add("web", web_command("127.0.0.1", port))
        town = Town(f"http://localhost:{port}", household)
        wait_until(lambda: answers(town.origin), within_s=UP_WITHIN_S, what="starting the web")
        yield town
    finally:
        household.end()
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(f'drop database if exists "{name}" with (force)')
