"""Limit how often one address may ask, without keeping the address.

Addresses are counted as HMACs under a key that lives in this process for a day and is never
stored; a restart forgets everything. Each worker process counts for itself. IPv6 addresses count
by their /64: whoever has one address there has them all.
"""

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NingjuError

DAY_S = 24 * 3600
HOUR_S = 3600
MOST_COUNTERS = 200_000


class TooMany(NingjuError):
    """An address asked too often; the page says when to come back."""


class AddressCounter:
    """Count askings per limit and address in the current hour."""

    def __init__(self) -> None:
        """Start with a fresh key and no counts."""
        self._lock = threading.Lock()
        self._renew(time.monotonic())

    def _renew(self, now_s: float) -> None:
        self._key = secrets.token_bytes(32)
        self._key_made_s = now_s
        self._hour_began_s = now_s
        self._counts: dict[tuple[str, bytes], int] = {}

    def _name(self, limit: str, address: str, now_s: float) -> tuple[str, bytes]:
        """Begin a new hour or day if one is over, and return the counter's name."""
        if now_s - self._key_made_s >= DAY_S:
            self._renew(now_s)
        if now_s - self._hour_began_s >= HOUR_S or len(self._counts) >= MOST_COUNTERS:
            self._hour_began_s = now_s
            self._counts = {}
        return limit, hmac.digest(self._key, address.encode(), hashlib.sha256)

    def add(self, limit: str, address: str, *, now_s: float | None = None) -> int:
        """Count one more asking and return how many there were in this hour."""
        with self._lock:
            name = self._name(limit, address, time.monotonic() if now_s is None else now_s)
            self._counts[name] = self._counts.get(name, 0) + 1
            return self._counts[name]

    def count(self, limit: str, address: str, *, now_s: float | None = None) -> int:
        """Return how many askings there were in this hour, without adding one."""
        with self._lock:
            return self._counts.get(
                self._name(limit, address, time.monotonic() if now_s is None else now_s), 0
            )


COUNTER = AddressCounter()


def address_of(request: HttpRequest) -> str:
    """Return the asker's address: behind a trusted proxy, the last one it names."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.NINGJU_TRUST_PROXY and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Return an address, or the /64 that an IPv6 address is in; IPv4 written as IPv6 is IPv4."""
    try:
        known = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(known.ipv4_mapped or ipaddress.IPv6Network((int(known), 64), strict=False))


def take(request: HttpRequest, limit: str, *, per_hour: int) -> None:
    """Count this request against a limit.

    Raises:
        TooMany: the address has asked more than ``per_hour`` times (times the setting
            ``NINGJU_LIMIT_FACTOR``) within the hour.
    """
    if COUNTER.add(limit, network_of(address_of(request))) > per_hour * settings.NINGJU_LIMIT_FACTOR:
        raise TooMany(_("Too many tries from your network just now. Please wait an hour, or phone us."))


def refuse_spent(request: HttpRequest, limit: str, *, per_hour: int) -> None:
    """Refuse a request whose address has used up a limit, without counting this one.

    For guesses: misses are counted with ``take``, and once they are spent a hit is refused too,
    since else the limit would only tell a guesser which of the answers are hits.

    Raises:
        TooMany: the address has asked ``per_hour`` times (times the setting) within the hour.
    """
    if COUNTER.count(limit, network_of(address_of(request))) >= per_hour * settings.NINGJU_LIMIT_FACTOR:
        raise TooMany(_("Too many tries from your network just now. Please wait an hour, or phone us."))
