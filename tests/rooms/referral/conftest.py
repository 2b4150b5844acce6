"""The cast of the referral room: a holder with a key, and everybody who must see nothing."""

from typing import Any

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral.services import make_key, name_holder, put_centre
from tests.rooms.accounts.people import make_staff, sign_in
from tests.rooms.referral.sealing import HolderKey

PAGE = "/zh/huayang/report-in/"
INBOX = "/zh/huayang/desk/referral/"
PHONE = "13800001111"
WORDS = "晚上九点后打来"


@pytest.fixture
def mei(community: Community) -> User:
    """Return the holder, a worker, named by the admin; there is no key yet."""
    user = make_staff("mei", "worker")
    put_centre(place=None, phone="021-1111 2222", by_name="admin")
    name_holder(username="mei", by_name="admin")
    return user


@pytest.fixture
def holder(mei: User) -> Actor:
    """Return the holder as somebody who acts."""
    return Actor(mei.pk, "mei", frozenset({"worker"}), frozenset())


@pytest.fixture
def key(holder: Actor) -> HolderKey:
    """Return the key in use, with its private half, which the server never saw."""
    made = HolderKey.make()
    make_key(actor=holder, x=made.x, y=made.y)
    return made


@pytest.fixture
def desk(mei: User) -> Client:
    """Return the holder's browser."""
    return sign_in(Client(headers={"accept-language": "zh-CN"}), mei)


def send(rider: Client, key: HolderKey, *, form_key: str = "", **more: str) -> tuple[int, dict[str, Any]]:
    """Send a note as the page's script does, and return status and answer."""
    told = {"form_key": form_key or new_form_key(), "key_id": key.key_id, "sealed": key.seal(PHONE, WORDS)}
    answer = rider.post(f"{PAGE}notes/", told | more)
    return answer.status_code, answer.json()
