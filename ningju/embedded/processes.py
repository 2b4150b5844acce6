"""Questions and orders to the operating system about processes; Linux answers all, others what they can."""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWUSER = 0x10000000

_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent(parent_pid: int, with_signal: signal.Signals) -> None:
    """Ask the kernel to send this process a signal when its parent dies.

    Call it after any change of account, which would forget the wish, and only where the parent has one
    thread: the kernel means the thread that forked, not the whole process.
    """
    if sys.platform != "linux":
        return
    _prctl(PR_SET_PDEATHSIG, with_signal)
    if os.getppid() != parent_pid:
        os._exit(1)  # the parent died before the wish was heard


def adopt_orphans() -> None:
    """Make this process the parent of grandchildren whose own parent dies, so that it can reap them."""
    if sys.platform == "linux":
        _prctl(PR_SET_CHILD_SUBREAPER, 1)


def enter_namespace(inner_uid: int, inner_gid: int) -> None:
    """Enter a new user namespace in which this account carries another number.

    Files keep the owner they have outside: no account is made and no folder is opened to anybody.

    Raises:
        OSError: this machine does not allow it.
    """
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    if sys.platform != "linux":
        raise OSError("user namespaces are a thing of Linux")
    if _libc.unshare(CLONE_NEWUSER) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    Path("/proc/self/uid_map").write_text(f"{inner_uid} {outer_uid} 1", encoding="ascii")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{inner_gid} {outer_gid} 1", encoding="ascii")


def is_alive(pid: int) -> bool:
    """Say whether a process of this number lives, whoever owns it."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def reap_orphans() -> bool:
    """Collect every child that has ended, and say whether any child is left."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True


def postgres_processes_in(cluster: Path) -> list[int]:
    """Return the PostgreSQL processes that work in this folder, whoever started them.

    PostgreSQL changes into its data folder, so the working directory tells; a process that may not be
    looked at belongs to another account, which cannot have opened a private data folder.
    """
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == os.fspath(cluster) and (
                (entry / "comm").read_text(encoding="utf-8", errors="replace").startswith("postgres")
            ):
                found.append(int(entry.name))
        except OSError:
            continue  # ended meanwhile, or another account's
    return found


def send(pids: list[int], with_signal: signal.Signals) -> None:
    """Send a signal to each of these processes that still lives."""
    for pid in pids:
        try:
            os.kill(pid, with_signal)
        except ProcessLookupError:
            continue
