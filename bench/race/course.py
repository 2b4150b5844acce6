"""The four pages of the largest community: where they are, who asks, and what their peers read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.conf import settings
from django.test import Client

from ningju.ground.links import there
from ningju.ground.tenancy import in_community
from ningju.rooms.accounts.models import User
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Membership
from ningju.rooms.places.models import Place

SIGN_IN_BACKEND = "ningju.rooms.accounts.backends.SignInBackend"
TYPICAL_LINES = 5
ANYBODY = {"Accept-Language": "zh-CN", "Accept-Encoding": "gzip", "User-Agent": "bench"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to measure, and the row that its peer reads."""

    name: str
    path: str
    headers: Mapping[str, str]
    model: str
    column: str
    value: str


def pages_of(slug: str) -> list[Page]:
    """Return the four pages of a community."""
    community = Community.objects.get(slug=slug)
    with in_community(community.pk):
        place = Place.objects.filter(kind="station").in_order()[0]
        case = a_typical_case()
        coordinator = User.objects.get(
            pk=Membership.objects.filter(role="coordinator").values_list("user_id", flat=True)[0]
        )
    read_place, read_case = ("places.Place", "slug", place.slug), ("cases.Case", "code", case.code)
    station = address(slug, "show_place", slug=place.slug)
    by_link = address(slug, "show_my_case", secret=secret_of(case.public_id))
    return [
        Page("home", address(slug, "show_home"), ANYBODY, *read_place),
        Page("station", station, ANYBODY, *read_place),
        Page("inbox", address(slug, "show_inbox"), signed_in(coordinator), *read_case),
        Page("case", by_link, ANYBODY, *read_case),
    ]


def address(community: str, name: str, /, **arguments: str) -> str:
    """Return the Chinese address of a page."""
    return there(community, name, language="zh", **arguments)


def a_typical_case() -> Case:
    """Return an answered case with several lines of history, which its asker may still judge."""
    for case in Case.objects.filter(state="done", asker_verdict="").order_by("code")[:500]:
        if CaseEvent.objects.filter(case=case).count() >= TYPICAL_LINES:
            return case
    raise LookupError("no case has a history long enough: load the city anew")


def signed_in(user: User) -> dict[str, str]:
    """Return what the browser of somebody sends who signed in with a second factor."""
    client = Client()
    client.force_login(user, backend=SIGN_IN_BACKEND)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in ("password", "mfa")
    ]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: "b" * 32}
    return {**ANYBODY, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
