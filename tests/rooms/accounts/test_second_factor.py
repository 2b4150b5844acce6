"""A second factor: how it is added, how it is kept, and that nothing works without it."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ningju.rooms.accounts.adapters import SignInAdapter
from ningju.rooms.communities.models import Community
from tests.rooms.accounts.people import PASSWORD, make_staff, make_user, sign_in

APP = "/zh/account/second-factor/app/"
MakeCode = Callable[[str], str]


def key_on(page: str) -> str:
    """Return the key of a new authenticator app from its page."""
    found = re.search(r'class="key">([A-Z2-7]+)<', page)
    assert found is not None
    return found[1]


def add_app(client: Client, code_of: MakeCode) -> str:
    """Add an authenticator app on this client, and return its key."""
    key = key_on(client.get(APP).content.decode())
    client.post(APP, {"code": code_of(key)})
    return key


def sign_in_by_form(client: Client) -> str:
    """Send name and password, and return where that leads."""
    answer = client.post("/zh/account/login/", {"login": "lin", "password": PASSWORD})
    return str(answer.headers["Location"])


def test_staff_without_a_second_factor_are_led_to_add_one(community: Community, rider: Client) -> None:
    sign_in(rider, make_staff("lin", "worker"), second_factor=False)

    answer = rider.get("/zh/account/second-factor/add/?next=/zh/huayang/desk/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "/zh/account/second-factor/passkeys/add/" in page
    assert APP in page


def test_adding_an_app_opens_the_page_that_was_wanted(
    community: Community, rider: Client, code_of: MakeCode
) -> None:
    sign_in(rider, make_staff("lin", "worker"), second_factor=False)
    rider.get("/zh/account/second-factor/add/?next=/zh/huayang/desk/cases/")

    add_app(rider, code_of)

    assert rider.get("/zh/account/desk/").headers["Location"] == "/zh/huayang/desk/cases/"
    assert Authenticator.objects.filter(type="recovery_codes").exists()


@pytest.mark.parametrize(
    "page",
    ["second-factor/", "second-factor/app/", "second-factor/app/remove/", "second-factor/passkeys/",
     "second-factor/passkeys/add/", "second-factor/codes/", "second-factor/codes/new/",
     "second-factor/codes/file/", "password/"],
)  # fmt: skip
def test_a_session_older_than_the_second_factor_cannot_get_round_it(
    community: Community, rider: Client, code_of: MakeCode, page: str
) -> None:
    user = make_staff("lin", "worker")
    older = sign_in(Client(headers={"accept-language": "zh-CN"}), user, second_factor=False)
    add_app(sign_in(rider, user, second_factor=False), code_of)
    kept = list(Authenticator.objects.order_by("pk").values_list("pk", "type"))

    answer = older.get(f"/zh/account/{page}")

    assert answer.headers["Location"].startswith("/zh/account/second-factor/add/?next=")
    assert older.get(answer.headers["Location"]).headers["Location"] == "/zh/account/again/code/"
    assert rider.get("/zh/account/second-factor/").status_code == 200
    assert list(Authenticator.objects.order_by("pk").values_list("pk", "type")) == kept


def test_a_wrong_code_adds_nothing(community: Community, rider: Client) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    rider.get(APP)

    answer = rider.post(APP, {"code": "000000"})

    assert "码不对" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_keys_of_apps_and_recovery_codes_are_sealed_in_the_database(
    community: Community, rider: Client, code_of: MakeCode
) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)

    key = add_app(rider, code_of)

    stored = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
    assert len(stored) == 2
    assert not any(key in text for text in stored)
    page = rider.get("/zh/account/second-factor/codes/").content.decode()
    codes = re.findall(r"<li><code>(\w+)</code>", page)
    assert len(codes) == 10
    assert not any(code in text for code in codes for text in stored)


def test_sign_in_then_asks_for_the_code(community: Community, rider: Client, code_of: MakeCode) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    key = add_app(rider, code_of)
    rider.post("/zh/account/logout/")

    asked = sign_in_by_form(rider)
    signed_in_before = "_auth_user_id" in rider.session
    answer = rider.post(asked, {"code": code_of(key)})

    assert asked == "/zh/account/login/code/"
    assert not signed_in_before
    assert answer.headers["Location"] == "/zh/account/desk/"
    assert "_auth_user_id" in rider.session


def test_a_code_works_only_once(community: Community, rider: Client, code_of: MakeCode) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    key = add_app(rider, code_of)
    rider.post("/zh/account/logout/")
    code = code_of(key)
    rider.post(sign_in_by_form(rider), {"code": code})
    rider.post("/zh/account/logout/")

    again = rider.post(sign_in_by_form(rider), {"code": code})

    assert again.status_code == 200
    assert "_auth_user_id" not in rider.session


def test_a_recovery_code_works_in_place_of_the_app_and_only_once(
    community: Community, rider: Client, code_of: MakeCode
) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    add_app(rider, code_of)
    page = rider.get("/zh/account/second-factor/codes/").content.decode()
    code = re.findall(r"<li><code>(\w+)</code>", page)[0]
    results = []
    for _ in range(2):
        rider.post("/zh/account/logout/")
        rider.post(sign_in_by_form(rider), {"code": code})
        results.append("_auth_user_id" in rider.session)

    assert results == [True, False]


def test_guessing_codes_is_stopped(community: Community, rider: Client, code_of: MakeCode) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    key = add_app(rider, code_of)
    rider.post("/zh/account/logout/")
    asked = sign_in_by_form(rider)
    for number in range(6):
        rider.post(asked, {"code": f"00000{number}"})

    answer = rider.post(asked, {"code": code_of(key)})

    assert "试得太多了" in answer.content.decode()
    assert "_auth_user_id" not in rider.session


def test_the_only_second_factor_cannot_be_removed(
    community: Community, rider: Client, code_of: MakeCode
) -> None:
    sign_in(rider, make_user("lin"), second_factor=False)
    add_app(rider, code_of)

    answer = rider.post("/zh/account/second-factor/app/remove/")

    assert "唯一的第二道锁" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_only_passkey_cannot_be_removed(community: Community, rider: Client) -> None:
    user = make_user("lin")
    passkey = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "手机", "credential": {}}
    )
    sign_in(rider, user)

    rider.post(f"/zh/account/second-factor/passkeys/{passkey.pk}/remove/")

    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_somebody_elses_passkey_is_absent(community: Community, rider: Client) -> None:
    theirs = Authenticator.objects.create(
        user=make_user("zhou"), type="webauthn", data={"name": "手机", "credential": {}}
    )
    sign_in(rider, make_user("lin"))

    answers = [
        rider.get(f"/zh/account/second-factor/passkeys/{theirs.pk}/"),
        rider.post(f"/zh/account/second-factor/passkeys/{theirs.pk}/remove/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_a_session_older_than_ten_minutes_proves_itself_before_adding_a_factor(
    community: Community, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(rider, make_user("lin"))
    monkeypatch.setattr("ningju.rooms.accounts.adapters.FRESH_S", 0)

    answer = rider.get(APP)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/zh/account/again/")


@pytest.mark.parametrize(
    "path", ["/zh/account/second-factor/", APP, "/zh/account/password/", "/zh/account/second-factor/add/"]
)
def test_a_stranger_is_led_to_sign_in(community: Community, rider: Client, path: str) -> None:
    answer = rider.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/zh/account/login/")


def test_limits_of_sign_in_never_hold_an_address(rf: object, community: Community, rider: Client) -> None:
    request = rider.get("/zh/account/login/", REMOTE_ADDR="198.51.100.7").wsgi_request

    stand_in = SignInAdapter(request).get_client_ip(request)

    assert "198.51.100.7" not in stand_in
    assert stand_in == SignInAdapter(request).get_client_ip(request)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path", ["login/", "logout/", "inactive/", "second-factor/", "second-factor/add/", "second-factor/app/",
             "second-factor/passkeys/", "second-factor/passkeys/add/", "password/"],
)  # fmt: skip
def test_every_page_of_sign_in_has_nothing_inline(
    community: Community, rider: Client, language: str, path: str
) -> None:
    if path not in ("login/", "inactive/"):
        sign_in(rider, make_user("lin"), second_factor=False)

    page = rider.get(f"/{language}/account/{path}").content.decode()

    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert "<h1>" in page
