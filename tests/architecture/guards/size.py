"""Files stay within 400 lines, functions within 50, views within 15."""

import ast
from pathlib import Path

from tests.architecture.guards.sources import Source, sources

FILE_LINES = 400
FUNCTION_LINES = 50
VIEW_LINES = 15
HOUSE = ("run.py", "conftest.py", "ningju", "tests", "bench")


def _is_view(source: Source, function: ast.AST) -> bool:
    if not isinstance(function, ast.FunctionDef) or function not in source.tree.body:
        return False
    if "ningju" not in source.parts or not ({"web", "pages"} & set(source.parts)):
        return False
    first = function.args.args[:1]
    is_public = not function.name.startswith("_")
    returns = ast.unparse(function.returns) if function.returns else ""
    return is_public and bool(first) and first[0].arg == "request" and returns.endswith("Response")


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring, which may be as long as it needs."""
    told = function.body[0] if ast.get_docstring(function) else None
    docstring = (told.end_lineno or 0) - told.lineno + 1 if told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def _body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(root: Path) -> list[str]:
    """Return the files, functions and views that grew too long."""
    findings = []
    for source in sources(root, *(name for name in HOUSE if (root / name).exists())):
        lines = source.text.count("\n")
        if lines > FILE_LINES:
            findings.append(f"{source.path}: {lines} lines; split it by noun before {FILE_LINES}")
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            length = _lines(node)
            if length > FUNCTION_LINES:
                findings.append(f"{source.path}:{node.lineno}: {node.name} has {length} lines")
            if _is_view(source, node) and isinstance(node, ast.FunctionDef):
                body = _body_lines(node)
                if body > VIEW_LINES:
                    findings.append(f"{source.path}:{node.lineno}: view {node.name} has {body} lines")
    return findings
