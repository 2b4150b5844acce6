"""Who signs in sees what their account holds, takes a copy, and may erase it once no role is left."""

import json

from django.test import Client

from ningju.rooms.accounts.models import User
from ningju.rooms.accounts.services import point_to_desk
from ningju.rooms.communities.models import Community
from tests.pages.my.test_my_page import PAGE
from tests.rooms.accounts.people import make_user, sign_in, staff_client


def test_p13_the_account_shows_names_factors_roles_and_their_history(community: Community) -> None:
    page = staff_client("wang", "worker").get(PAGE).content.decode()

    for told in ("你的账户", "wang", "社区工作者", "the test"):
        assert told in page
    assert "<summary>" not in page, "who still has a role is let go first"


def test_the_account_is_handed_over_as_a_file(community: Community) -> None:
    body = staff_client("wang", "worker").get(f"{PAGE}file/json/").content.decode()

    (held,) = json.loads(body)["held"]
    assert held["name"] == "wang"


def test_p9_an_account_without_a_role_is_erased_in_two_taps(community: Community) -> None:
    user = make_user("wang")
    own = sign_in(Client(headers={"accept-language": "zh-CN"}), user)
    page = own.get(PAGE).content.decode()
    assert page.count("<summary>") == 1

    form_key = page.partition('name="form_key" value="')[2].partition('"')[0]
    own.post(f"{PAGE}erase/", {"form_key": form_key, "key": "account"})

    user.refresh_from_db()
    assert (user.username, user.nickname, user.is_active) == (f"erased-{user.pk}", "", False)
    assert "已清除：wang。<" in own.get(PAGE).content.decode()
    assert "wang" not in own.get(PAGE).content.decode()


def test_who_has_a_role_elsewhere_is_not_erased_here(community: Community) -> None:
    user = make_user("wang")
    point_to_desk(user=user, community_id=community.pk, is_there=True)
    own = sign_in(Client(), User.objects.get(pk=user.pk))

    assert "<summary>" not in own.get(PAGE).content.decode()
