"""Start everything with the demo neighbourhoods and print the doors."""

import argparse
import base64
import os
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

from ningju.jobs.cli import CommandFailed
from ningju.jobs.processes import Household, web_command, worker_command

ROOT = Path(__file__).resolve().parents[3]
PACKS = ("huayang", "liuqiao")
CATALOGUE = ROOT / "ningju" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
FIRST_PAGE_WITHIN_S = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a port and a folder."""
    parser.add_argument("--port", type=int, default=8000, help="port on this machine (8000)")
    folder = ROOT / ".data" / "demo"
    parser.add_argument("--data", type=Path, default=folder, help="folder of the demo's data")


def run(options: argparse.Namespace) -> None:
    """Start the database, load the packs once, serve until stopped.

    Raises:
        CommandFailed: the port is taken, or the folder cannot be used.
    """
    from ningju.embedded import LauncherError, start

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    print("正在启动数据库 / Starting the database …", flush=True)
    try:
        server = start(options.data / "postgres")
    except LauncherError as error:
        raise CommandFailed(f"{error.zh} / {error.en}") from None
    with server:
        check_port(options.port)
        prepare_environment(options.data, options.port, server.app_url, server.owner_url)
        serve(options.port)


def serve(port: int) -> None:
    """Let the web wake up while the rows are made ready, print the doors, go on until stopped.

    Raises:
        CommandFailed: the web does not answer.
    """
    translate()
    household = Household(os.environ)
    try:
        household.add("web", web_command("127.0.0.1", port))
        prepare_rows()
        wait_for_page(port, household)
        household.add("jobs", worker_command(), when_orphaned=signal.SIGKILL)
        print_doors(port)
        household.run()
    finally:
        household.end()


def translate() -> None:
    """Compile the Chinese catalogue if it changed; an older one does where this user may not write.

    Raises:
        CommandFailed: there is none, and none can be made.
    """
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= CATALOGUE.stat().st_mtime_ns:
        return
    from ningju.jobs.locale import compile_catalogue

    try:
        compile_catalogue()
    except OSError as error:
        if not compiled.exists():
            raise CommandFailed(
                f"不能编译中文词条（{error}）；用文件夹的主人运行一次 ningju locale compile / "
                "cannot compile the Chinese catalogue; run 'ningju locale compile' once as the folder's owner"
            ) from None
        print("中文词条不是最新的 / The Chinese catalogue is not the newest.", flush=True)


def check_port(port: int) -> None:
    """Refuse a port on which somebody listens.

    Raises:
        CommandFailed: it is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandFailed(
                f"端口 {port} 已被占用,请换一个:--port {port + 1} / "
                f"Port {port} is taken; choose another: --port {port + 1}"
            ) from None


def prepare_environment(data: Path, port: int, app_url: str, owner_url: str) -> None:
    """Set what the settings read; the secret key is kept in the data folder, for its owner only."""
    (data / "static").mkdir(parents=True, exist_ok=True)
    key_file = data / "secret.key"
    if not key_file.exists():
        with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    prepare_vault_key(data / "vault.key")
    os.environ |= {
        "DATABASE_URL": app_url,
        "DATABASE_OWNER_URL": owner_url,
        "NINGJU_DATA": str(data.resolve()),
        "NINGJU_SECRET_KEY": key_file.read_text(),
        "NINGJU_VAULT_KEY_FILE": str((data / "vault.key").resolve()),
        "NINGJU_DEMO": "1",
        "NINGJU_DEMO_SECRET": secrets.token_urlsafe(32),
        "NINGJU_PUBLIC_URL": f"http://localhost:{port}",
        "NINGJU_HOSTS": "localhost,127.0.0.1,[::1]",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
    }


def prepare_vault_key(file: Path) -> None:
    """Make the key that seals what people leave, once, for its owner only, and warn that it is one file."""
    if file.exists():
        return
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as key:
        key.write(base64.b64encode(secrets.token_bytes(32)).decode())
    print(
        f"保险柜的钥匙在 {file}:丢了它,封存的联系方式就再也打不开。\n"
        f"The vault's key is {file}: without it nobody opens the sealed contacts again.",
        flush=True,
    )


def prepare_rows() -> None:
    """Bring the tables up to date and load the packs that are not there yet."""
    from ningju.jobs.django_setup import migrate_if_needed, missing_migrations, start_django

    start_django()
    from django.db import connections

    from ningju.jobs.packs.load import load_pack_once

    if missing_migrations("owner"):
        print("正在建数据表 / Making the tables …", flush=True)
        migrate_if_needed()
    for name in PACKS:
        if load_pack_once(ROOT / "ningju" / "packs" / name):
            print(f"已载入演示街区 {name} / Loaded the demo neighbourhood {name}.", flush=True)
    connections.close_all()


def wait_for_page(port: int, household: Household) -> None:
    """Wait until the first page comes; jobs that are late must not matter, since they start after it.

    Raises:
        CommandFailed: it does not within a minute.
    """
    deadline_s = time.monotonic() + FIRST_PAGE_WITHIN_S
    while time.monotonic() < deadline_s:
        household.tend()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise CommandFailed("the web did not answer within a minute; its own words stand above")


def print_doors(port: int) -> None:
    """Print where to go: public pages, and a sign-in for each role."""
    from ningju.rooms.organisations.demo import doors

    here = f"http://localhost:{port}"
    print(f"\n凝聚 Ningju\n  街坊 / everybody      {here}/\n  演示登录 / demo sign-ins  {here}/demo/")
    for label, path in doors():
        print(f"  {label:<22}{here}{path}")
    print("\n按 Ctrl+C 停止 / Ctrl+C stops everything.", flush=True)
