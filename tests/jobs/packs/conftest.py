"""The cast of the pack tests: the two packs that come with Ningju, and a copy that may be broken."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import ningju
from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.problems import PackError, Problem
from ningju.jobs.packs.read import read_pack

PACKS = Path(ningju.__file__).parent / "packs"

Change = Callable[[str, str, str], None]
Refusal = Callable[[], tuple[Problem, ...]]


@pytest.fixture(scope="session")
def huayang() -> Pack:
    return read_pack(PACKS / "huayang")


@pytest.fixture(scope="session")
def liuqiao() -> Pack:
    return read_pack(PACKS / "liuqiao")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "liuqiao", tmp_path / "liuqiao"))


@pytest.fixture
def change(copy: Path) -> Change:
    """Replace the first occurrence of a text in one file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def problems(copy: Path) -> Refusal:
    """Read the copy, which must be refused, and return why."""

    def read() -> tuple[Problem, ...]:
        with pytest.raises(PackError) as refusal:
            read_pack(copy)
        return refusal.value.problems

    return read
