"""No column, enumerated value, form field or pack column for what is never stored about a person."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models

from tests.architecture.guards.sources import Source, name_of, sources

CHINESE = re.compile(
    "民族|族别|族裔|少数族|宗教|信仰|政治面貌|党员|党派|籍贯|身份证|证件号|轨迹|人脸|指纹|"
    "积极分子|发展对象|培养对象|后备干部|重点人员|维稳"
)
ENGLISH = re.compile(
    r"(?:^|_)(?:ethnic\w*|nationalit\w*|minorit\w*|race|relig\w*|faith|party_member\w*|partymember\w*|"
    r"communist\w*|political\w*|native_place|id_card\w*|idcard\w*|id_number|identity_card\w*|"
    r"passport\w*|trajector\w*|gps_track\w*|location_history|face_id|fingerprint\w*|biometric\w*|"
    r"activist\w*|stability\w*|test_result|tags?|custom_fields?|extra_fields?)(?:$|_)",
    re.IGNORECASE,
)
# Names of institutions and programmes are no attribute of anybody.
INSTITUTIONS = ("民族议事厅", "民族团结", "社区党群服务中心", "党员有示范")
FIELD_TAG = re.compile(r"<(?:input|select|textarea)\b[^>]*?\bname=[\"']([^\"']+)[\"']", re.IGNORECASE)
LABEL_TAG = re.compile(r"<label\b[^>]*>(.*?)</label>", re.IGNORECASE | re.DOTALL)
ENUMERATIONS = {"TextChoices", "IntegerChoices", "Choices", "Enum", "StrEnum", "IntEnum"}


def forbidden_in(text: str, *, is_name: bool) -> str | None:
    """Return the forbidden word in a label, or in a name of code, or None."""
    plain = text
    for institution in INSTITUTIONS:
        plain = plain.replace(institution, "")
    found = CHINESE.search(plain)
    if is_name and not found:
        found = ENGLISH.search(plain.replace("-", "_"))
    return found[0] if found else None


def _examined_classes(source: Source) -> Iterator[ast.ClassDef]:
    """Yield models, forms, enumerations and whatever stands in a models or forms file."""
    in_file = {"models.py", "forms.py", "kinds.py", "models", "forms"} & set(source.parts)
    for node in source.classes():
        bases = {name_of(base) for base in node.bases}
        is_form = any(base.endswith(("Form", "Schema", "Model")) for base in bases)
        if in_file or is_form or bases & ENUMERATIONS:
            yield node


def _class_findings(source: Source, node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if not isinstance(line, ast.Assign | ast.AnnAssign):
            continue
        targets = line.targets if isinstance(line, ast.Assign) else [line.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        parts = ast.walk(line.value) if line.value else ()
        values = [part.value for part in parts if isinstance(part, ast.Constant)]
        for text in [*names, *(value for value in values if isinstance(value, str))]:
            word = forbidden_in(text, is_name=" " not in text)
            if word:
                yield f"{source.path}:{line.lineno}: {node.name} stores {word!r}"


def forbidden_in_code(root: Path) -> list[str]:
    """Return forbidden fields of models and forms, and forbidden enumerated values."""
    findings: list[str] = []
    for source in sources(root, "ningju"):
        for node in _examined_classes(source):
            findings += _class_findings(source, node)
        for part in ast.walk(source.tree):
            match part:
                case ast.Subscript(value=ast.Attribute(attr="fields"), slice=ast.Constant(value=str(name))):
                    if forbidden_in(name, is_name=True):
                        findings.append(f"{source.path}:{part.lineno}: form field {name!r}")
    return findings


def forbidden_in_templates(root: Path) -> list[str]:
    """Return form controls in templates that ask for what is never stored."""
    findings = []
    for path in sorted((root / "ningju").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        asked = [(name, True) for name in FIELD_TAG.findall(text)]
        asked += [(label, False) for label in LABEL_TAG.findall(text)]
        findings += [
            f"{path.relative_to(root)}: asks for {word!r}"
            for name, is_name in asked
            if (word := forbidden_in(name, is_name=is_name))
        ]
    return findings


def _headers(path: Path) -> list[str]:
    if path.suffix == ".toml":
        with path.open("rb") as file:
            return sorted(_keys(tomllib.load(file)))
    with path.open(encoding="utf-8", newline="") as text:
        return next(csv.reader(text), [])


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


def forbidden_in_packs(root: Path) -> list[str]:
    """Return columns and keys of the packs that hold what is never stored."""
    packs = root / "ningju" / "packs"
    return [
        f"{path.relative_to(root)}: column {header!r}"
        for path in sorted([*packs.rglob("*.csv"), *packs.rglob("*.toml")])
        for header in _headers(path)
        if forbidden_in(header, is_name=True)
    ]


def forbidden_in_tables(found: Iterable[type[models.Model]]) -> list[str]:
    """Return tables, columns and choices of living models that hold what is never stored."""
    findings = []
    for model in found:
        table = model._meta.db_table
        words: list[tuple[str, bool]] = [(table, True)]
        for field in model._meta.local_fields:
            words += [(field.column or field.name, True), (str(field.verbose_name), False)]
            choices = field.flatchoices if isinstance(field, models.Field) else []
            words += [(str(part), index == 0) for choice in choices for index, part in enumerate(choice)]
        findings += [
            f"{table}: {text!r} holds {word!r}"
            for text, is_name in words
            if (word := forbidden_in(text, is_name=is_name))
        ]
    return findings
