"""Every address of the service, as a list that is changed on purpose only."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield "address name" of every route below the patterns; language prefixes are shown as {language}."""
    for pattern in patterns:
        own = str(pattern.pattern)
        if type(pattern.pattern).__name__.startswith("Language"):
            own = "{language}/"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + own)
        else:
            yield f"/{before}{own} {pattern.name or '(no name)'}"


def differences(found: Iterable[str], written: Iterable[str], what: str) -> list[str]:
    """Return what is there and not written, and what is written and not there."""
    found, written = set(found), set(written)
    return [f"{what} is not on the list: {name}" for name in sorted(found - written)] + [
        f"{what} is on the list and not there: {name}" for name in sorted(written - found)
    ]


def doubled_names(found: Iterable[str]) -> list[str]:
    """Return names that more than one address bears."""
    seen: dict[str, str] = {}
    findings = []
    for line in found:
        address, _, name = line.rpartition(" ")
        if seen.setdefault(name, address) != address:
            findings.append(f"{name}: both {seen[name]} and {address}")
    return findings
