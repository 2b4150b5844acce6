"""Make a small tree with one rule broken, and run the checkers over it or over the house."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = ("-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-logo")
RULES = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write files into an empty tree that has our pyproject.toml."""
    for name, text in {"pyproject.toml": RULES, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def run_tool(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the environment's Python with the words of a checker."""
    return subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, encoding="utf-8")
