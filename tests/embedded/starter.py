"""A program that starts the embedded server, says where it is, and holds it until its stdin is closed.

Run by the tests as another process, so that it can be another account, live under other rules, or be killed.
"""

import ctypes
import json
import os
import platform
import struct
import sys
import time
from pathlib import Path

from ningju.embedded import LauncherError, start

UNSHARE = {"x86_64": 272, "aarch64": 97}
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE_EPERM = 0x7FFF0000, 0x00050001


def block_namespaces() -> None:
    """Refuse ``unshare`` to this process and all its children, by the same filter a container uses."""
    steps = [
        (LOAD, 0, 0, 0),
        (JUMP_IF_EQUAL, 0, 1, UNSHARE[platform.machine()]),
        (RETURN, 0, 0, REFUSE_EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    assert libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    assert libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program) == 0


def keep_a_copy_of_every_pipe() -> None:
    """Leave a forked child behind that holds all our pipes open and lives for a while."""
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    print(json.dumps({"forked_pid": pid}), flush=True)


def main(data_dir: str, *wishes: str) -> None:
    """Start, say so in one line of JSON, wait, stop."""
    if "block-namespaces" in wishes:
        block_namespaces()
    began = time.monotonic()
    try:
        server = start(Path(data_dir))
    except LauncherError as error:
        print(json.dumps({"zh": error.zh, "en": error.en}), flush=True)
        return
    answer = {
        "app_url": server.app_url,
        "owner_url": server.owner_url,
        "superuser_url": server.superuser_url,
        "postmaster_pid": server.postmaster_pid,
        "supervisor_pid": server.supervisor_pid,
        "start_s": time.monotonic() - began,
    }
    print(json.dumps(answer), flush=True)
    if "fork" in wishes:
        keep_a_copy_of_every_pipe()
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
