"""Keep rendered public pages in this process until the minute or the community's content changes.

A hit asks the database nothing: the middleware has already read the community, and with it
``content_version``, which every change of public content raises (``touch_content``). What is kept
is the page for somebody without an account. A request that carries a session or a flash message
is rendered afresh and never kept, nor is a page whose rendering made a CSRF token or touched a
session. Form keys are cut out before a page is kept and made anew for everybody who gets it.
A page is compressed once, when it is kept; the keys stand between its compressed parts as they are.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import has_vary_header

from ningju.ground.compression import accepts_gzip, join_gzip, mark_gzip, squeeze, stored
from ningju.ground.public_post import new_form_key

FORM_KEY = re.compile(rb'(?<=name="form_key" value=")[^"]+(?=")')
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page's bytes, cut where a form key belongs, plain and compressed."""

    parts: tuple[bytes, ...]
    pressed: tuple[bytes, ...]
    content_type: str

    @property
    def weight(self) -> int:
        """Return how many bytes it takes to keep."""
        return sum(map(len, self.parts)) + sum(map(len, self.pressed))

    def respond(self, request: HttpRequest) -> HttpResponse:
        """Return the page with fresh form keys, compressed if the browser takes that."""
        keys = [new_form_key().encode() for _cut in self.parts[1:]]
        body = b"".join(between(self.parts, keys))
        is_gzip = accepts_gzip(request)
        if is_gzip:
            body = join_gzip(body, between(self.pressed, [stored(key) for key in keys]))
        response = HttpResponse(body, content_type=self.content_type)
        response.headers["Cache-Control"] = "no-cache"
        return mark_gzip(response) if is_gzip else response


class PageShelf:
    """The pages that were asked for last, bounded by their bytes; safe among threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        """Return how many pages are kept."""
        return len(self._pages)

    def get(self, key: Hashable) -> KeptPage | None:
        """Return a page and mark it as asked for just now."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page; those asked for longest ago make room."""
        with self._lock:
            former = self._pages.pop(key, None)
            self._bytes += page.weight - (former.weight if former else 0)
            self._pages[key] = page
            while self._bytes > self.most_bytes and self._pages:
                _key, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.weight

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


SHELF = PageShelf()


def kept_page(
    request: HttpRequest, make: Callable[[], HttpResponse], *, parameters: frozenset[str] = frozenset()
) -> HttpResponse:
    """Return the page for this address and minute, made at most once for everybody.

    Args:
        request: a GET or HEAD inside a community.
        make: renders the page; what it reads must follow from the address, the community and
            the minute alone.
        parameters: the query parameters the page knows. A query with another one is rendered
            afresh, so that nobody fills the shelf with made-up addresses.
    """
    if is_personal(request) or not parameters.issuperset(request.GET):
        return make()
    key = key_of(request)
    page = SHELF.get(key)
    if page is None:
        response = make()
        if not may_keep(request, response):
            return response
        page = cut(response)
        SHELF.put(key, page)
    return page.respond(request)


def is_personal(request: HttpRequest) -> bool:
    """Say whether the request carries a session or a flash message."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def key_of(request: HttpRequest) -> Hashable:
    """Return what a page may depend on; the path holds language and community's slug."""
    community = request.community  # type: ignore[attr-defined]
    minute = int(timezone.now().timestamp()) // 60
    return community.pk, community.content_version, minute, request.get_host(), request.get_full_path()


def may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether a response is the same for everybody: a plain page without cookies or session."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and b"csrfmiddlewaretoken" not in response.content
        and not has_vary_header(response, "Cookie")
    )


def cut(response: HttpResponse) -> KeptPage:
    """Return a response's page without its form keys."""
    parts = tuple(FORM_KEY.split(response.content))
    return KeptPage(parts, tuple(map(squeeze, parts)), response.headers["Content-Type"])


def between(parts: Sequence[bytes], keys: Sequence[bytes]) -> list[bytes]:
    """Return the parts with a key between each two."""
    pieces = [parts[0]]
    for key, part in zip(keys, parts[1:], strict=True):
        pieces += (key, part)
    return pieces
