"""Demo doors: open in demo mode on this machine, and nowhere else."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from ningju.kernel.text import Bilingual
from ningju.rooms.accounts.demo import door_path
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.demo import demo_doors, doors
from ningju.rooms.organisations.services import put_demo_staff, put_organisation
from tests.rooms.accounts.people import PASSWORD, SIGN_IN_BACKEND, make_user

HERE = {"host": "localhost"}


@pytest.fixture
def xiaolin(community: Community) -> User:
    Community.objects.filter(pk=community.pk).update(is_demo=True)
    unit = put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))
    return put_demo_staff(username="demo-worker", nickname="小林", role="worker", organisation=unit)


@pytest.mark.usefixtures("demo")
def test_a_door_signs_the_demo_person_in_with_the_second_factor_given(xiaolin: User, rider: Client) -> None:
    answer = rider.get(door_path("demo-worker"), headers=HERE, follow=False)

    assert answer.headers["Location"] == "/zh/account/desk/"
    assert rider.session["_auth_user_id"] == str(xiaolin.pk)
    assert rider.get("/zh/account/desk/", headers=HERE).headers["Location"] == "/zh/huayang/desk/"
    again = rider.get("/zh/account/second-factor/add/?next=/zh/huayang/desk/", headers=HERE)
    assert again.status_code == 403


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("token", ["demo-worker", "demo-worker.AAAA", ".", "x.y.z", "🏮"])
def test_a_made_up_door_is_absent(xiaolin: User, rider: Client, token: str) -> None:
    assert rider.get(f"/demo/door/{token}/", headers=HERE).status_code == 404
    assert "_auth_user_id" not in rider.session


@pytest.mark.usefixtures("demo")
def test_the_doors_of_a_former_start_are_closed(xiaolin: User, rider: Client, settings: Settings) -> None:
    former = door_path("demo-worker")
    settings.NINGJU_DEMO_SECRET = "another secret that the next demo start has made"

    assert rider.get(former, headers=HERE).status_code == 404


@pytest.mark.usefixtures("demo")
def test_no_door_opens_for_somebody_real(community: Community, rider: Client) -> None:
    make_user("lin")

    assert rider.get(door_path("lin"), headers=HERE).status_code == 404


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("page", ["door", "list"])
@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({"host": "ningju.example"}, "127.0.0.1"),
        ({"host": "localhost.evil.example"}, "127.0.0.1"),
        ({"host": "localhost"}, "198.51.100.7"),
        ({"host": "localhost"}, "not an address"),
        ({"host": "localhost", "x-forwarded-for": "198.51.100.7"}, "127.0.0.1"),
        ({"host": "localhost", "forwarded": "for=198.51.100.7"}, "127.0.0.1"),
        ({"host": "localhost", "x-forwarded-proto": "https"}, "127.0.0.1"),
        ({"host": "localhost", "via": "1.1 gate"}, "127.0.0.1"),
    ],
)
def test_doors_are_absent_from_anywhere_but_this_machine(
    xiaolin: User, rider: Client, settings: Settings, page: str, headers: dict[str, str], address: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    path = door_path("demo-worker") if page == "door" else "/zh/account/demo/"

    answer = rider.get(path, headers=headers, REMOTE_ADDR=address)

    assert answer.status_code == 404
    assert "_auth_user_id" not in rider.session


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_the_list_names_every_role_and_says_demo(
    xiaolin: User, rider: Client, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

    page = rider.get("/zh/account/demo/", headers={"host": host}).content.decode()

    assert door_path("demo-worker") in page
    assert "社区工作者" in page
    assert "演示" in page
    assert rider.get("/demo/", headers={"host": host}).headers["Location"] == "/zh/account/demo/"


def test_outside_demo_mode_neither_list_nor_doors_exist(
    xiaolin: User, rider: Client, settings: Settings
) -> None:
    settings.NINGJU_DEMO, settings.NINGJU_DEMO_SECRET = True, "a secret that this one demo start has made"
    path = door_path("demo-worker")
    settings.NINGJU_DEMO = False

    statuses = [rider.get(one, headers=HERE).status_code for one in (path, "/demo/", "/zh/account/demo/")]

    assert statuses == [404, 404, 404]
    assert "_auth_user_id" not in rider.session


def test_a_session_of_a_demo_counts_nothing_once_demo_mode_is_off(
    xiaolin: User, rider: Client, settings: Settings, demo: None
) -> None:
    rider.get(door_path("demo-worker"), headers=HERE)
    settings.NINGJU_DEMO = False

    answer = rider.get("/zh/account/second-factor/")

    assert answer.headers["Location"].startswith("/zh/account/login/")


@pytest.mark.parametrize("is_demo_mode", [True, False])
def test_a_demo_person_never_signs_in_with_a_password(
    xiaolin: User, rider: Client, settings: Settings, is_demo_mode: bool
) -> None:
    settings.NINGJU_DEMO = is_demo_mode
    xiaolin.set_password(PASSWORD)
    xiaolin.save()

    rider.post("/zh/account/login/", {"login": "demo-worker", "password": PASSWORD})

    assert "_auth_user_id" not in rider.session


@pytest.mark.parametrize("is_demo_mode", [True, False])
def test_a_stolen_session_of_the_ordinary_kind_is_nobody_for_a_demo_person(
    xiaolin: User, rider: Client, settings: Settings, is_demo_mode: bool
) -> None:
    settings.NINGJU_DEMO = is_demo_mode
    rider.force_login(xiaolin, backend=SIGN_IN_BACKEND)

    assert rider.get("/zh/account/second-factor/").headers["Location"].startswith("/zh/account/login/")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "path",
    ["password/", "second-factor/", "second-factor/app/", "second-factor/passkeys/add/", "again/"],
)
def test_a_demo_person_cannot_change_how_the_shared_account_signs_in(
    xiaolin: User, rider: Client, path: str
) -> None:
    rider.get(door_path("demo-worker"), headers=HERE)

    assert rider.get(f"/zh/account/{path}", headers=HERE).status_code == 403


@pytest.mark.parametrize("secret", ["", "short"])
def test_without_a_proper_secret_no_door_can_be_made(settings: Settings, secret: str) -> None:
    settings.NINGJU_DEMO_SECRET = secret

    with pytest.raises(ImproperlyConfigured):
        door_path("demo-worker")


@pytest.mark.usefixtures("demo")
def test_the_terminal_gets_a_door_for_each_role_of_each_demo_neighbourhood(xiaolin: User) -> None:
    assert [door.username for door in demo_doors()] == ["demo-worker"]
    assert doors() == [("worker huayang", door_path("demo-worker"))]
