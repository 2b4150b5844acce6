"""Demo doors: signed links that let a demo person in, in demo mode on this machine only."""

from ipaddress import ip_address

from django.conf import settings
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotFound
from ningju.rooms.accounts.models import User

SHORTEST_SECRET = 32
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
PROXY_HEADERS = frozenset({"Forwarded", "Via", "X-Real-Ip"})


def signer() -> signing.Signer:
    """Return what signs the doors; its key is made anew at each start of the demo.

    Raises:
        ImproperlyConfigured: NINGJU_DEMO_SECRET is missing or short.
    """
    if len(settings.NINGJU_DEMO_SECRET) < SHORTEST_SECRET:
        raise ImproperlyConfigured("NINGJU_DEMO_SECRET needs 32 characters; 'ningju demo' makes one itself.")
    return signing.Signer(key=settings.NINGJU_DEMO_SECRET, sep=".", salt="ningju.demo-door")


def door_path(username: str) -> str:
    """Return the address that signs this demo person in while this demo runs."""
    return f"/demo/door/{signer().sign(username)}/"


def demo_person(token: str) -> User:
    """Return whom a door lets in.

    Raises:
        NotFound: the token is not of this demo, or the person is no demo person.
    """
    try:
        username = signer().unsign(token)
    except signing.BadSignature:
        raise NotFound(_("There is no such demo door. Start the demo again to get fresh ones.")) from None
    user = User.objects.filter(username=username, is_demo=True, is_active=True).first()
    if user is None:
        raise NotFound(_("There is no such demo door. Start the demo again to get fresh ones."))
    return user


def require_demo(request: HttpRequest) -> None:
    """Go on only in demo mode and only for a browser on this very machine.

    Raises:
        NotFound: this is no demo, the page was asked for under another name, from another
            machine or through a proxy.
    """
    host = request.get_host().lower()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    forwarded = any(name in PROXY_HEADERS or name.startswith("X-Forwarded-") for name in request.headers)
    if not settings.NINGJU_DEMO or name not in LOOPBACK_NAMES or forwarded or not from_loopback(request):
        raise NotFound(_("There is no such page."))


def from_loopback(request: HttpRequest) -> bool:
    """Say whether the other end is this machine."""
    try:
        return ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False
