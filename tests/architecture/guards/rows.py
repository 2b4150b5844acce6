"""docs/rows.toml: each row of the inventory that is done, with the tests that show it."""

import ast
import re
import tomllib
from pathlib import Path

from tests.architecture.guards.sources import sources

# The inventory's letters and how far each counts.
LAST = {"A": 17, "B": 29, "C": 54, "D": 38, "P": 28, "T": 12}


def is_known(row: str) -> bool:
    """Say whether the inventory can hold a row of this name."""
    found = re.fullmatch(r"([A-Z])([1-9]\d?)", row)
    return bool(found) and int(found[2]) <= LAST.get(found[1], 0) if found else False


def tests_in(root: Path) -> set[str]:
    """Return "path::name" of every test function of the suite."""
    return {
        f"{source.path}::{node.name}"
        for source in sources(root, "tests")
        if source.parts[-1].startswith("test_")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def broken_rows(root: Path) -> list[str]:
    """Return rows that the inventory cannot hold, rows without a test, and tests that are gone."""
    page = root / "docs" / "rows.toml"
    if not page.exists():
        return ["docs/rows.toml is not there"]
    try:
        rows = tomllib.loads(page.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return [f"docs/rows.toml: {error}"]
    there = tests_in(root)
    findings = []
    for row, entry in rows.items():
        if not is_known(row):
            findings.append(f"[{row}] is no row of the inventory")
        tests = entry.get("tests", []) if isinstance(entry, dict) else []
        if not tests:
            findings.append(f"[{row}] names no test")
        findings += [f"[{row}] names {test}, which is gone" for test in tests if test not in there]
    return findings
