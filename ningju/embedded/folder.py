"""The data folder on the disk: what lies where in it, and whether it can be used at all."""

import errno
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from ningju.embedded.errors import LauncherError, shown
from ningju.embedded.identity import Identity, candidate_identities

# PostgreSQL keeps paths in 1,024 bytes and cuts longer ones silently; its own names need the rest.
LONGEST_CLUSTER_PATH = 900
KEPT_LOGS = 7


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder that belongs to one server.

    ``cluster`` is PostgreSQL's own, ``log`` what it and the launcher have to say, ``lock`` says who runs it.
    """

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data."""
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        """The logs of the server and of the launcher."""
        return self.root / "log"

    @property
    def lock(self) -> Path:
        """The file whose lock is held as long as any process of the server lives."""
        return self.root / "lock"

    @property
    def first_words(self) -> Path:
        """What PostgreSQL said before it could write its own log."""
        return self.log / "start.log"

    @property
    def launcher_log(self) -> Path:
        """What the launcher did: starts, restarts, stops."""
        return self.log / "launcher.log"

    def prune_logs(self) -> None:
        """Keep the newest server logs only; PostgreSQL starts a new one each day and each 10 MB."""
        for old in sorted(self.log.glob("postgres-*.log"))[:-KEPT_LOGS]:
            old.unlink(missing_ok=True)


def open_folder(path: Path) -> DataFolder:
    """Make the data folder if there is none, and make sure that it can be used.

    Raises:
        LauncherError: its path is too long or not plain, or it cannot be made or written.
    """
    folder = DataFolder(Path(os.path.abspath(path)))
    length = len(os.fsencode(folder.cluster))
    if length > LONGEST_CLUSTER_PATH:
        allowed = LONGEST_CLUSTER_PATH - len("/cluster")
        raise LauncherError(
            f"数据文件夹的路径太长({length} 字节,PostgreSQL 最多 {allowed} 字节);请换一个短一些的位置。",
            f"The path of the data folder is too long ({length} bytes, PostgreSQL takes {allowed}); "
            "choose a shorter one.",
        )
    if not os.fspath(folder.root).isprintable():
        raise LauncherError(
            f"数据文件夹的路径里有换行或控制字符:{shown(folder.root)!r};请换一个名字。",
            f"The path of the data folder has a line break or control character: {shown(folder.root)!r}; "
            "choose another name.",
        )
    try:
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.log.mkdir(mode=0o700, exist_ok=True)
        probe = folder.root / f".probe-{secrets.token_hex(4)}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise _unusable(folder.root, error) from error
    return folder


def _unusable(root: Path, error: OSError) -> LauncherError:
    mends = {
        errno.ENOSPC: ("请腾出磁盘空间", "free some disk space"),
        errno.EEXIST: ("请换一个文件夹,或移走那个文件", "choose another folder, or move that file away"),
        errno.ENOTDIR: ("请换一个文件夹,或移走那个文件", "choose another folder, or move that file away"),
        errno.ENAMETOOLONG: ("请换一个短一些的位置", "choose a shorter one"),
    }
    other = (
        "请换一个文件夹,或把它交给当前账户(chown)",
        "choose another folder, or give this account the folder (chown)",
    )
    mend_zh, mend_en = mends.get(error.errno or 0, other)
    return LauncherError(
        f"无法写入数据文件夹 {shown(root)}({error.strerror});{mend_zh}。",
        f"Cannot write the data folder {shown(root)} ({error.strerror}); {mend_en}.",
    )


def another_account_error(folder: DataFolder) -> LauncherError:
    """Return the error for a folder in which another account keeps its data."""
    return LauncherError(
        f"数据文件夹 {shown(folder.root)} 属于别的账户;请用那个账户启动,或换一个文件夹。",
        f"The data folder {shown(folder.root)} belongs to another account; "
        "start as that account, or choose another folder.",
    )


def hand_over(folder: DataFolder, identity: Identity) -> None:
    """Make sure that the account PostgreSQL runs as reaches and owns its part of the folder.

    Raises:
        LauncherError: another account's data, or a parent folder that shuts the account out.
    """
    ours = {candidate.owner_uid for candidate in candidate_identities()}
    if folder.cluster.exists() and folder.cluster.stat().st_uid not in ours:
        raise another_account_error(folder)
    identity.let_in(folder.root)
    for part in (folder.cluster, folder.log):
        if part.is_dir():
            identity.own_tree(part)
    if not identity.can(lambda: os.stat(folder.log / ".")):
        raise LauncherError(
            f"运行数据库的账户到不了 {shown(folder.root)};请换一个数据文件夹,例如 /var/lib/ningju。",
            f"The account that runs the database cannot reach {shown(folder.root)}; "
            "choose another data folder, such as /var/lib/ningju.",
        )


def place(path: Path, text: str, identity: Identity) -> None:
    """Write a file of the account whole or not at all, readable by the account only."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    identity.own(unfinished)
    unfinished.rename(path)
