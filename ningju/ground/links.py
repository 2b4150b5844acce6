"""Addresses of pages: every one begins with a language and a community."""

from functools import lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

LANGUAGES = {"zh": "zh-hans", "en": "en"}
SHARED = frozenset({"language", "community", "slug"})
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}


def page_language() -> str:
    """Return "zh" or "en", the language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def here(request: HttpRequest, name: str, /, **arguments: Any) -> str:
    """Return the address of a page in this request's language and community."""
    return there(request.community.slug, name, language=request.language, **arguments)  # type: ignore[attr-defined]


def there(slug: str, name: str, /, *, language: str | None = None, **arguments: Any) -> str:
    """Return the address of a page of the community with this slug."""
    asked = {"language": language or page_language(), "community": slug, **arguments}
    if SHARED.issuperset(asked):
        return shared_address(name, **asked)
    return reverse(name, kwargs=asked)


@lru_cache(maxsize=16_384)
def shared_address(name: str, /, **arguments: str) -> str:
    """Return an address that many pages show; those with codes and secrets are never kept."""
    return reverse(name, kwargs=arguments)


def forget_addresses(*, setting: str, **_more: Any) -> None:
    """Forget the addresses when a test changes where they come from."""
    if setting in ("ROOT_URLCONF", "FORCE_SCRIPT_NAME"):
        shared_address.cache_clear()


setting_changed.connect(forget_addresses)


def in_other_language(request: HttpRequest) -> str:
    """Return this page's address in the other language, with its query."""
    other = "en" if page_language() == "zh" else "zh"
    first, _slash, rest = request.get_full_path().lstrip("/").partition("/")
    return f"/{other}/{rest}" if first in LANGUAGES else f"/{other}/"
