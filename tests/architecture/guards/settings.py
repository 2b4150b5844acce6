"""Every name that is read from the environment stands in docs/settings.md, and no other."""

import ast
import re
from pathlib import Path

from tests.architecture.guards.sources import Source, name_of, sources

OURS = re.compile(r"(?:NINGJU_[A-Z0-9_]+|DATABASE_(?:[A-Z0-9]+_)*URL)")
READERS = {("environment", reader) for reader in ("text", "yes", "number", "words", "database")}
READERS |= {("environ", reader) for reader in ("get", "pop", "setdefault")}
# What the system and other programs name.
THEIRS = {
    "PATH",
    "PYTHONPATH",
    "HOME",
    "LANG",
    "XDG_RUNTIME_DIR",
    "DJANGO_SETTINGS_MODULE",
    "CI",
    "TMPDIR",
    "COLUMNS",
}


def _read_in(source: Source) -> set[str]:
    """Return the environment names that a file reads."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=reader), args=[first, *_]):
                key = first if (name_of(owner), reader) in READERS else None
            case ast.Subscript(value=owner, slice=part):
                key = part if name_of(owner) == "environ" else None
            case ast.Call(func=function, args=[first, *_]) if name_of(function) == "getenv":
                key = first
            case _:
                continue
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return {name for name in found - THEIRS if not name.startswith("PG")}


def names_read(root: Path) -> set[str]:
    """Return every environment name that the product and its set-up read."""
    places = [name for name in ("run.py", "ningju", "tests", "bench") if (root / name).exists()]
    return {name for source in sources(root, *places) for name in _read_in(source)}


def undocumented(root: Path) -> list[str]:
    """Return names that are read and not in docs/settings.md, and names there that nothing reads."""
    page = root / "docs" / "settings.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    written = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", text))
    read = names_read(root)
    return [f"{name} is read and not in docs/settings.md" for name in sorted(read - written)] + [
        f"{name} is in docs/settings.md and nothing reads it"
        for name in sorted(written - read)
        if OURS.fullmatch(name)
    ]
