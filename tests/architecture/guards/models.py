"""Models carry their Chinese term, point down, and hide nothing behind signals or ``save``."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.guards.sources import Source, name_of, sources

TERM = re.compile(r"[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")
POINTERS = {"ForeignKey", "TenantForeignKey", "OneToOneField", "ManyToManyField"}
MODEL_BASES = {"Model", "TenantModel", "AbstractUser", "AbstractBaseUser", "Entry", "Proposal"}


def model_classes(source: Source) -> Iterator[ast.ClassDef]:
    """Yield the classes of a file that are Django models, also those that inherit within the file."""
    bases = set(MODEL_BASES)
    for node in source.classes():
        names = {name_of(base) for base in node.bases}
        if names & bases:
            bases.add(node.name)
            yield node


def _model_sources(root: Path) -> list[Source]:
    return [
        source
        for source in sources(root, "ningju")
        if source.parts[-1] == "models.py" or "models" in source.parts
    ]


def term_of(model: ast.ClassDef) -> str | None:
    """Return the Chinese term in a model's docstring, or None."""
    found = TERM.search(ast.get_docstring(model) or "")
    return found[1].strip() if found else None


def without_term(root: Path) -> list[str]:
    """Return the models whose docstring has no Chinese term in brackets."""
    return [
        f"{source.path}:{model.lineno}: {model.name} has no Chinese term in its docstring"
        for source in _model_sources(root)
        for model in model_classes(source)
        if term_of(model) is None
    ]


def not_in_glossary(root: Path) -> list[str]:
    """Return the models whose Chinese term docs/glossary.md does not hold."""
    glossary = root / "docs" / "glossary.md"
    words = glossary.read_text(encoding="utf-8") if glossary.exists() else ""
    return [
        f"{source.path}:{model.lineno}: {model.name} ({term}) is not in docs/glossary.md"
        for source in _model_sources(root)
        for model in model_classes(source)
        if (term := term_of(model)) and term not in words
    ]


def room_order(root: Path) -> dict[str, int]:
    """Return the height of each room, read from the import contract of the rooms; side by side is equal."""
    with (root / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each.get("containers") == ["ningju.rooms"])
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def _target(call: ast.Call) -> str:
    """Return the "room.Model" that a foreign key names, or an empty text."""
    if name_of(call.func) not in POINTERS:
        return ""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    match [*call.args[:1], *named]:
        case [ast.Constant(value=str(text)), *_]:
            return text
    return ""


def pointing_up(root: Path) -> list[str]:
    """Return foreign keys that point up or sideways; also from below the rooms into them."""
    heights = room_order(root)
    findings = []
    for source in sources(root, "ningju"):
        room = source.parts[2] if source.parts[1:2] == ("rooms",) and len(source.parts) > 3 else ""
        own = heights.get(room, -1)
        for call in source.calls():
            text = _target(call)
            label, _, model = text.partition(".")
            if model and label != room and heights.get(label, -1) >= own:
                findings.append(f"{source.path}:{call.lineno}: {text} does not lie below")
    return findings


def _hidden_in_class(source: Source) -> Iterator[str]:
    for node in source.classes():
        for function in node.body:
            if isinstance(function, ast.FunctionDef) and function.name in {"save", "delete"}:
                arguments = [argument.arg for argument in function.args.args]
                looks_like_model = bool({name_of(base) for base in node.bases} & MODEL_BASES)
                if looks_like_model and arguments[:1] == ["self"]:
                    yield f"{source.path}:{function.lineno}: {node.name}.{function.name} is overridden"


def hidden_behaviour(root: Path) -> list[str]:
    """Return signals, ``save`` or ``delete`` overrides, and generic foreign keys."""
    findings: list[str] = []
    for source in sources(root, "ningju"):
        findings += _hidden_in_class(source)
        for line, name in source.imports():
            is_signal = "signals" in name.split(".") or name.startswith("django.dispatch")
            if is_signal and not name.startswith(("signal", "django.core.signals")):
                findings.append(f"{source.path}:{line}: signal {name}")
            if "contenttypes.fields" in name or "GenericForeignKey" in name:
                findings.append(f"{source.path}:{line}: generic foreign key {name}")
    return findings
