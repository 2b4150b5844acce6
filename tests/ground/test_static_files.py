"""Static files: addresses that name their content, kept for a year, compressed, for our own pages only."""

import gzip
from pathlib import Path
from typing import cast

import pytest
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.test import Client

from ningju.ground.static_files import version_of

# An answer that is closed looks after the connection that an earlier test may have left open.
pytestmark = pytest.mark.django_db


def fetch(rider: Client, address: str, **headers: str) -> tuple[HttpResponseBase, bytes]:
    """Return an answer and its body, and close the file behind it."""
    response = cast(HttpResponseBase, rider.get(address, headers=headers))
    body = response.getvalue() if isinstance(response, FileResponse) else cast(HttpResponse, response).content
    response.close()
    return response, body


def test_an_address_names_the_files_version() -> None:
    assert static("ningju/page.css") == f"/static/ningju/page.css?v={version_of('ningju/page.css')}"


def test_a_file_that_is_not_there_fails_the_page_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"no static file 'ningju/none\.css'"):
        static("ningju/none.css")


@pytest.mark.parametrize(("query", "life"), [("", "max-age=3600"), ("?v=old", "max-age=3600")])
def test_an_address_without_the_present_version_is_kept_an_hour(rider: Client, query: str, life: str) -> None:
    response, _body = fetch(rider, f"/static/ningju/page.css{query}")

    assert response.headers["Cache-Control"].startswith(life)


def test_the_present_version_is_kept_for_a_year_and_for_our_pages_only(rider: Client) -> None:
    response, _body = fetch(rider, static("ningju/page.css"))

    assert response.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert not response.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("name", ["ningju/page.css", "ningju/page.js", "ningju/icons.svg"])
def test_texts_come_compressed_and_whole_each_time(rider: Client, name: str) -> None:
    found = finders.find(name)
    assert isinstance(found, str)
    for _time in range(2):
        response, body = fetch(rider, static(name), **{"accept-encoding": "gzip"})

        assert response.headers["Content-Encoding"] == "gzip"
        assert response.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(body) == Path(found).read_bytes()


def test_who_takes_no_gzip_gets_the_file_as_it_is(rider: Client) -> None:
    response, body = fetch(rider, static("ningju/page.css"))

    assert not response.has_header("Content-Encoding")
    assert b"body" in body


def test_a_browser_that_has_the_file_is_told_so(rider: Client) -> None:
    first, _body = fetch(rider, static("ningju/page.css"))
    again, body = fetch(rider, static("ningju/page.css"), **{"if-none-match": first.headers["ETag"]})

    assert (again.status_code, body) == (304, b"")
