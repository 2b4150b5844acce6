"""Where a running server is to be found, and who runs it."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from ningju.embedded.folder import DataFolder

PORT = 5432  # only the name of the socket: nothing listens on the network
DATABASE = "ningju"
OWNER = "ningju_owner"
APP = "ningju_app"
REPORTS = "ningju_reports"
SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """The addresses of a running server, over its private socket."""

    socket_dir: str

    def url(self, role: str, database: str) -> str:
        """Return the address for one role and database."""
        return f"postgresql://{role}@/{database}?host={quote(self.socket_dir, safe='')}&port={PORT}"

    @property
    def app_url(self) -> str:
        """For the web: may read and write rows, owns nothing."""
        return self.url(APP, DATABASE)

    @property
    def owner_url(self) -> str:
        """For migrations: owns the database and its tables."""
        return self.url(OWNER, DATABASE)

    @property
    def superuser_url(self) -> str:
        """For looking after the server itself."""
        return self.url(SUPERUSER, "postgres")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a data folder, as the lock file tells.

    Attributes:
        state: "starting", "running", or "stopping" (it will let go by itself).
        starter_pid: the program that asked for the server.
        supervisor_pid: the small process that looks after it.
        postmaster_pid: PostgreSQL's first process, 0 before there is one.
        since: when it began, local time with its offset.
        socket_dir: the folder of its socket, "" before there is one.
    """

    state: Literal["starting", "running", "stopping"]
    starter_pid: int
    supervisor_pid: int
    since: str
    postmaster_pid: int = 0
    socket_dir: str = ""

    def write(self, lock: int) -> None:
        """Write it into the lock file, which this process holds open and locked."""
        text = json.dumps(asdict(self)).encode()
        os.pwrite(lock, text.ljust(1000) + b"\n", 0)  # one write of one length: a reader never sees half


def read_holder(folder: DataFolder) -> Holder | None:
    """Return who held the folder last, or None if nobody ever wrote it down."""
    try:
        return Holder(**json.loads(folder.lock.read_text(encoding="utf-8", errors="replace")))
    except (OSError, ValueError, TypeError):
        return None


def find_running(data_dir: Path) -> ServerAddress | None:
    """Return the address of the server that runs on this folder, or None.

    For commands that want to talk to the server another program has started.
    """
    folder = DataFolder(Path(os.path.abspath(data_dir)))
    holder = read_holder(folder)
    if holder is None or holder.state != "running":
        return None
    try:
        with folder.lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return ServerAddress(holder.socket_dir)
    except OSError:
        return None
    return None
