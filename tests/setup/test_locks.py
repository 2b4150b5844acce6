"""The locks hold every dependency, hashed and without an address; the whole lock contains the default."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-all.lock"]


def pins(name: str) -> set[str]:
    """Return the name==version lines of a lock."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.partition(" ")[0] for line in lines if re.match(r"[a-z]", line)}


def wanted(requirements: list[str]) -> set[str]:
    """Return the plain package names of requirements."""
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert re.findall(r"\w+://\S+|@ |--(?:index|extra-index|find-links)\S*", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]

    assert len(blocks) == len(pins(name))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_whole_lock_contains_the_default_one() -> None:
    assert pins("requirements.lock") - pins("requirements-all.lock") == set()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    locked = {lock: {pin.partition("==")[0] for pin in pins(lock)} for lock in LOCKS}

    assert wanted(project["dependencies"]) - locked["requirements.lock"] == set()
    assert wanted(extras) - locked["requirements-all.lock"] == set()
