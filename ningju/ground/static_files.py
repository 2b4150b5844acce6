"""Styles, scripts and pictures: served from memory, compressed once, their addresses naming their content."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from ningju.ground.compression import TEXTS, accepts_gzip, join_gzip, squeeze

FOR_A_YEAR = "max-age=31536000, public, immutable"


@lru_cache(maxsize=1000)
def version_of(name: str) -> str:
    """Return a short digest of a static file's content.

    Raises:
        ValueError: there is no such file.
    """
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"there is no static file {name!r}")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]


class VersionedStorage(StaticFilesStorage):
    """Name each file with its version, so that a browser may keep it until it changes."""

    def url(self, name: str | None) -> str:
        """Return the file's address, with its version."""
        address: str = super().url(name)
        return f"{address}?v={version_of(name)}" if name and not name.endswith("/") else address


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serve static files; texts are kept compressed, and for a year where the address names the version."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Find the files; nothing is compressed yet."""
        super().__init__(get_response)
        self._pressed: dict[str, bytes] = {}

    def serve(self, static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        """Answer with a file."""
        response: FileResponse = super().serve(static_file, request)
        path = request.path_info
        if request.GET.get("v") == version_of(path.removeprefix(self.static_prefix)):
            response.headers["Cache-Control"] = FOR_A_YEAR
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if request.method != "GET" or response.status_code != 200 or not accepts_gzip(request):
            return response
        if path not in self._pressed:
            text = response.getvalue()
            self._pressed[path] = join_gzip(text, [squeeze(text)])
        response.close()
        return self.respond(self._pressed[path], response)

    @staticmethod
    def respond(body: bytes, plain: FileResponse) -> HttpResponse:
        """Return the compressed body with the headers of the plain one."""
        pressed = HttpResponse(body, headers={**plain.headers, "Content-Encoding": "gzip"})
        pressed.headers["Content-Length"] = str(len(body))
        return pressed
