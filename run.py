"""Start Ningju on a machine that has only Python 3.11: make a virtual environment, install the lock, go."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

USAGE = """Ningju 凝聚

  python3 run.py demo [--port N] [--data DIR]   start the demo neighbourhoods and print their doors
                                                启动演示街区,打印入口网址
  python3 run.py test [--full] [pytest ...]     run the tests (--full: the long ones too)  运行测试
  python3 run.py bench [NAME]                   run one bench or all  运行性能测试
  python3 run.py WORD ...                       the ningju command (python3 run.py --commands lists them)
                                                其他命令

  --venv DIR  before the word: where the packages go (default .venv beside this file)  虚拟环境放在哪里

  NINGJU_VENV     the same as --venv                                  同 --venv
  NINGJU_BROWSER  the browser for the tests (else found or fetched)   测试用的浏览器
  PIP_INDEX_URL, PIP_CERT, HTTPS_PROXY ... are pip's own              pip 自己的设置照常有效
"""

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.stderr.write(
        f"Ningju needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 run.py ...\n"
        f"凝聚需要 Python 3.11 或更新的版本,现在是 {sys.version.split()[0]}。请试试:python3.11 run.py ...\n"
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
DEFAULT_LOCK = ROOT / "requirements.lock"
WHOLE_LOCK = ROOT / "requirements-all.lock"
CATALOGUE = ROOT / "ningju" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
STAMP = "ningju-installed"
INSTALLING = "ningju-installing"
LOCKED = "ningju-lock"
PIP_LOG = "ningju-pip.log"
MOST_WORKERS = 4
NEEDED_MB = {DEFAULT_LOCK.name: 300, WHOLE_LOCK.name: 800}

MENDS = [
    (
        ("No space left on device", "Errno 28", "Disk quota exceeded"),
        "The disk is full: free about {needed} MB or set NINGJU_VENV to a folder elsewhere; start again.",
        "磁盘满了:请腾出约 {needed} MB,或用 NINGJU_VENV 指到别的盘,再来一次。",
    ),
    (
        ("Permission denied", "Read-only file system", "Errno 13", "Errno 30"),
        "The folder {venv} cannot be written: set NINGJU_VENV to a folder that can.",
        "{venv} 写不进去:请用 NINGJU_VENV 指定一个能写的文件夹。",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package differs from the one that was locked; nothing of it was installed. See {log}.",
        "有一个软件包和锁定的不一致,没有安装它。详见 {log}。",
    ),
    (
        (
            "NewConnectionError",
            "name resolution",
            "Name or service not known",
            "Network is unreachable",
            "Connection refused",
            "Connection reset",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "Read timed out",
            "ProxyError",
            "Cannot connect to proxy",
            "getaddrinfo failed",
            "Max retries exceeded",
        ),
        "No package index can be reached: check the network, PIP_INDEX_URL and HTTPS_PROXY; start again.",
        "连不上软件包仓库:请检查网络,或设置 PIP_INDEX_URL 或 HTTPS_PROXY,再来一次。",
    ),
    (
        ("No matching distribution found",),
        "A package has no ready build for this machine; another Python, 3.11 to 3.13, may help. See {log}.",
        "有一个软件包没有适合这台机器的现成版本,请换 Python 3.11 到 3.13。详见 {log}。",
    ),
]


class SetupError(Exception):
    """Why the set-up cannot go on and what to do, in English and Chinese."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(f"run.py: {english}\n        {chinese}")


def say(text: str) -> None:
    """Show progress; it never mixes with what a command prints."""
    print(text, file=sys.stderr, flush=True)


def digest(lock: Path) -> str:
    """Return what tells one version of a lock file from another."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def python_of(venv: Path) -> Path:
    """Return the Python of a virtual environment."""
    return venv / "bin" / "python"


def origin(venv: Path) -> str:
    """Return where the environment lies and which Python made it; a moved folder or removed Python shows."""
    return f"{venv} {os.path.realpath(python_of(venv))}"


def is_ready(venv: Path, lock: Path) -> bool:
    """Say whether the environment is whole and holds this very lock."""
    try:
        stamp = (venv / STAMP).read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return python_of(venv).exists() and stamp[:1] == [origin(venv)] and digest(lock) in stamp


@contextlib.contextmanager
def held(venv: Path) -> Iterator[int]:
    """Hold the environment's folder while it is made; whoever comes second waits."""
    venv.mkdir(parents=True, exist_ok=True)
    handle = os.open(venv / LOCKED, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another run.py is installing here; waiting for it. 另一个 run.py 正在安装,等它装完。")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def clear(venv: Path) -> None:
    """Empty the environment's folder, except for the lock that is being held and the mark that it is ours."""
    for path in venv.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in {LOCKED, INSTALLING}:
            path.unlink()


def refuse_foreign(venv: Path) -> None:
    """Stop rather than empty a folder that we did not make, be it another virtual environment."""
    names = {path.name for path in venv.iterdir()} - {LOCKED}
    if names and not names & {STAMP, INSTALLING}:
        raise SetupError(
            f"{venv} holds other things: give --venv or NINGJU_VENV an empty or a new folder.",
            f"{venv} 里有别的东西:请用 --venv 或 NINGJU_VENV 指定一个空的或不存在的文件夹。",
        )


def make_venv(venv: Path, handle: int) -> None:
    """Make an empty virtual environment with pip in it."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise SetupError(
            f"This Python has no venv module. On Debian or Ubuntu: apt-get install {package}; start again.",
            f"这个 Python 没有 venv 模块。Debian 或 Ubuntu 请先:apt-get install {package},再来一次。",
        )
    say(f"Making a virtual environment in {venv} 建立虚拟环境")
    (venv / INSTALLING).touch()
    clear(venv)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=[handle],
    )
    if made.returncode != 0:
        raise failure(venv, DEFAULT_LOCK, made.stdout)


def failure(venv: Path, lock: Path, output: str) -> SetupError:
    """Read from the installer's words what went wrong, and say in one line what to do."""
    words = {"venv": venv, "log": venv / PIP_LOG, "needed": NEEDED_MB[lock.name]}
    for signs, english, chinese in MENDS:
        if any(sign in output for sign in signs):
            return SetupError(english.format(**words), chinese.format(**words))
    last = (output.strip().splitlines() or ["no output"])[-1]
    return SetupError(f"The set-up failed: {last}. See {words['log']}.", f"安装失败,详见 {words['log']}。")


def show_progress(done: int, total: int, name: str) -> None:
    """Show how far the installation is: one line on a terminal, a line per ten packages elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K  {done}/{total} {name}", end="", file=sys.stderr, flush=True)
    elif done % 10 == 0:
        say(f"  {done}/{total} {name}")


def install(venv: Path, lock: Path, handle: int) -> None:
    """Install exactly the locked packages, ready builds only, each checked against its hash."""
    total = sum("==" in line and not line.startswith(" ") for line in lock.read_text().splitlines())
    say(f"Installing {total} packages, up to {NEEDED_MB[lock.name]} MB 安装 {total} 个软件包")
    command = [str(python_of(venv)), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    command += ["--no-deps", "--no-input", "--disable-pip-version-check", "--root-user-action", "ignore"]
    command += ["--progress-bar", "off", "-r", str(lock)]
    environment = os.environ | {"PYTHONUTF8": "1", "PIP_REQUIRE_VIRTUALENV": "0"}
    lines: list[str] = []
    done = 0
    with (venv / PIP_LOG).open("w", encoding="utf-8") as log, subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        pass_fds=[handle],
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            log.write(line)
            if line.startswith("Collecting "):
                done += 1
                show_progress(done, total, line.split()[1])
            elif line.startswith("Installing "):
                show_progress(total, total, "unpacking 解开")
    if sys.stderr.isatty():
        say("")
    if pip.returncode != 0:
        raise failure(venv, lock, "".join(lines))


def prepare(venv: Path, lock: Path) -> None:
    """Make the environment hold the lock; nothing is touched, and no network asked, if it does already.

    Raises:
        SetupError: it cannot be done; the message says what to do.
    """
    if is_ready(venv, lock):
        return
    try:
        with held(venv) as handle:
            if is_ready(venv, lock):
                return
            refuse_foreign(venv)
            stamp = venv / STAMP
            lines = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
            usable = python_of(venv).exists() and lines[:1] == [origin(venv)]
            if not usable or (venv / INSTALLING).exists():
                make_venv(venv, handle)
            (venv / INSTALLING).touch()
            stamp.unlink(missing_ok=True)
            install(venv, lock, handle)
            held_locks = [DEFAULT_LOCK, WHOLE_LOCK] if lock == WHOLE_LOCK else [lock]
            fresh = venv / (STAMP + ".new")
            fresh.write_text("\n".join([origin(venv), *map(digest, held_locks)]), encoding="utf-8")
            (venv / INSTALLING).unlink()
            fresh.replace(stamp)
    except OSError as error:
        raise failure(venv, lock, str(error)) from error


def environment_for(venv: Path) -> dict[str, str]:
    """Return the environment in which the product's own Python runs."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    bins = [str(venv / "bin"), os.environ.get("PATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PATH": os.pathsep.join(filter(None, bins)),
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(venv),
    }


def compile_catalogue(venv: Path) -> None:
    """Compile the Chinese catalogue if it changed since it was compiled last."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists():
        return
    if compiled.exists() and compiled.stat().st_mtime_ns >= CATALOGUE.stat().st_mtime_ns:
        return
    command = [str(python_of(venv)), "-m", "ningju.jobs.locale", "compile"]
    done = subprocess.run(command, env=environment_for(venv), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise SetupError(f"{CATALOGUE} cannot be compiled; see above.", "中文词条编译失败,原因见上。")


def find_browser(venv: Path) -> str:
    """Return a browser for the tests, found or fetched.

    Raises:
        SetupError: none can be had.
    """
    command = [str(python_of(venv)), "-m", "tests.find_browser"]
    found = subprocess.run(command, cwd=ROOT, env=environment_for(venv), stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        raise SetupError("The tests need a browser; see above.", "测试需要一个浏览器,办法见上。")
    return found.stdout.strip()


def go(venv: Path, *words: str, folder: Path | None = None, **settings: str) -> int:
    """Become the environment's Python; it gets our terminal, our signals and our exit code."""
    if folder:
        os.chdir(folder)
    sys.stderr.flush()
    python = str(python_of(venv))
    os.execve(python, [python, *words], environment_for(venv) | settings)


def run_tests(venv: Path, words: list[str]) -> int:
    """Run the suite on up to four cores, unless the words say how."""
    browser = find_browser(venv)
    one_process = ("-n", "--dist", "--pdb", "-s", "--co", "--fixtures", "--markers", "--help", "-h")
    alone = any(word.startswith(one_process) for word in words)
    spread = [] if alone else ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadfile"]
    return go(venv, "-m", "pytest", *spread, *words, folder=ROOT, NINGJU_BROWSER=browser)


def run_benches(venv: Path, words: list[str]) -> int:
    """Run one bench, or all in order; the exit code is 1 if any failed."""
    known = {path.stem: path for path in sorted((ROOT / "bench").glob("[!_]*.py"))}
    if words and words[0] not in known:
        raise SetupError(
            f"There is no bench {words[0]!r}; there are: {', '.join(known) or 'none'}.",
            f"没有叫 {words[0]!r} 的性能测试。",
        )
    failed = []
    for name in words[:1] or known:
        say(f"== bench {name}")
        command = [str(python_of(venv)), str(known[name]), *words[1:]]
        if subprocess.run(command, cwd=ROOT, env=environment_for(venv)).returncode != 0:
            failed.append(name)
    if failed:
        say(f"Failed 未通过: {', '.join(failed)}")
    return 1 if failed else 0


def place_and_words(words: list[str]) -> tuple[Path, list[str]]:
    """Read ``--venv DIR`` before the word, else NINGJU_VENV, else take the folder beside this file."""
    place = os.environ.get("NINGJU_VENV") or str(ROOT / ".venv")
    if words[:1] == ["--venv"] and len(words) > 1:
        place, words = words[1], words[2:]
    return Path(os.path.abspath(os.path.expanduser(place))), words


def main(arguments: list[str]) -> int:
    """Do what the words ask and return the exit code."""
    venv, words = place_and_words(arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return 0
    word, *rest = words
    lock = WHOLE_LOCK if word in {"test", "bench"} else DEFAULT_LOCK
    prepare(venv, lock)
    compile_catalogue(venv)
    if word == "test":
        return run_tests(venv, rest)
    if word == "bench":
        return run_benches(venv, rest)
    return go(venv, "-m", "ningju", *(["--help"] if word == "--commands" else words))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
