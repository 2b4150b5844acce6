"""Every staff page, opened by everybody: strangers, each role, and staff of another neighbourhood."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from ningju.config.urls import community_pages
from ningju.ground.links import there
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from tests.rooms.accounts.people import make_staff, make_user, sign_in, staff_client
from tests.rooms.organisations.desk_access import ALL, DESK_ACCESS, PERSON_PAGES

NOWHERE = {"slug": "nothing", "code": "H7K294QX8M", "verb": "nothing"}


def desk_patterns(patterns: list[Any] = community_pages, prefix: str = "") -> Iterator[URLPattern]:
    """Yield the addresses of a community that begin with "desk/"."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from desk_patterns(pattern.url_patterns, route)
        elif route.startswith("desk/"):
            yield pattern


PATTERNS = {str(pattern.name): pattern for pattern in desk_patterns()}


def address(name: str) -> str:
    """Return the address of a staff page, with arguments that lead to nothing."""
    arguments = {
        key: uuid.UUID(int=1) if type(converter).__name__ == "UUIDConverter" else NOWHERE[key]
        for key, converter in PATTERNS[name].pattern.converters.items()
    }
    return there("huayang", name, language="zh", **arguments)


def open_page(client: Client, name: str) -> tuple[int, str]:
    """Open a staff page as its form or link would, and return status and where it leads."""
    answer = client.get(address(name))
    if answer.status_code == 405:
        answer = client.post(address(name))
    return answer.status_code, answer.headers.get("Location", "")


def test_the_table_names_every_staff_page() -> None:
    assert set(PATTERNS) == set(DESK_ACCESS), "tests/rooms/organisations/desk_access.py needs a line a page"


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_staff_page_says_itself_who_may_open_it(name: str) -> None:
    assert getattr(PATTERNS[name].callback, "staff_roles", None) == DESK_ACCESS[name]


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_role_opens_its_own_pages_and_no_other(community: Community, role: str) -> None:
    client = staff_client("lin", role)

    refused = {name for name in DESK_ACCESS if open_page(client, name)[0] == 403}

    assert refused == {name for name, roles in DESK_ACCESS.items() if role not in roles}


def test_no_partner_opens_a_page_with_persons_on_it() -> None:
    assert set(DESK_ACCESS) >= PERSON_PAGES
    assert not [name for name in PERSON_PAGES if "partner" in DESK_ACCESS[name]]


def test_a_stranger_is_led_to_sign_in_and_back(community: Community, rider: Client) -> None:
    for name in DESK_ACCESS:
        status, target = open_page(rider, name)
        assert status == 302, name
        assert target.startswith("/zh/account/login/?next=%2F"), name


def test_staff_without_a_second_factor_are_led_to_one(community: Community, rider: Client) -> None:
    sign_in(rider, make_staff("lin", "admin"), second_factor=False)

    for name in DESK_ACCESS:
        status, target = open_page(rider, name)
        assert status == 302, name
        assert target.startswith("/zh/account/second-factor/add/?next=%2F"), name


def test_somebody_without_a_role_is_refused(community: Community, rider: Client) -> None:
    sign_in(rider, make_user("lin"))

    assert {open_page(rider, name)[0] for name in DESK_ACCESS} == {403}


@pytest.mark.parametrize("role", sorted(ALL))
def test_staff_of_another_neighbourhood_are_nobody_here(
    community: Community, other_community: Community, rider: Client, role: str
) -> None:
    with in_community(other_community.pk):
        sign_in(rider, make_staff("lin", role))

    assert {open_page(rider, name)[0] for name in DESK_ACCESS} == {403}
