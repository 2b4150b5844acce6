"""Under which account PostgreSQL runs: it refuses root, and a laptop or a container often is root."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ningju.embedded.errors import LauncherError
from ningju.embedded.processes import enter_namespace

# A group that no account is in: of all programs that share the account "nobody", only our
# server enters the data folder and the socket folder. The number is the letters "nj".
PRIVATE_GID = 0x6E6A


@dataclass(frozen=True, slots=True)
class Identity:
    """The account PostgreSQL runs as.

    Attributes:
        kind: "self", this very account; "namespace", this account under another number in a user
            namespace; "nobody", another account, which only root can become.
        uid, gid: the number the process sees itself as.
        owner_uid, owner_gid: who owns its files, seen from here.
    """

    kind: Literal["self", "namespace", "nobody"]
    uid: int
    gid: int
    owner_uid: int
    owner_gid: int

    def become(self) -> None:
        """Turn this process, a fresh child, into the account.

        Raises:
            OSError: this machine does not allow it.
        """
        if self.kind == "namespace":
            enter_namespace(self.uid, self.gid)
        elif self.kind == "nobody":
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def can(self, act: Callable[[], object]) -> bool:
        """Say whether the account can do this without an OSError; tried in a child process."""
        pid = os.fork()
        if pid == 0:
            try:
                self.become()
                act()
            except OSError:
                os._exit(1)
            except BaseException:
                os._exit(2)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

    def can_run(self, program: Path) -> bool:
        """Say whether the account can run this program, with every library it needs."""
        try:
            ended = subprocess.run(
                [program, "--version"], preexec_fn=self.become, capture_output=True, cwd="/", check=False
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return ended.returncode == 0

    def let_in(self, folder: Path, mode: int = 0o710) -> None:
        """Let the account into a folder of ours, and of all others that share the account nobody.

        The folder stays with its owner; only the private group is let in. The other kinds own it anyway.
        """
        if self.kind == "nobody":
            os.chown(folder, -1, self.owner_gid)
            folder.chmod(mode)

    def own(self, path: Path) -> None:
        """Give one file or folder to the account."""
        os.chown(path, self.owner_uid, self.owner_gid, follow_symlinks=False)

    def own_tree(self, top: Path) -> None:
        """Give a whole folder to the account, where another account left it."""
        if top.stat().st_uid == self.owner_uid:
            return
        for folder, _, files in os.walk(top):
            self.own(Path(folder))
            for name in files:
                self.own(Path(folder, name))


def candidate_identities() -> list[Identity]:
    """Return the accounts to try, best first.

    Raises:
        LauncherError: the machine has no account that PostgreSQL could be.
    """
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0 and _has_name(uid):
        return [Identity("self", uid, gid, uid, gid)]
    other = _unprivileged_account()
    namespace = Identity("namespace", other.pw_uid, other.pw_gid, uid, gid)
    if uid != 0:
        return [namespace]  # a bare number without a name, which initdb refuses
    return [namespace, Identity("nobody", other.pw_uid, PRIVATE_GID, other.pw_uid, PRIVATE_GID)]


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _unprivileged_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        for account in pwd.getpwall():
            if account.pw_uid != 0:
                return account
    raise LauncherError(
        "这台机器上除 root 外没有别的账户,PostgreSQL 不能以 root 运行;"
        "请添加 nobody 账户,或设置 DATABASE_URL。",
        "This machine has no account but root, and PostgreSQL refuses root; "
        "add the account nobody, or set DATABASE_URL.",
    )


def no_identity_error() -> LauncherError:
    """Return the error for a machine where none of the accounts works."""
    who = "root" if os.geteuid() == 0 else f"uid {os.geteuid()}"
    return LauncherError(
        f"PostgreSQL 不能以 {who} 运行,这台机器又不允许换成别的账户;请用普通账户启动,或设置 DATABASE_URL。",
        f"PostgreSQL cannot run as {who}, and this machine allows no other account; "
        "start as an ordinary user, or set DATABASE_URL.",
    )
