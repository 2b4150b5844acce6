"""What proves whose page it is: a signed cookie for half an hour after a code, and nothing stored."""

from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "ningju.my-page"
HOLDS_S = 30 * 60


def cookie_name(request: HttpRequest) -> str:
    """Return the name of the cookie in this community."""
    return f"my-{request.community.slug}"  # type: ignore[attr-defined]


def prove(request: HttpRequest, response: HttpResponse, digest: bytes) -> None:
    """Let this browser see what is held under a number for half an hour."""
    told = {"community": request.community.pk, "digest": digest.hex()}  # type: ignore[attr-defined]
    response.set_cookie(
        cookie_name(request),
        signing.dumps(told, salt=SALT),
        max_age=HOLDS_S,
        httponly=True,
        secure=request.is_secure(),
        samesite="Strict",
    )


def proven(request: HttpRequest) -> bytes | None:
    """Return the blind index of the number that this browser proved, or None."""
    try:
        told = signing.loads(request.COOKIES.get(cookie_name(request), ""), salt=SALT, max_age=HOLDS_S)
    except signing.BadSignature:
        return None
    if told.get("community") != request.community.pk:  # type: ignore[attr-defined]
        return None
    return bytes.fromhex(told["digest"])


def forget_proof(request: HttpRequest, response: HttpResponse) -> None:
    """End it now: for a phone that is not one's own."""
    response.delete_cookie(cookie_name(request), samesite="Strict")
