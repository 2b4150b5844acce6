"""One server per data folder: the lock, and a clear word for whoever comes second."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable

from ningju.embedded.address import Holder, read_holder
from ningju.embedded.errors import LauncherError, shown
from ningju.embedded.folder import DataFolder, another_account_error
from ningju.embedded.processes import is_alive, postgres_processes_in

WAIT_FOR_END_S = 30.0
WAIT_FOR_NAME_S = 2.0
LOOK_AGAIN_S = 0.05


def take_lock(folder: DataFolder, gave_up: Callable[[], bool]) -> int:
    """Lock the data folder and return the lock's descriptor.

    The descriptor is handed down to PostgreSQL: the lock ends when the last of its processes ends, so nobody
    starts beside a half-dead server. A server that is on its way out is waited for.

    Args:
        folder: the data folder.
        gave_up: asked while waiting; True ends the wait.

    Raises:
        LauncherError: another server runs here; the text says since when and which process.
    """
    try:
        lock = os.open(folder.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        raise another_account_error(folder) from error
    began = time.monotonic()
    while not _locked(lock):
        holder = read_holder(folder)
        patience_s = WAIT_FOR_NAME_S if holder is None else WAIT_FOR_END_S if _is_leaving(holder) else 0.0
        if gave_up() or time.monotonic() - began > patience_s:
            os.close(lock)
            raise _held(folder, holder)
        time.sleep(LOOK_AGAIN_S)
    return lock


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise LauncherError(
            f"这个文件系统不能给数据文件夹加锁({error.strerror});请把它放到本机磁盘上。",
            f"This file system cannot lock the data folder ({error.strerror}); put it on a local disk.",
        ) from error
    return True


def _is_leaving(holder: Holder) -> bool:
    return (
        holder.state == "stopping" or not is_alive(holder.starter_pid) or not is_alive(holder.supervisor_pid)
    )


def _held(folder: DataFolder, holder: Holder | None) -> LauncherError:
    if holder is None:
        return LauncherError(
            f"数据文件夹 {shown(folder.root)} 正被另一个程序使用;请先停下它,或换一个文件夹。",
            f"Another program holds the data folder {shown(folder.root)}; "
            "stop it first, or choose another folder.",
        )
    return LauncherError(
        f"数据文件夹 {shown(folder.root)} 正被进程 {holder.starter_pid} 使用(自 {holder.since} 起);"
        f"请先停下它(kill {holder.starter_pid}),或换一个文件夹。",
        f"Process {holder.starter_pid} has held the data folder {shown(folder.root)} since {holder.since}; "
        f"stop it first (kill {holder.starter_pid}), or choose another folder.",
    )


def refuse_strangers(folder: DataFolder) -> None:
    """Make sure, with the lock in hand, that no PostgreSQL of another starter works on the folder.

    A pid file that names a process which is not PostgreSQL on this folder is stale: the machine has given
    the number to a stranger. It is dropped, or PostgreSQL would refuse to start while the stranger lives.

    Raises:
        LauncherError: somebody started PostgreSQL on this folder by hand.
    """
    at_work = postgres_processes_in(folder.cluster)
    if at_work:
        raise LauncherError(
            f"有人绕过本程序在 {shown(folder.cluster)} 上启动了 PostgreSQL(进程 {at_work[0]});"
            f"请先停下它:kill -INT {at_work[0]}。",
            f"PostgreSQL (process {at_work[0]}) was started on {shown(folder.cluster)} by hand; "
            f"stop it first: kill -INT {at_work[0]}.",
        )
    pid_file = folder.cluster / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int(pid_file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
        if is_alive(pid):
            pid_file.unlink()
