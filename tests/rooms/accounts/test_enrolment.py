"""The one-time link of a new member of staff."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.accounts import services
from ningju.rooms.accounts.enrolment import TOKEN, enrolment_path, read_enrolment
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community

NEW = "四个好记的词连起来"


@pytest.fixture
def lin(community: Community) -> User:
    return services.create_account(username="lin", nickname="林青")


def choose(client: Client, path: str, password: str = "correct horse battery") -> int:
    """Send the form of the link and return the status."""
    return client.post(path, {"password": password, "password_again": password}).status_code


def test_the_link_sets_a_password_and_signs_in(lin: User, rider: Client) -> None:
    path = enrolment_path(lin)

    assert "林青" in rider.get(path).content.decode()
    assert choose(rider, path) == 302
    lin.refresh_from_db()
    assert lin.check_password("correct horse battery")
    assert rider.session["_auth_user_id"] == str(lin.pk)


def test_the_link_works_once(lin: User, rider: Client) -> None:
    path = enrolment_path(lin)
    choose(rider, path)

    assert choose(Client(), path, "another good password") == 404
    lin.refresh_from_db()
    assert lin.check_password("correct horse battery")


def test_the_link_dies_after_three_days(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token = TOKEN.make_token(lin)
    monkeypatch.setattr(TOKEN, "_now", lambda: datetime.now() + timedelta(days=3, minutes=1))

    with pytest.raises(NotFound):
        read_enrolment(username="lin", token=token)


@pytest.mark.parametrize("token", ["", "x", "abc-def", "0-0", "🏮", "\x00"])
def test_a_made_up_link_is_absent(lin: User, token: str) -> None:
    with pytest.raises(NotFound):
        read_enrolment(username="lin", token=token)


def test_a_link_of_somebody_else_is_absent(lin: User) -> None:
    services.create_account(username="zhou", nickname="周宁")

    with pytest.raises(NotFound):
        read_enrolment(username="zhou", token=TOKEN.make_token(lin))


def test_demo_people_have_no_link(community: Community) -> None:
    shown = services.create_account(username="shown", nickname="演示", is_demo=True)

    with pytest.raises(NotFound):
        read_enrolment(username="shown", token=TOKEN.make_token(shown))


@pytest.mark.parametrize("password", ["short", "password123", "1234567890", "linqinglinqing"])
def test_an_easy_password_is_refused(community: Community, rider: Client, password: str) -> None:
    user = services.create_account(username="linqinglinqing", nickname="林青")

    assert choose(rider, enrolment_path(user), password) == 422
    with pytest.raises(RuleViolation):
        services.set_password(user=user, password=password)
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_two_different_passwords_are_asked_about(lin: User, rider: Client) -> None:
    answer = rider.post(enrolment_path(lin), {"password": NEW, "password_again": NEW + "!"})

    assert answer.status_code == 422
    assert "两遍密码不一样" in answer.content.decode()


def test_a_taken_name_is_a_conflict(lin: User) -> None:
    with pytest.raises(Conflict):
        services.create_account(username="lin", nickname="另一个")


@pytest.mark.parametrize(
    ("username", "nickname", "field"),
    [("a b", "x", "username"), ("", "x", "username"), ("c", "n" * 41, "nickname")],
)
def test_a_name_that_is_not_allowed_is_named(
    community: Community, username: str, nickname: str, field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        services.create_account(username=username, nickname=nickname)

    assert refusal.value.field == field


def test_starting_over_forgets_password_factor_and_sessions(lin: User, rider: Client) -> None:
    choose(rider, enrolment_path(lin))
    lin.refresh_from_db()

    services.start_over(user=lin)

    assert not lin.has_usable_password()
    assert rider.get("/zh/account/second-factor/").headers["Location"].startswith("/zh/account/login/")
    assert choose(rider, enrolment_path(lin), "another good password") == 302
