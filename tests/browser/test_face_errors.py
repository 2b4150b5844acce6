"""Every error page says what happened, what to do next and the way home, in the page's language."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

STATUSES = (400, 403, 404, 405, 409, 413, 422, 429)
TAGS = {"zh": "zh-hans", "en": "en"}


def page(status: int, language: str, message: str = "") -> str:
    """Render an error page as the edge does, for a request that never reached a community."""
    request = RequestFactory().get(f"/{language}/nowhere/")
    request.language = language  # type: ignore[attr-defined]
    with translation.override(TAGS[language]):
        return render_to_string(f"errors/{status}.html", {"message": message, "status": status}, request)


def words(html: str) -> str:
    """Return what stands in the main part, without markup."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main is not None
    return re.sub(r"<[^>]+>|\s+", " ", main.group(0))


@pytest.mark.parametrize("status", STATUSES)
def test_an_english_error_page_speaks_english_and_leads_home(status: int) -> None:
    html = page(status, "en")

    assert '<html lang="en">' in html
    assert not re.search(r"[\u4e00-\u9fff]", words(html))
    assert re.search(r'<a class="btn" href="/">', html)
    assert len(words(html)) > 80


@pytest.mark.parametrize("status", STATUSES)
def test_a_chinese_error_page_is_wholly_translated(status: int) -> None:
    html = page(status, "zh")

    assert '<html lang="zh-Hans">' in html
    assert not re.search(r"[A-Za-z]{3,}", words(html))
    assert re.search(r"[\u4e00-\u9fff]{4}", words(html))


def test_the_reason_stands_on_the_page_and_cannot_carry_markup() -> None:
    html = page(422, "en", message="A seat is gone <script>alert(1)</script>")

    assert "A seat is gone &lt;script&gt;" in html


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_server_shows_its_page_in_both_languages_without_context_or_database(status: int) -> None:
    html = render_to_string(f"errors/{status}.html")

    assert re.search(r"[\u4e00-\u9fff]{4}", words(html))
    assert '<div lang="en">' in html
    assert "110" in html
    assert 'href="/"' in html
