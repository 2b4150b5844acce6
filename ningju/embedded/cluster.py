"""PostgreSQL itself: make its data, start it, wait until it answers, stop it."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ningju.embedded.address import PORT, SUPERUSER
from ningju.embedded.binaries import Binaries
from ningju.embedded.errors import LauncherError, shown
from ningju.embedded.folder import DataFolder, place
from ningju.embedded.identity import Identity
from ningju.embedded.processes import die_with_parent
from ningju.embedded.provision import provision_sql

START_S = 300.0  # reading a long log after a crash takes its time
LOOK_AGAIN_S = 0.01
FAST_STOP_S = 20.0
IMMEDIATE_STOP_S = 5.0

CONF = """\
# Written by Ningju at each start. Your own settings: ALTER SYSTEM SET ..., which wins.
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_parallel_workers_per_gather = 0   # short requests; and /dev/shm is small in containers
huge_pages = off
jit = off
max_wal_size = 512MB
fsync = on
synchronous_commit = on
full_page_writes = on
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = on
log_directory = '../log'
log_filename = 'postgres-%Y%m%d-%H%M%S.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 10MB
log_checkpoints = off
# What people wrote stays out of the log: no statements, no parameters, no rows.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""

HBA = """\
# Written by Ningju at each start.
# The socket is the only door, and it lies in a folder that only this account can enter.
# "peer" would be weaker: in a user namespace every account without a number reads as "nobody".
local all all trust
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL: its data folder, its programs, and the account it runs as."""

    folder: DataFolder
    binaries: Binaries
    identity: Identity

    def prepare(self) -> None:
        """Make the data on the first start; write the settings on each.

        The data is made beside its place and moved there when it is whole, so a start that was cut short
        leaves nothing behind that looks like a database.

        Raises:
            LauncherError: the data cannot be made, or another major version wrote it.
        """
        cluster = self.folder.cluster
        if not cluster.exists():
            unfinished = cluster.with_name("cluster.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            self.identity.own(unfinished)
            self._initdb(unfinished)
            with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write("\ninclude 'ningju.conf'\n")
            unfinished.rename(cluster)
        self._check_version()
        place(cluster / "ningju.conf", CONF, self.identity)
        place(cluster / "pg_hba.conf", HBA, self.identity)

    def _initdb(self, into: Path) -> None:
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        ended = self._run("initdb", "-D", into, "-U", SUPERUSER, "--auth=trust", "--no-instructions", *locale)
        if ended.returncode != 0:
            shutil.rmtree(into, ignore_errors=True)
            raise LauncherError(
                f"无法建立数据库:{last_error(ended.stderr)};"
                f"请检查 {shown(self.folder.root)} 的磁盘空间和权限。",
                f"The database could not be made: {last_error(ended.stderr)}; "
                f"check the disk space and the permissions of {shown(self.folder.root)}.",
            )

    def _run(self, program: str, *arguments: str | Path, words: str = "") -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs to its end; ``words`` is what it reads."""
        return subprocess.run(
            [str(self.binaries.program(program)), *map(str, arguments)],
            input=words,
            preexec_fn=self._becoming(signal.SIGKILL),
            env=clean_environment(),
            cwd="/",
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )

    def _check_version(self) -> None:
        written_by = (
            (self.folder.cluster / "PG_VERSION").read_text(encoding="ascii", errors="replace").strip()
        )
        major = self.binaries.version.split(".")[0]
        if written_by != major:
            raise LauncherError(
                f"{shown(self.folder.root)} 里的数据由 PostgreSQL {written_by} 写成,这里是 {major};"
                "请用旧版本备份(pg_dump),再恢复到新的文件夹。",
                f"PostgreSQL {written_by} wrote the data in {shown(self.folder.root)}, this is {major}; "
                "back it up with the old version (pg_dump) and restore it into a new folder.",
            )

    def _becoming(self, with_signal: signal.Signals) -> Callable[[], None]:
        parent_pid = os.getpid()

        def become() -> None:
            self.identity.become()
            die_with_parent(parent_pid, with_signal)

        return become

    def launch(self, socket_dir: Path, lock: int) -> subprocess.Popen[bytes]:
        """Start PostgreSQL and return its first process, which stops fast when this process dies."""
        options = ["-D", str(self.folder.cluster), "-k", str(socket_dir), "-p", str(PORT)]
        options += ["-c", "listen_addresses="]
        with self.folder.first_words.open("wb") as first_words:
            return subprocess.Popen(
                [self.binaries.program("postgres"), *options],
                preexec_fn=self._becoming(signal.SIGINT),
                env=clean_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=first_words,
                stderr=first_words,
                pass_fds=[lock],
            )

    def wait_until_ready(self, postmaster: subprocess.Popen[bytes], gave_up: Callable[[], bool]) -> bool:
        """Wait until PostgreSQL answers; False if ``gave_up()`` said so first.

        Raises:
            LauncherError: it ended, or took more than five minutes.
        """
        deadline = time.monotonic() + START_S
        while not gave_up():
            if self._says_ready(postmaster.pid):
                return True
            if postmaster.poll() is not None or time.monotonic() > deadline:
                raise self._failed_start()
            time.sleep(LOOK_AGAIN_S)
        return False

    def _says_ready(self, pid: int) -> bool:
        try:
            lines = (self.folder.cluster / "postmaster.pid").read_text(errors="replace").split("\n")
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _failed_start(self) -> LauncherError:
        logs = [*sorted(self.folder.log.glob("postgres-*.log"))[-1:], self.folder.first_words]
        said = "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs if log.exists())
        return LauncherError(
            f"数据库没有启动:{last_error(said)};详情见 {shown(self.folder.log)}。",
            f"The database did not start: {last_error(said)}; see {shown(self.folder.log)}.",
        )

    def provision(self, socket_dir: Path) -> None:
        """Make the roles and the database, where they are not there already.

        Raises:
            LauncherError: PostgreSQL refused.
        """
        quietly = ["-XAtq", "-v", "ON_ERROR_STOP=1"]
        address = ["-h", str(socket_dir), "-p", str(PORT), "-U", SUPERUSER, "-d", "postgres"]
        ended = self._run("psql", *quietly, *address, words=provision_sql())
        if ended.returncode != 0:
            raise LauncherError(
                f"无法建立数据库的角色:{last_error(ended.stderr)};详情见 {shown(self.folder.log)}。",
                f"The roles of the database could not be made: {last_error(ended.stderr)}; "
                f"see {shown(self.folder.log)}.",
            )


def stop_postmaster(postmaster: subprocess.Popen[bytes]) -> None:
    """Stop PostgreSQL: clients are cut off, what was acknowledged is on the disk."""
    for with_signal, patience_s in ((signal.SIGINT, FAST_STOP_S), (signal.SIGQUIT, IMMEDIATE_STOP_S)):
        postmaster.send_signal(with_signal)
        try:
            postmaster.wait(patience_s)
        except subprocess.TimeoutExpired:
            continue
        return
    postmaster.kill()
    postmaster.wait()


def clean_environment() -> dict[str, str]:
    """Return the environment without anything that would lead PostgreSQL elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def last_error(said: str) -> str:
    """Return the last thing PostgreSQL called an error, without the decoration of the log."""
    errors = re.findall(r"(?:FATAL|PANIC|ERROR|error):\s+(.+)", said)
    if errors and errors[-1].endswith("contains errors"):
        errors += re.findall(r"LOG:\s+(.+)", said)[-1:]  # which setting it is stands in the line before
    lines = [line for line in said.splitlines() if line.strip()]
    return str(errors[-1] if errors else lines[-1] if lines else "no reason given").strip().rstrip(".")
