"""Staff sign in with a name and a password; nobody else needs to, and nobody can sign up."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from tests.rooms.accounts.people import PASSWORD, make_staff, make_user

LOGIN = "/zh/account/login/"


def send(client: Client, *, password: str = PASSWORD, name: str = "lin", next_page: str = "") -> str:
    """Send the sign-in form and return where it leads, or an empty text."""
    sent = {"login": name, "password": password} | ({"next": next_page} if next_page else {})
    return client.post(LOGIN, sent).headers.get("Location", "")


def test_name_and_password_lead_to_the_page_that_knows_the_desk(community: Community, rider: Client) -> None:
    make_user("lin")

    assert send(rider) == "/zh/account/desk/"


def test_the_page_asked_for_comes_after_sign_in(community: Community, rider: Client) -> None:
    make_user("lin")

    assert send(rider, next_page="/zh/huayang/desk/cases/") == "/zh/huayang/desk/cases/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_another_site_never_comes_after_sign_in(community: Community, rider: Client, elsewhere: str) -> None:
    make_user("lin")

    assert send(rider, next_page=elsewhere) == "/zh/account/desk/"


@pytest.mark.parametrize(("name", "password"), [("lin", "wrong"), ("nobody", PASSWORD), ("lin", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_words(
    community: Community, rider: Client, name: str, password: str
) -> None:
    make_user("lin")

    answer = rider.post(LOGIN, {"login": name, "password": password})

    page = answer.content.decode()
    assert ("登录名或密码不对" in page) is bool(password)
    assert "_auth_user_id" not in rider.session
    assert PASSWORD not in page


def test_guessing_a_password_is_stopped_after_five_tries(community: Community, rider: Client) -> None:
    make_user("lin")
    for number in range(5):
        send(rider, password=f"guess {number}")

    answer = rider.post(LOGIN, {"login": "lin", "password": PASSWORD})

    assert "试得太多了" in answer.content.decode()
    assert "_auth_user_id" not in rider.session


def test_hammering_the_sign_in_page_is_a_429_page(community: Community, rider: Client) -> None:
    answers = [rider.post(LOGIN, {"login": f"somebody{number}", "password": "x"}) for number in range(31)]

    assert answers[-1].status_code == 429
    assert "<h1>" in answers[-1].content.decode()


def test_a_switched_off_account_cannot_sign_in(community: Community, rider: Client) -> None:
    user = make_user("lin")
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert send(rider) == "/zh/account/inactive/"
    assert "_auth_user_id" not in rider.session


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password"]
)
def test_there_is_no_sign_up_and_no_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/zh/account/signup/", "/zh/account/email/", "/zh/account/password/reset/"])
def test_the_addresses_of_sign_up_do_not_exist(community: Community, rider: Client, path: str) -> None:
    assert rider.get(path).status_code == 404


def test_the_sign_in_form_is_checked_for_forgery(community: Community) -> None:
    make_user("lin")
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(LOGIN, {"login": "lin", "password": PASSWORD}).status_code == 403


def test_signing_in_changes_the_session_key(community: Community, rider: Client) -> None:
    make_user("lin")
    session = rider.session
    session["before"] = True
    session.save()
    former = session.session_key

    send(rider)

    assert rider.session.session_key != former


def test_the_session_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(
    community: Community, rider: Client
) -> None:
    make_user("lin")
    send(rider)

    cookie = rider.cookies[django_settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_one_desk_opens_at_once_and_several_are_offered(
    community: Community, other_community: Community, rider: Client
) -> None:
    user = make_staff("lin", "worker")
    send(rider)

    one = rider.get("/desk/", follow=False)
    lead = rider.get(one.headers["Location"])
    user.desks = [community.pk, other_community.pk]
    user.save()
    several = rider.get("/en/account/desk/").content.decode()

    assert lead.headers["Location"] == "/zh/huayang/desk/"
    assert 'href="/en/huayang/desk/"' in several
    assert 'href="/en/liuqiao/desk/"' in several


def test_somebody_without_a_role_is_told_so_at_the_desks(community: Community, rider: Client) -> None:
    make_user("lin")
    send(rider)

    assert "你还没有工作台" in rider.get("/zh/account/desk/").content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_short_address_of_the_desk_leads_a_stranger_to_sign_in(
    community: Community, rider: Client, language: str
) -> None:
    answer = rider.get("/desk/", headers={"accept-language": language}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/{language}/account/login/"


def test_signing_out_ends_the_session(community: Community, rider: Client) -> None:
    make_user("lin")
    send(rider)

    rider.post("/zh/account/logout/")

    assert "_auth_user_id" not in rider.session
