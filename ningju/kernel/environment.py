"""Read settings from the environment, and say plainly what is missing or wrong."""

import json
import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(RuntimeError):
    """A setting is missing or cannot be read; the message says which and how to mend it."""


def text(name: str, default: str | None = None) -> str:
    """Return a setting.

    Raises:
        SettingError: it is not set and has no default.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} is not set. See docs/settings.md; 'python3 run.py demo' sets it itself.")
    return value


def yes(name: str) -> bool:
    """Return whether a setting is "1"; unset is no.

    Raises:
        SettingError: it is neither 0 nor 1.
    """
    value = os.environ.get(name, "0")
    if value not in {"0", "1", ""}:
        raise SettingError(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def number(name: str, default: int) -> int:
    """Return a whole number.

    Raises:
        SettingError: it is not one.
    """
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name} must be a whole number, not {value!r}.") from None


def words(name: str, default: str) -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def named_lists(name: str, value: str) -> dict[str, list[str]]:
    """Return lists by name, read from JSON: ``{"huayang": ["…", "…"]}``; an empty text is none.

    Raises:
        SettingError: it is no such JSON; what stood there is not repeated, since it may be secret.
    """
    try:
        found = json.loads(value or "{}")
    except ValueError:
        found = None
    is_whole = isinstance(found, dict) and all(
        isinstance(each, list) and all(isinstance(one, str) for one in each) for each in found.values()
    )
    if not is_whole:
        raise SettingError(f'{name} must be JSON like {{"huayang": ["first", "second"]}}.')
    return dict(found)


def database(name: str, *, age_s: int) -> dict[str, Any]:
    """Return Django's settings for the database that a postgresql:// address names.

    Raises:
        SettingError: it is unset or no postgresql address.
    """
    address = urlsplit(text(name))
    if address.scheme not in {"postgresql", "postgres"} or len(address.path) < 2:
        raise SettingError(f"{name} must look like postgresql://user:password@host:5432/database.")
    options = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path[1:]),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": options.pop("host", unquote(address.hostname or "")),
        "PORT": options.pop("port", str(address.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": age_s,
    }
