"""Compressed pages hold what the plain ones hold, and tell no secret by their size."""

import gzip
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ningju.ground.compression import CompressionMiddleware, accepts_gzip, join_gzip, squeeze, stored

PAGE = "街坊来坐坐。" * 200


def asked(accepts: str = "gzip, deflate, br") -> HttpRequest:
    return RequestFactory().get("/", headers={"accept-encoding": accepts})


def through(response: HttpResponse, accepts: str = "gzip") -> HttpResponse:
    respond: Callable[[HttpRequest], HttpResponse] = lambda _request: response  # noqa: E731
    return CompressionMiddleware(respond)(asked(accepts))


@given(st.lists(st.tuples(st.binary(max_size=300), st.booleans()), max_size=6))
def test_parts_pressed_apart_read_as_one(parts: list[tuple[bytes, bool]]) -> None:
    plain = b"".join(part for part, _pressed in parts)
    blocks = [squeeze(part) if is_pressed else stored(part) for part, is_pressed in parts]

    assert gzip.decompress(join_gzip(plain, blocks)) == plain


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("xgzipx", False),
    ],
)
def test_only_a_browser_that_takes_gzip_gets_it(header: str, takes: bool) -> None:
    assert accepts_gzip(asked(header)) is takes


def test_a_page_comes_compressed_and_whole() -> None:
    response = through(HttpResponse(PAGE))

    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert len(response.content) == int(response.headers["Content-Length"]) < len(PAGE)
    assert gzip.decompress(response.content).decode() == PAGE


def test_a_page_for_an_old_browser_stays_plain_and_says_that_it_might_differ() -> None:
    response = through(HttpResponse(PAGE), accepts="")

    assert response.content.decode() == PAGE
    assert response.headers["Vary"] == "Accept-Encoding"


def test_the_size_of_the_same_page_changes_so_that_it_tells_no_secret() -> None:
    sizes = {len(through(HttpResponse(PAGE)).content) for _time in range(30)}

    assert len(sizes) > 5


def test_a_strong_tag_becomes_a_weak_one() -> None:
    assert through(HttpResponse(PAGE, headers={"ETag": '"7"'})).headers["ETag"] == 'W/"7"'


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(b"\x89PNG" * 500, content_type="image/png"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([PAGE]),
    ],
    ids=["short", "picture", "compressed already", "stream"],
)
def test_what_gains_nothing_is_left_alone(response: HttpResponse) -> None:
    before = response.headers.get("Content-Encoding")

    assert through(response).headers.get("Content-Encoding") == before
