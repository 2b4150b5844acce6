"""The private folder of the server's socket: the wall between the database and other local users."""

import os
import shutil
import tempfile
from pathlib import Path

from ningju.embedded.errors import LauncherError, shown
from ningju.embedded.identity import Identity

PREFIX = "ningju-"
# The kernel takes 107 bytes for "<folder>/.s.PGSQL.5432"; what mkdtemp adds is 15.
LONGEST_SOCKET_DIR = 100 - len("/.s.PGSQL.5432")


def socket_places() -> list[Path]:
    """Return the folders to try, best first.

    The temporary folder comes before XDG_RUNTIME_DIR, which is emptied when its owner logs out.
    """
    places = [tempfile.gettempdir(), "/tmp", os.environ.get("XDG_RUNTIME_DIR", ""), "/var/tmp", "/dev/shm"]
    return [Path(place) for place in dict.fromkeys(places) if place.startswith("/")]


def make_socket_dir(identity: Identity) -> Path:
    """Make a new folder of a random name for the socket, which only this account (and root) can enter.

    Outside the data folder, because a socket's path may have 107 bytes only; new at each start, because a
    name known beforehand could be taken by another local user.

    Raises:
        LauncherError: no place is short enough and can be written.
    """
    places = socket_places()
    for place in places:
        if len(os.fsencode(place)) + len("/" + PREFIX + "12345678") > LONGEST_SOCKET_DIR:
            continue
        try:
            made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        except OSError:
            continue  # not there, full, or read-only: the next one
        identity.let_in(made, 0o770)
        if identity.can((made / "probe").mkdir):
            (made / "probe").rmdir()
            return made
        shutil.rmtree(made)
    tried = ", ".join(shown(place) for place in places)
    raise LauncherError(
        f"找不到放数据库套接字的临时文件夹(试过 {tried});"
        "请把 TMPDIR 设为一个可写、路径短于 70 字节的文件夹。",
        f"Found no temporary folder for the database's socket (tried {tried}); "
        "set TMPDIR to a folder that can be written and has a path under 70 bytes.",
    )


def remove_socket_dir(path: str) -> None:
    """Remove a socket folder that we made; anything else of that name is left alone."""
    folder = Path(path)
    if path and folder.name.startswith(PREFIX) and folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def clear_socket_dir(folder: Path) -> None:
    """Remove what a killed server left, whose pid a stranger may carry by now."""
    for left in folder.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)
