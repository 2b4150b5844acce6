"""Find a browser for the tests, or fetch one: ``python -m tests.find_browser`` prints its path."""

import base64
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PACKAGES = ("chromium", "fonts-noto-cjk")

# The npm package that carries a Chromium for Linux on x86-64, and the package that carries a Chinese font.
CHROMIUM = "@sparticuz/chromium@147.0.0"
CHROMIUM_SHA512 = "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ=="
FONT = "pylopdf-fonts-zh-cn==0.1.1"
FONT_SHA256 = "e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3"
UNPACK = """
const fs = require('fs'), zlib = require('zlib'), {pipeline} = require('stream');
const [from, to] = process.argv.slice(1);
const done = error => { if (error) throw error; };
pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to), done);
"""
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
STARTER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export FONTCONFIG_FILE="$here/fonts.conf"
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/chromium-bin" "$@"
"""
ADVICE = (
    "No browser for the tests. Do one of these: set NINGJU_BROWSER to a Chromium or Chrome; or, as root, "
    "apt-get install chromium fonts-noto-cjk; or install node and npm and start again.\n"
    "测试找不到浏览器。任选一种:用 NINGJU_BROWSER 指定 Chromium 或 Chrome;或用 root 执行 "
    "apt-get install chromium fonts-noto-cjk;或装好 node 和 npm 再来一次。"
)


class BrowserError(Exception):
    """No browser can be had; the message says what to do."""


def say(text: str) -> None:
    """Show progress beside the answer."""
    print(text, file=sys.stderr, flush=True)


def starts(browser: str | Path) -> bool:
    """Say whether the browser comes up; a stub, or one that lacks a library, does not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(browser), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        command += ["--disable-background-networking", "--remote-debugging-port=0"]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        except OSError:
            return False
        patience = threading.Timer(30, process.kill)
        patience.start()
        try:
            return any(b"DevTools listening" in line for line in process.stderr or ())
        finally:
            patience.cancel()
            process.terminate()
            process.communicate()


def on_path() -> Path | None:
    """Return the first browser on the PATH that starts."""
    for name in NAMES:
        found = shutil.which(name)
        if found and starts(found):
            return Path(found)
    return None


def from_apt() -> Path | None:
    """Install Debian's browser and Chinese fonts as root; None where that cannot be done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Installing a browser and Chinese fonts with apt-get 用 apt-get 安装浏览器和中文字体")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", "-q", *words], env=environment, stdout=sys.stderr)
        if done.returncode != 0:
            say(f"apt-get {words[0]} failed; trying the next way.")
            return None
    return on_path()


def unpack_tar(archive: Path, folder: Path) -> None:
    """Unpack an archive whose hash is known; a Python before 3.11.4 has no filter."""
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):
            tar.extraction_filter = tarfile.data_filter
        tar.extractall(folder)


def fetch_chromium(folder: Path, target: Path) -> None:
    """Fetch the npm package and unpack the browser, its libraries and its software graphics."""
    command = ["npm", "pack", CHROMIUM, "--loglevel=error", "--ignore-scripts"]
    command += ["--pack-destination", str(folder)]
    subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr, timeout=900)
    (archive,) = folder.glob("*.tgz")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != CHROMIUM_SHA512:
        raise BrowserError(f"{CHROMIUM} is not the package that was checked; nothing of it is used.")
    unpack_tar(archive, folder)
    packed = folder / "package" / "bin"
    for name, unpacked in (("chromium", target / "chromium-bin"), ("al2023.tar", folder / "lib.tar")):
        unpack = ["node", "-e", UNPACK, str(packed / f"{name}.br"), str(unpacked)]
        subprocess.run(unpack, check=True, stdout=sys.stderr, timeout=300)
    unpack_tar(folder / "lib.tar", target)
    (target / "chromium-bin").chmod(0o755)


def fetch_font(folder: Path, target: Path) -> None:
    """Fetch a Chinese font, so that pages are drawn as a reader sees them."""
    wanted = folder / "font.txt"
    wanted.write_text(f"{FONT} --hash=sha256:{FONT_SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "-d", str(folder), "-r", str(wanted)]
    subprocess.run(command, check=True, stdout=sys.stderr, timeout=600)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith("NotoSansSC-Regular.otf"))
        (target / "fonts").mkdir()
        (target / "fonts" / "NotoSansSC-Regular.otf").write_bytes(packed.read(name))


def from_npm(home: Path) -> Path | None:
    """Return the browser in ``home``, fetching it through npm first; None where that cannot be done."""
    browser = home / "chromium"
    if browser.exists() and starts(browser):
        return browser
    if platform.machine() != "x86_64" or not (shutil.which("npm") and shutil.which("node")):
        return None
    say("Fetching a browser through npm (70 MB) 通过 npm 取一个浏览器")
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        target = Path(folder) / "browser"
        target.mkdir(mode=0o755)
        try:
            fetch_chromium(Path(folder), target)
            fetch_font(Path(folder), target)
        except (subprocess.SubprocessError, OSError) as error:
            say(f"It could not be fetched: {error}")
            return None
        (target / "fonts.conf").write_text(FONTS_CONF, encoding="utf-8")
        (target / "chromium").write_text(STARTER, encoding="utf-8")
        (target / "chromium").chmod(0o755)
        shutil.rmtree(home, ignore_errors=True)
        target.rename(home)
    return browser if starts(browser) else None


def find_browser(home: Path | None = None) -> Path:
    """Return a browser that draws a page.

    Args:
        home: where a browser fetched through npm is kept; in the virtual environment unless given.

    Raises:
        BrowserError: none can be had.
    """
    named = os.environ.get("NINGJU_BROWSER")
    if named:
        path = shutil.which(named)
        if path and starts(path):
            return Path(path)
        raise BrowserError(f"NINGJU_BROWSER names {named}, which does not start as a browser.\n{ADVICE}")
    found = on_path() or from_apt() or from_npm(home or Path(sys.prefix) / "browser")
    if found is None:
        raise BrowserError(ADVICE)
    return found


if __name__ == "__main__":
    try:
        print(find_browser())
    except BrowserError as error:
        sys.exit(str(error))
