"""The text of one pack file: UTF-8, with or without a byte order mark, and nothing else."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from ningju.jobs.packs.problems import Findings

LARGEST_BYTES = 5_000_000


def read_text(folder: Path, name: str, findings: Findings) -> str | None:
    """Return the text of a file, or None after noting why it cannot be read."""
    path = folder / name
    if not path.is_file():
        findings.add(name, 0, "", "缺这个文件", "this file is missing")
        return None
    if path.stat().st_size > LARGEST_BYTES:
        findings.add(name, 0, "", "文件超过 5 MB，请拆小", "the file is over 5 MB; make it smaller")
        return None
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.add(
            name,
            line,
            "",
            "不是 UTF-8 编码；请另存为 UTF-8（表格软件里选“CSV UTF-8”）",
            'not UTF-8; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")',
        )
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        findings.add(name, line, "", "有空字节(NUL)，请删掉", "holds a NUL byte; delete it")
        return None
    return text


def read_toml(folder: Path, name: str, findings: Findings) -> tuple[dict[str, Any], str] | None:
    """Return a TOML file as (tables, text), or None after noting why not."""
    text = read_text(folder, name, findings)
    if text is None:
        return None
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        findings.add(name, line, "", f"TOML 写法有错：{error}", f"this is not TOML: {error}")
        return None


def read_features(folder: Path, name: str, findings: Findings) -> list[tuple[int, dict[str, Any]]]:
    """Return the features of a GeoJSON file, each with the line where it begins."""
    text = read_text(folder, name, findings)
    if text is None:
        return []
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        findings.add(name, error.lineno, "", f"JSON 写法有错：{error.msg}", f"this is not JSON: {error.msg}")
        return []
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        findings.add(
            name,
            1,
            "features",
            "不是 GeoJSON FeatureCollection：缺“features”列表",
            'not a GeoJSON FeatureCollection: it has no "features" list',
        )
        return []
    starts = [text.count("\n", 0, m.start()) + 1 for m in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    lines = starts if len(starts) == len(features) else [1] * len(features)
    return list(zip(lines, features, strict=True))


def line_of(text: str, table: str, key: str = "") -> int:
    """Return the line of a key in a TOML text: as exact as a search can be, never 0.

    Args:
        text: the file.
        table: the table's name as in its header "[name]", or "" for the top of the file.
        key: a key of the table, or "" for the header itself.
    """
    lines = text.splitlines()
    start = 0
    if table:
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+")
        start = next((i for i, line in enumerate(lines) if header.match(line)), 0)
    if not key:
        return start + 1
    wanted = re.compile(rf"\s*{re.escape(key)}\s*[=.]")
    for number, line in enumerate(lines[start:], start + 1):
        if wanted.match(line):
            return number
        if number > start + 1 and line.lstrip().startswith("["):
            break
    return start + 1
