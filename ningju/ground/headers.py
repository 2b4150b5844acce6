"""Headers that close what no page of ours needs, and keep other people's caches away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CLOSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
OPEN_TO_US = ("clipboard-write", "geolocation", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([f"{name}=(self)" for name in OPEN_TO_US] + [f"{name}=()" for name in CLOSED])


class PermissionsMiddleware:
    """Say which abilities of the device a page may ask for: "near me", passkeys, copying; no other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PrivateMiddleware:
    """Let only the reader's own browser keep a page that does not say otherwise, and ask before showing it.

    Pages greet with what was just done, and show more to those who sign in, at the same address. The
    answer to a form is kept by nobody: it may show again what somebody typed, on a phone that others use.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        is_read = request.method in ("GET", "HEAD")
        response.headers.setdefault("Cache-Control", "private, no-cache" if is_read else "no-store")
        return response
