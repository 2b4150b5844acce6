"""Names, unfinished work, tests that are left out, and exceptions that are swallowed."""

import ast
import re
from pathlib import Path

from tests.architecture.guards.sources import name_of, sources

VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "data", "info", "flag", "manager", "misc"}
UNFINISHED = re.compile("#.*\\b(?:TO" "DO|FIX" "ME|XX" "X|HA" "CK)\\b")
LEFT_OUT = {"skip", "skipif", "xfail", "importorskip", "skipTest"}


def vague_names(root: Path) -> list[str]:
    """Return Python files and folders whose name says nothing."""
    found = {
        name
        for source in sources(root, "ningju", "tests")
        for name in (source.path, *map(str, Path(source.path).parents))
        if Path(name).stem in VAGUE
    }
    return [f"{name}: a name that says nothing" for name in sorted(found)]


def unfinished(root: Path) -> list[str]:
    """Return marks of work left undone in Python, templates, styles and scripts."""
    findings = []
    for folder in ("ningju", "tests", "bench"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".js", ".css", ".sql"}:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                marked = line if path.suffix == ".py" else f"#{line}"
                if UNFINISHED.search(marked):
                    findings.append(f"{path.relative_to(root)}:{number}: {line.strip()}")
    return findings


def left_out_tests(root: Path) -> list[str]:
    """Return tests that are skipped or expected to fail."""
    findings = []
    for source in sources(root, "tests"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in LEFT_OUT:
                owner = name_of(node.value)
                if owner in {"pytest", "mark", "unittest", "self"}:
                    findings.append(f"{source.path}:{node.lineno}: {owner}.{node.attr}")
    return findings


def _asserts(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            if "assert" in name or name.startswith(("expect", "check", "see")) or name in {"raises", "warns"}:
                return True
    return False


def tests_that_show_nothing(root: Path) -> list[str]:
    """Return test functions without an assertion, their own or in a function named for one."""
    return [
        f"{source.path}:{node.lineno}: {node.name} asserts nothing"
        for source in sources(root, "tests")
        if source.parts[-1].startswith("test_")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _asserts(node)
    ]


def swallowed(root: Path) -> list[str]:
    """Return handlers that catch everything and neither raise, return nor say anything."""
    findings = []
    for source in sources(root, "ningju"):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            catches_all = node.type is None or name_of(node.type) in {"Exception", "BaseException"}
            is_silent = all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
            if catches_all and is_silent:
                findings.append(f"{source.path}:{node.lineno}: an exception is swallowed")
    return findings
