"""Addresses of pages: every one begins with a language and a community."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

LANGUAGES = {"zh": "zh-hans", "en": "en"}
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}


def page_language() -> str:
    """Return "zh" or "en", the language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def here(request: HttpRequest, name: str, /, **arguments: Any) -> str:
    """Return the address of a page in this request's language and community."""
    return there(request.community.slug, name, language=request.language, **arguments)  # type: ignore[attr-defined]


def there(slug: str, name: str, /, *, language: str | None = None, **arguments: Any) -> str:
    """Return the address of a page of the community with this slug."""
    return reverse(
        name, kwargs={"language": language or page_language(), "community": slug, **arguments}
    )


def in_other_language(request: HttpRequest) -> str:
    """Return this page's address in the other language, with its query."""
    other = "en" if page_language() == "zh" else "zh"
    first, _slash, rest = request.get_full_path().lstrip("/").partition("/")
    return f"/{other}/{rest}" if first in LANGUAGES else f"/{other}/"
