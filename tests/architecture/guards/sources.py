"""Read the Python files of a tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

LEFT_OUT = {"migrations", "__pycache__", ".venv", ".data", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the tree, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of the file."""
        return ast.parse(self.text, self.path)

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders and the file name."""
        return Path(self.path).parts

    @property
    def module(self) -> str:
        """The dotted name."""
        parts = list(Path(self.path).with_suffix("").parts)
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def calls(self) -> Iterator[ast.Call]:
        """Yield every call in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def classes(self) -> Iterator[ast.ClassDef]:
        """Yield every class in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of whatever is imported; ``from a import b`` gives ``a.b``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom):
                dots = "." * node.level
                for alias in node.names:
                    yield node.lineno, f"{dots}{node.module or ''}.{alias.name}"


@lru_cache(maxsize=4000)
def _source(path: str, text: str) -> Source:
    """Return the same object for the same file, so that each is parsed once."""
    return Source(path, text)


def sources(root: Path, *under: str) -> list[Source]:
    """Return the Python files below the named folders of a tree, migrations left out, sorted by path."""
    found = []
    for folder in under or (".",):
        place = root / folder
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            parts = path.relative_to(root).parts
            if not LEFT_OUT & set(parts):
                found.append(_source("/".join(parts), path.read_text(encoding="utf-8")))
    return found


def name_of(node: ast.expr) -> str:
    """Return the last name of a dotted expression, or of what a subscript or a call is made on."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value) | ast.Call(func=value):
            return name_of(value)
    return ""
