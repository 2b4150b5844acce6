"""import-linter, ruff and mypy, with our rules, are shown to catch planted violations."""

import shutil
from pathlib import Path

import pytest

from tests.architecture.planting import LINT_IMPORTS, ROOT, plant, run_tool

UNSOUND = "def light(watts: int) -> str:\n    return watts\n"


def check(*words: str, folder: Path) -> tuple[int, str]:
    """Run a checker and return its exit code and what it said."""
    done = run_tool(*words, folder=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the package's Python files, with our rules."""
    ours = (path for path in (ROOT / "ningju").rglob("*.py") if "migrations" not in path.parts)
    for path in ours:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return plant(tmp_path, {})


def test_every_import_contract_breaks_when_its_rule_is_broken(house: Path) -> None:
    plant(
        house,
        {
            "ningju/kernel/planted.py": "import ningju.rooms.cases.models\n",
            "ningju/rooms/cases/planted.py": "import ningju.rooms.places.models\n",
            "ningju/rooms/needs/models.py": "import ningju.rooms.needs.access\n",
            "ningju/engines/planted.py": "import django.db\n",
        },
    )

    code, told = check(*LINT_IMPORTS, folder=house)

    assert code == 1
    assert "0 kept, 4 broken" in told, told


@pytest.mark.parametrize("other", ["issues", "volunteering"])
def test_upper_rooms_may_not_meet(house: Path, other: str) -> None:
    plant(house, {"ningju/rooms/needs/planted.py": f"import ningju.rooms.{other}.models\n"})

    code, told = check(*LINT_IMPORTS, folder=house)

    assert code == 1
    assert "3 kept, 1 broken" in told, told


def test_ruff_catches_a_planted_slip(tmp_path: Path) -> None:
    plant(tmp_path, {"ningju/planted.py": "import os\n"})

    code, told = check("-m", "ruff", "check", "--no-cache", ".", folder=tmp_path)

    assert code == 1
    assert "F401" in told
    assert "D100" in told


def test_mypy_catches_a_planted_slip(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(UNSOUND, encoding="utf-8")

    code, told = check("-m", "mypy", str(planted), folder=ROOT)

    assert code == 1
    assert "return-value" in told
