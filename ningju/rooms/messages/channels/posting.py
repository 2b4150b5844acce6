"""Post to a machine that a setting names: no redirects, a short wait, and failures without their words."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping

from ningju.rooms.messages.channels.gateway import Permanent, Temporary

WAIT_S = 10
TRY_AGAIN = frozenset({408, 409, 425, 429})


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follow nothing: the address was chosen, another one was not."""

    def redirect_request(self, *_arguments: object) -> None:
        """Refuse."""


OPENER = urllib.request.build_opener(NoRedirects())


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post once and return the status.

    Raises:
        Temporary: nobody answered.
        ValueError: the address is none of http or https.
    """
    if not address.startswith(("https://", "http://")):
        raise ValueError("only http and https are posted to")
    request = urllib.request.Request(address, data=body, headers=dict(headers), method="POST")
    try:
        with OPENER.open(request, timeout=WAIT_S) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
    except (OSError, http.client.HTTPException):
        raise Temporary("no answer") from None


def check_status(status: int) -> None:
    """Let a success pass.

    Raises:
        Temporary: the other side is busy or broken.
        Permanent: it will never take this.
    """
    if 200 <= status < 300:
        return
    if status >= 500 or status in TRY_AGAIN:
        raise Temporary(f"http {status}")
    raise Permanent(f"http {status}")
