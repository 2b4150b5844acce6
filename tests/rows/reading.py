"""Read a page as a visitor would."""

import html
import re

from django.test import Client

ITEM = re.compile(r'<li data-slug="([^"]+)"([^>]*)>')


def page(visitor: Client, address: str) -> str:
    """Return a page's text with its entities read.

    Raises:
        AssertionError: the page does not answer 200.
    """
    response = visitor.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def listed(text: str) -> set[str]:
    """Return the slugs of the places that a page lists and does not hide."""
    return {slug for slug, rest in ITEM.findall(text) if not rest.endswith(" hidden")}


def lit(text: str) -> set[str]:
    """Return the slugs of the places that a page shows as open."""
    return {slug for slug, rest in ITEM.findall(text) if 'data-open="1"' in rest}
