"""The form on paper asks what the page asks, under the same consent."""

from django.test import Client
from django.utils import translation

from ningju.rooms.communities.models import Community
from ningju.rooms.privacy.purposes import CALLBACK
from tests.rooms.cases.cases import make_category, make_unit


def test_p27_the_paper_has_the_kinds_the_consent_and_room_for_the_code(
    rider: Client, community: Community
) -> None:
    category = make_category(make_unit())

    page = rider.get("/zh/huayang/say/paper/").content.decode()

    with translation.override("zh-hans"):
        assert str(CALLBACK.text) in page
    assert category.name.zh in page
    assert "编号" in page
    assert "/zh/huayang/say/paper/" in rider.get("/zh/huayang/say/").content.decode()
