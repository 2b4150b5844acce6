"""The door of staff pages: the way back, htmx, caches, and roles that are taken away."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from ningju.kernel.errors import NotAllowed
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor, actor_of, require
from ningju.rooms.organisations.services import grant_role, put_organisation, revoke_role
from ningju.rooms.organisations.web.staff import staff_page, way_back
from tests.rooms.accounts.people import make_staff, make_user, sign_in, staff_client

INBOX = "/zh/huayang/desk/"


def asked(client: Client, **headers: str) -> HttpRequest:
    """Return a request of this client, with its session and user."""
    request: HttpRequest = client.get("/zh/account/login/", headers=headers).wsgi_request
    return request


@staff_page("worker")
def only_workers(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def test_a_role_counts_only_with_a_second_factor(community: Community) -> None:
    user = make_staff("lin", "worker")

    without = actor_of(asked(sign_in(Client(), user, second_factor=False)))
    with_it = actor_of(asked(sign_in(Client(), user)))

    assert without == Actor(user.pk, "lin", frozenset(), frozenset())
    assert with_it.roles == {"worker"}


def test_somebody_elses_second_factor_in_the_session_does_not_count(community: Community) -> None:
    client = sign_in(Client(), make_user("zhou"))
    records = dict(client.session)
    client.force_login(make_staff("lin", "worker"), backend="ningju.rooms.accounts.backends.SignInBackend")
    session = client.session
    session.update({key: value for key, value in records.items() if key.startswith("account_")})
    session.save()

    assert actor_of(asked(client)).roles == frozenset()


def test_nobody_signed_in_is_anybody(community: Community, rider: Client) -> None:
    assert actor_of(asked(rider)) == ANYBODY


def test_a_role_taken_away_stops_counting_with_the_next_page(community: Community) -> None:
    unit = put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))
    user = make_staff("lin", "worker", unit)
    grant_role(user=user, organisation=unit, role="auditor", by_name="the test")
    client = sign_in(Client(), user)
    before = actor_of(asked(client)).roles

    revoke_role(user=user, organisation=unit, role="worker", by_name="the test")

    assert before == {"worker", "auditor"}
    assert actor_of(asked(client)).roles == {"auditor"}


def test_require_lets_one_of_the_roles_pass() -> None:
    actor = Actor(1, "lin", frozenset({"worker"}), frozenset())

    require(actor, "admin", "worker")
    with pytest.raises(NotAllowed):
        require(actor, "admin")


@pytest.mark.parametrize("roles", [(), ("boss",), ("worker", "boss")])
def test_a_page_must_name_roles_that_exist(roles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="staff_page needs roles"):
        staff_page(*roles)


def test_a_staff_page_is_never_kept_by_a_cache(community: Community) -> None:
    answer = only_workers(asked(staff_client("lin", "worker")))

    assert answer.content == b"inside"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


def test_a_stranger_comes_back_with_the_query(community: Community, rider: Client) -> None:
    target = rider.get(f"{INBOX}?late=1").headers["Location"]

    assert target == "/zh/account/login/?next=%2Fzh%2Fhuayang%2Fdesk%2F%3Flate%3D1"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(community: Community) -> None:
    client = Client()
    own = f"http://testserver{INBOX}cases/H7K294QX8M/"

    sent = client.post(f"{INBOX}cases/H7K294QX8M/claim/", headers={"referer": own})
    forged = client.post(f"{INBOX}cases/H7K294QX8M/claim/", headers={"referer": "https://evil.example/x"})

    assert sent.headers["Location"].endswith("next=%2Fzh%2Fhuayang%2Fdesk%2Fcases%2FH7K294QX8M%2F")
    assert forged.headers["Location"].endswith("next=%2Fdesk%2F")


def test_a_htmx_request_moves_the_whole_page(community: Community, rider: Client) -> None:
    answer = rider.get(
        INBOX, headers={"hx-request": "true", "hx-current-url": f"http://testserver{INBOX}?late=1"}
    )

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/zh/account/login/?next=%2Fzh%2Fhuayang%2Fdesk%2F"


def test_a_plain_page_comes_back_to_itself(community: Community, rider: Client) -> None:
    assert way_back(asked(rider)) == "/zh/account/login/"
