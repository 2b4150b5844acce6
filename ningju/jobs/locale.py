"""The Chinese catalogue: collect the English msgids, add translations, check, compile; no GNU gettext needed.

python -m ningju.jobs.locale add FILE.json [FILE.json …] [--replace]
python -m ningju.jobs.locale collect | check | prune | compile

FILE.json maps a msgid to its Chinese, or to ["Chinese"] for a msgid with a plural. A context stands before
the msgid, parted by "|||". A plural that no source file has yet is given as {"plural": "…", "zh": ["…"]}.
"""

import argparse
import ast
import fcntl
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CONTEXT_MARK = "|||"
HEADER = {
    "Project-Id-Version": "ningju",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

_LITERAL = r"""(?:u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(
    rf"\b(gettext|ngettext|pgettext|npgettext|_)\(({_LITERAL})(?:, ({_LITERAL}))?(?:, ({_LITERAL}))?"
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdfr]|%[sdfr](?!\w)|\{\w*(?:![rsa])?(?::[^{}]*)?\}")


class LocaleError(Exception):
    """What is wrong with the catalogue or with what should go into it, and what to do."""


@dataclass(frozen=True, order=True)
class Message:
    """One text to translate; ``context`` and ``plural`` are empty where there is none."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds the message by."""
        return self.context, self.text


def _function_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.removesuffix("_lazy").removesuffix("_noop")
    return ""


def _literal(node: ast.expr | None) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _literal(left), _literal(right)
            return None if first is None or second is None else first + second
    return None


def _message(name: str, texts: list[str | None]) -> Message | None:
    """Make the message of one gettext call, or None if the call translates no literal."""
    match name, texts:
        case ("gettext" | "_", [str(text), *_]):
            return Message(text)
        case ("pgettext", [str(context), str(text), *_]):
            return Message(text, context)
        case ("ngettext", [str(text), str(plural), *_]):
            return Message(text, plural=plural)
        case ("npgettext", [str(context), str(text), str(plural), *_]):
            return Message(text, context, plural)
    return None


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Map names given with ``import … as …`` to the gettext function behind them."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                found[name.asname or name.name] = name.name.removesuffix("_lazy").removesuffix("_noop")
    return found


def messages_of_python(source: str) -> Iterator[Message]:
    """Yield the messages of a Python source."""
    tree = ast.parse(source)
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _function_name(node)
            texts = [_literal(argument) for argument in node.args[:3]]
            message = _message(aliases.get(name, name), texts)
            if message:
                yield message


def messages_of_template(source: str) -> Iterator[Message]:
    """Yield the messages of a Django template."""
    for name, *literals in _CALL.findall(templatize(source)):
        message = _message(name, [ast.literal_eval(text) for text in literals if text])
        if message:
            yield message


def collect(package: Path = PACKAGE) -> dict[tuple[str, str], Message]:
    """Return every message in the package's .py, .html and .txt files, by context and text.

    Raises:
        LocaleError: one text stands with two different plurals.
    """
    found: dict[tuple[str, str], Message] = {}
    readers = {".py": messages_of_python, ".html": messages_of_template, ".txt": messages_of_template}
    for path in sorted(package.rglob("*")):
        if path.suffix not in readers or (path.suffix == ".txt" and "templates" not in path.parts):
            continue
        for message in readers[path.suffix](path.read_text(encoding="utf-8")):
            earlier = found.get(message.key)
            if earlier and earlier.plural and message.plural and earlier.plural != message.plural:
                raise LocaleError(f"{path}: {message.text!r} stands with two plurals; make them equal")
            if earlier is None or message.plural:
                found[message.key] = message
    return found


def _read(catalogue: Path) -> dict[tuple[str, str], polib.POEntry]:
    if not catalogue.exists():
        return {}
    entries = polib.pofile(str(catalogue), wrapwidth=110)
    return {(entry.msgctxt or "", entry.msgid): entry for entry in entries}


def _chinese(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def _write(catalogue: Path, entries: Mapping[tuple[str, str], polib.POEntry]) -> None:
    po = polib.POFile(wrapwidth=110)
    po.metadata = dict(HEADER)
    po.extend(entries[key] for key in sorted(entries, key=lambda key: (key[1], key[0])))
    _replace_file(catalogue, str(po).rstrip("\n").encode() + b"\n")


def _replace_file(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(name, 0o644)
    os.replace(name, path)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the catalogue's folder, so that two writers never lose each other's words."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _entry(key: str, value: Any, sources: Mapping[tuple[str, str], Message]) -> polib.POEntry:
    """Make one catalogue entry from one line of a JSON file."""
    context, _mark, text = key.replace("\x04", CONTEXT_MARK).rpartition(CONTEXT_MARK)
    source = sources.get((context, text))
    plural = source.plural if source else ""
    if isinstance(value, dict) and set(value) == {"plural", "zh"}:
        plural, value = value["plural"], value["zh"]
    chinese = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not isinstance(chinese, str) or not chinese.strip() or not text:
        raise LocaleError(f"{key!r}: give its Chinese as a text, or as a list of one text for a plural")
    if isinstance(value, list) and not plural:
        raise LocaleError(f"{key!r}: no source file has its plural; give {{'plural': '…', 'zh': ['…']}}")
    forms = {"msgid_plural": plural, "msgstr_plural": {0: chinese}} if plural else {"msgstr": chinese}
    return polib.POEntry(msgid=text, msgctxt=context or None, **forms)


def add(file: Path, *, replace: bool = False, catalogue: Path = CATALOGUE, package: Path = PACKAGE) -> int:
    """Merge a JSON file of translations into the catalogue and return how many are new or changed.

    Raises:
        LocaleError: the file cannot be read, an entry is malformed, or an entry contradicts the catalogue and
            ``replace`` is not set. Nothing is written then.
    """
    try:
        words = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LocaleError(f"{file}: {error}") from error
    if not isinstance(words, dict):
        raise LocaleError(f"{file}: expected an object of msgid and Chinese")
    sources = collect(package)
    with _held(catalogue.parent):
        entries = _read(catalogue)
        changed = 0
        contradictions = []
        for key, value in words.items():
            new = _entry(key, value, sources)
            place = (new.msgctxt or "", new.msgid)
            old = entries.get(place)
            if old and _chinese(old) and _chinese(old) != _chinese(new) and not replace:
                contradictions.append(f"{new.msgid!r} is {_chinese(old)!r}, not {_chinese(new)!r}")
            changed += str(old) != str(new)
            entries[place] = new
        if contradictions:
            heading = "the catalogue says otherwise (--replace overrides):"
            raise LocaleError("\n  ".join([heading, *contradictions]))
        _write(catalogue, entries)
    return changed


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text.replace("%%", "")))


def check(catalogue: Path = CATALOGUE, package: Path = PACKAGE) -> list[str]:
    """Return what is wrong with the catalogue, one line a finding."""
    sources = collect(package)
    entries = _read(catalogue)
    findings = []
    for key, message in sorted(sources.items()):
        entry = entries.get(key)
        name = CONTEXT_MARK.join(filter(None, key))
        if entry is None or "fuzzy" in entry.flags or not _chinese(entry).strip():
            findings.append(f"missing: {name!r}")
        elif message.plural != entry.msgid_plural:
            findings.append(f"plural differs: {name!r}: the source has {message.plural!r}")
        elif _placeholders(message.plural or message.text) != _placeholders(_chinese(entry)):
            findings.append(f"placeholders differ: {name!r} and {_chinese(entry)!r}")
    unused = sorted(entries.keys() - sources.keys())
    return findings + [f"unused: {CONTEXT_MARK.join(filter(None, key))!r}" for key in unused]


def prune(catalogue: Path = CATALOGUE, package: Path = PACKAGE) -> list[str]:
    """Take out of the catalogue what no source asks for, and return those msgids."""
    sources = collect(package)
    with _held(catalogue.parent):
        entries = _read(catalogue)
        unused = sorted(entries.keys() - sources.keys())
        if unused:
            _write(catalogue, {key: entries[key] for key in entries.keys() & sources.keys()})
    return [CONTEXT_MARK.join(filter(None, key)) for key in unused]


def compile_catalogue(catalogue: Path = CATALOGUE) -> Path:
    """Write the .mo beside the .po unless it is newer already, and return its path."""
    target = catalogue.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime_ns < catalogue.stat().st_mtime_ns:
        _replace_file(target, polib.pofile(str(catalogue)).to_binary())
    return target


def _run(arguments: argparse.Namespace) -> int:
    match arguments.act:
        case "add":
            for file in arguments.files:
                print(f"{file}: {add(file, replace=arguments.replace)} new or changed")
        case "collect":
            words = {CONTEXT_MARK.join(filter(None, key)): "" for key in collect()}
            print(json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True))
        case "check":
            findings = check()
            print("\n".join(findings) or "The catalogue is complete.")
            return 1 if findings else 0
        case "prune":
            print("\n".join(prune()) or "Nothing is unused.")
        case _:
            print(compile_catalogue())
    return 0


def main(words: list[str] | None = None) -> int:
    """Run one act of the catalogue and return the exit code."""
    parser = argparse.ArgumentParser("ningju.jobs.locale", description=(__doc__ or "").partition("\n")[0])
    acts = parser.add_subparsers(dest="act", required=True)
    adding = acts.add_parser("add", help="merge translations from JSON files")
    adding.add_argument("files", nargs="+", type=Path)
    adding.add_argument("--replace", action="store_true", help="let the file overrule the catalogue")
    acts.add_parser("collect", help="print every msgid of the sources as JSON")
    acts.add_parser("check", help="list what is missing, unused or differs in placeholders")
    acts.add_parser("prune", help="take out what no source asks for")
    acts.add_parser("compile", help="write the .mo file if it is older")
    try:
        return _run(parser.parse_args(words))
    except (LocaleError, OSError) as error:
        print(f"locale: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
