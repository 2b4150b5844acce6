"""The demo as a newcomer meets it: one command, two neighbourhoods, a door, and nothing left behind."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.jobs.running_demo import Demo, free_port, none_left


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one data folder for the whole file, so that rows are loaded once."""
    return tmp_path_factory.mktemp("数据 folder")


@pytest.fixture(scope="module")
def demo(data: Path) -> Iterator[Demo]:
    """Return a demo that started on an empty folder."""
    running = Demo(data, free_port())
    try:
        yield running.wait_for_doors()
    finally:
        if running.process.poll() is None:
            running.stop()


def complaints(said: str) -> int:
    """Return in how many lines a command says what is wrong, after saying what it begins."""
    return sum(1 for line in said.splitlines() if not line.endswith("…"))


def test_both_neighbourhoods_have_a_home_in_both_languages(demo: Demo) -> None:
    assert "华阳" in demo.get("/zh/huayang/")
    assert "Huayang" in demo.get("/en/huayang/")
    assert "柳桥" in demo.get("/zh/liuqiao/")


def test_a_printed_door_leads_to_the_desk_and_a_forged_one_nowhere(demo: Demo) -> None:
    door = re.search(r"http://localhost:\d+(/demo/door/worker-huayang\S+)", demo.said)
    assert door
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    inbox = demo.get(door[1], browser)

    assert "/zh/huayang/desk/" in inbox or "/en/huayang/desk/" in inbox
    with pytest.raises(urllib.error.HTTPError) as refusal:
        demo.get(door[1][:-3] + "AA/")
    refusal.value.close()
    assert refusal.value.code == 404


def test_a_second_start_on_the_folder_says_who_holds_it(demo: Demo, data: Path) -> None:
    second = Demo(data, free_port())

    said, _ = second.process.communicate(timeout=60)

    assert second.process.returncode == 1
    assert complaints(said) == 1
    assert str(demo.process.pid) in said


def test_a_taken_port_is_said_in_one_line(demo: Demo, tmp_path: Path) -> None:
    other = Demo(tmp_path / "other", demo.port)

    said, _ = other.process.communicate(timeout=90)

    assert other.process.returncode == 1
    assert complaints(said) == 1
    assert f"--port {demo.port + 1}" in said
    assert none_left(tmp_path / "other")


def test_ctrl_c_ends_everything_and_a_warm_start_finds_the_rows(demo: Demo, data: Path) -> None:
    demo.stop()

    assert none_left(data)

    again = Demo(data, demo.port).wait_for_doors()
    try:
        assert "载入" not in again.said
        assert "华阳" in again.get("/zh/huayang/")
    finally:
        again.process.kill()
        again.process.communicate()
    assert none_left(data)
