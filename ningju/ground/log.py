"""Write logs that hold no secret address: the route of a page stands for it."""

import logging
from copy import copy
from typing import Any

from django.http import HttpRequest

NO_PAGE = "(no page of ours)"


class DiscreetFormatter(logging.Formatter):
    """Name the route of a request instead of its address.

    The address of a case's page, of a seat or of a welcome link is all one needs to open it, and
    Django logs the address of every refusal.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record = copy(record)
            record.args = tuple(route_of(request) if is_address(each) else each for each in record.args or ())
        return super().format(record)


def is_address(argument: Any) -> bool:
    """Say whether an argument of a log line is the address of a request."""
    return isinstance(argument, str) and argument.startswith("/")


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the page asked for; an address of no page may be a mistyped secret."""
    match = request.resolver_match
    return f"/{match.route}" if match else NO_PAGE
