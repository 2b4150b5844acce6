"""Start an embedded PostgreSQL and hold it: the only door the rest of the program uses."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import ningju
from ningju.embedded.address import ServerAddress, read_holder
from ningju.embedded.errors import LauncherError
from ningju.embedded.folder import DataFolder

STOP_S = 40.0


class EmbeddedServer:
    """A running server, alive as long as this process is and :meth:`stop` was not called.

    A forked child may use the addresses; only the process that started the server stops it.
    """

    def __init__(
        self, folder: DataFolder, supervisor: subprocess.Popen[bytes], address: ServerAddress
    ) -> None:
        self._folder = folder
        self._supervisor = supervisor
        self._starter_pid = os.getpid()
        self.address = address

    @property
    def app_url(self) -> str:
        """For the web: may read and write rows, owns nothing."""
        return self.address.app_url

    @property
    def owner_url(self) -> str:
        """For migrations: owns the database and its tables."""
        return self.address.owner_url

    @property
    def superuser_url(self) -> str:
        """For looking after the server itself."""
        return self.address.superuser_url

    @property
    def postmaster_pid(self) -> int:
        """PostgreSQL's first process; another one after the server died and was restarted."""
        holder = read_holder(self._folder)
        return 0 if holder is None else holder.postmaster_pid

    @property
    def supervisor_pid(self) -> int:
        """The process that looks after the server."""
        return self._supervisor.pid

    def stop(self) -> None:
        """Stop the server fast and wait until it is gone; a second call does nothing."""
        if os.getpid() == self._starter_pid:
            end(self._supervisor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(data_dir: Path) -> EmbeddedServer:
    """Start the server of a data folder; make the folder, the roles and the database first if need be.

    The server goes down when this process ends, however it ends; PostgreSQL alone is restarted when it dies.

    Args:
        data_dir: a folder of its own, made with mode 0700 if there is none.

    Raises:
        LauncherError: what is wrong and what to do, in one line.
    """
    folder = DataFolder(Path(os.path.abspath(data_dir)))
    package_root = str(Path(ningju.__path__[0]).absolute().parent)
    paths = [package_root, *(os.path.abspath(path) for path in sys.path if path)]
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "ningju.embedded.supervisor", folder.root, str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        cwd="/",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"},
    )
    try:
        answer = _hear(supervisor)
        if "socket_dir" not in answer:
            raise LauncherError(answer["zh"], answer["en"])
    except BaseException:
        end(supervisor)
        raise
    return EmbeddedServer(folder, supervisor, ServerAddress(answer["socket_dir"]))


def _hear(supervisor: subprocess.Popen[bytes]) -> dict[str, str]:
    assert supervisor.stdout is not None
    with supervisor.stdout as pipe:
        line = pipe.readline()
    if not line:
        raise LauncherError(
            "数据库的启动程序意外结束;详情见数据文件夹里的 log/launcher.log。",
            "The launcher of the database ended unexpectedly; see log/launcher.log in the data folder.",
        )
    answer: dict[str, str] = json.loads(line)
    return answer


def end(supervisor: subprocess.Popen[bytes]) -> None:
    """Cut the lifeline and wait; a supervisor that does not end is killed, which stops PostgreSQL too."""
    assert supervisor.stdin is not None
    with contextlib.suppress(BrokenPipeError, ValueError):  # it has ended by itself; this is a second call
        supervisor.stdin.write(b"stop")  # said, and not only closed: a forked child may hold a copy open
        supervisor.stdin.flush()
    with contextlib.suppress(BrokenPipeError):
        supervisor.stdin.close()
    try:
        supervisor.wait(STOP_S)
    except subprocess.TimeoutExpired:
        supervisor.kill()
        supervisor.wait()
