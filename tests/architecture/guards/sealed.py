"""Sealed columns are read by ``open_sealed`` and nothing else; keys are touched by the vault alone."""

import ast
from pathlib import Path

from tests.architecture.guards.sources import sources

ROOM = "ningju/rooms/privacy/"
DECLARING = ("ningju/ground/sealed.py",)
MAY_USE_THE_VAULT = ("ningju/jobs/commands/vault.py", "ningju/jobs/doctor.py", "ningju/jobs/backup/target.py")
VAULT = "ningju.rooms.privacy.vault"


def read_past_the_door(root: Path) -> list[str]:
    """Return code outside the privacy room that names a sealed column, or imports the vault."""
    findings = []
    for source in sources(root, "ningju"):
        if source.path.startswith(ROOM) or source.path in DECLARING:
            continue
        for node in ast.walk(source.tree):
            name = ""
            if isinstance(node, ast.Attribute):
                name = node.attr
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                name = node.value if node.value.isidentifier() else ""
            elif isinstance(node, ast.keyword):
                name = "" if is_emptied(node) else node.arg or ""
            if name.endswith("_sealed") and name != "open_sealed":
                line = getattr(node, "lineno", 0)
                findings.append(f"{source.path}:{line}: {name} is read by open_sealed only")
        if source.path not in MAY_USE_THE_VAULT:
            findings += [
                f"{source.path}:{line}: {name} belongs to the privacy room"
                for line, name in source.imports()
                if name.startswith(VAULT)
            ]
    return findings


def is_emptied(node: ast.keyword) -> bool:
    """Say whether a column is only said to be empty (``phone_sealed=None``), as constraints do."""
    return isinstance(node.value, ast.Constant) and node.value.value is None
