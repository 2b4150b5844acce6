"""Send text compressed: what everybody gets is compressed once, what one person gets is compressed for them.

docs/decisions/0008-compression.md says why it is done here and what it does not give away.
"""

import re
import secrets
import zlib
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LEVEL = 6
LEAST_BYTES = 400
MOST_NAME_BYTES = 100
TEXTS = ("text/", "application/json", "application/geo+json", "application/problem+json", "image/svg+xml")
ACCEPTS = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
HEAD_WITH_NAME = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x02\xff"
LAST_BLOCK = b"\x03\x00"


def accepts_gzip(request: HttpRequest) -> bool:
    """Say whether the browser takes gzip."""
    return ACCEPTS.search(request.headers.get("Accept-Encoding", "")) is not None


def squeeze(text: bytes) -> bytes:
    """Return the text as deflate blocks that end at a byte and lean on nothing before them (RFC 1951)."""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(text) + press.flush(zlib.Z_FULL_FLUSH)


def stored(text: bytes) -> bytes:
    """Return at most 65,535 bytes as one block that is not compressed."""
    size = len(text)
    return b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + text


def join_gzip(plain: bytes, blocks: Sequence[bytes], *, head: bytes = HEAD) -> bytes:
    """Return a gzip file (RFC 1952) of the plain text that the blocks hold."""
    check = zlib.crc32(plain).to_bytes(4, "little")
    return b"".join([head, *blocks, LAST_BLOCK, check, (len(plain) & 0xFFFFFFFF).to_bytes(4, "little")])


def gzip_of_random_length(text: bytes) -> bytes:
    """Return the text as gzip whose file name is of random length, so that its size tells no secret."""
    name = b"n" * secrets.randbelow(MOST_NAME_BYTES) + b"\x00"
    return join_gzip(text, [squeeze(text)], head=HEAD_WITH_NAME + name)


def mark_gzip(response: HttpResponse) -> HttpResponse:
    """Say in the headers that the body is gzip; its tag then names equal content, not equal bytes."""
    response.headers["Content-Encoding"] = "gzip"
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"
    return response


class CompressionMiddleware:
    """Compress the pages, letters and layers that nobody compressed before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, compressed where that helps."""
        response = self.get_response(request)
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        may = not response.streaming and not response.has_header("Content-Encoding")
        if may and len(response.content) >= LEAST_BYTES and accepts_gzip(request):
            response.content = gzip_of_random_length(response.content)
            response.headers["Content-Length"] = str(len(response.content))
            mark_gzip(response)
        return response
