"""What may be imported where, beyond the floors that import-linter holds."""

import sys
import tomllib
from pathlib import Path

from tests.architecture.guards.sources import Source, sources

LOW = ("kernel", "embedded")


def foreign_below(root: Path) -> list[str]:
    """Return imports of anything but the standard library in the kernel and the launcher."""
    findings = []
    for floor in LOW:
        own = f"ningju.{floor}"
        for source in sources(root, f"ningju/{floor}"):
            for line, name in source.imports():
                is_own = name == "ningju" or name.startswith(own)
                if not is_own and name.partition(".")[0] not in sys.stdlib_module_names:
                    findings.append(f"{source.path}:{line}: {name} is not in the standard library")
    return findings


def relative(root: Path) -> list[str]:
    """Return relative imports; imports are full."""
    found = sources(root, "ningju", "tests")
    return [
        f"{source.path}:{line}: relative import {name}"
        for source in found
        for line, name in source.imports()
        if name.startswith(".")
    ]


def _is_service(source: Source) -> bool:
    names = source.parts[3:] if source.parts[:2] == ("ningju", "rooms") else ()
    return bool(names) and names[0] in {"services", "services.py", "models.py", "models"}


def web_in_services(root: Path) -> list[str]:
    """Return services, flows and models that know the web."""
    findings = []
    for source in sources(root, "ningju/rooms", "ningju/flows"):
        if not (_is_service(source) or source.parts[1] == "flows"):
            continue
        for line, name in source.imports():
            if name.startswith(("django.http", "django.shortcuts", "django.views")):
                findings.append(f"{source.path}:{line}: a service imports {name}")
    return findings


def engines_in_views(root: Path) -> list[str]:
    """Return views that call an engine; a service does that."""
    findings = []
    for source in sources(root, "ningju/rooms", "ningju/pages"):
        if "web" not in source.parts and source.parts[1] != "pages" and source.parts[-1] != "api.py":
            continue
        for line, name in source.imports():
            if name.startswith("ningju.engines"):
                findings.append(f"{source.path}:{line}: a view imports {name}")
    return findings


def meeting_engines(root: Path) -> list[str]:
    """Return engines that import one another."""
    findings = []
    for source in sources(root, "ningju/engines"):
        own = source.parts[2].removesuffix(".py")
        for line, name in source.imports():
            parts = name.split(".")
            if parts[:2] == ["ningju", "engines"] and len(parts) > 2 and parts[2] != own:
                findings.append(f"{source.path}:{line}: engine {own} imports {name}")
    return findings


def rooms_without_contract(root: Path) -> list[str]:
    """Return the rooms on the disk whose inside no import contract orders, and contracts of absent rooms."""
    with (root / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    ordered = {name for contract in contracts for name in contract.get("containers", [])}
    there = {
        f"ningju.rooms.{folder.name}"
        for folder in (root / "ningju" / "rooms").iterdir()
        if (folder / "__init__.py").exists()
    }
    absent = {name for name in ordered if name.startswith("ningju.rooms.")} - there
    return [f"{name}: no import contract orders its inside" for name in sorted(there - ordered)] + [
        f"{name}: a contract names it, and it is not there" for name in sorted(absent)
    ]
