"""A keeper's tap shows the weather banner to everybody; it ends by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ningju.kernel.errors import RuleViolation
from ningju.rooms.communities.models import Community, SettingChange
from ningju.rooms.communities.services import warn_of_weather
from tests.rooms.accounts.people import staff_client

PAGE = "/zh/huayang/desk/weather/"


def test_one_tap_shows_it_on_every_page_at_once_and_leads_to_a_shelter(
    rider: Client, community: Community
) -> None:
    keeper = staff_client("keeper", "keeper")
    assert "下大雨" not in rider.get("/zh/huayang/").content.decode()

    assert keeper.post(PAGE, {"weather": "rain"}).status_code == 302

    home = rider.get("/zh/huayang/").content.decode()
    assert "下大雨" in home
    assert "/zh/huayang/?with=shelter" in home
    assert "Heavy rain" in rider.get("/en/huayang/about/").content.decode()
    assert SettingChange.objects.get(field="weather").present == "rain"

    keeper.post(PAGE, {"weather": ""})
    assert "下大雨" not in rider.get("/zh/huayang/").content.decode()


def test_another_community_keeps_its_own_weather(
    rider: Client, community: Community, other_community: Community
) -> None:
    warn_of_weather(community=community, weather="heat", now=timezone.now(), by_name="x")

    assert "with=shelter" not in rider.get("/zh/liuqiao/").content.decode()


def test_it_ends_by_itself_after_a_day(community: Community) -> None:
    warn_of_weather(
        community=community, weather="cold", now=timezone.now() - timedelta(hours=24), by_name="x"
    )

    assert community.weather_now == ""


def test_there_is_no_such_weather_as_frogs(community: Community) -> None:
    with pytest.raises(RuleViolation):
        warn_of_weather(community=community, weather="frogs", now=timezone.now(), by_name="x")

    community.refresh_from_db()
    assert community.weather == ""


@pytest.mark.parametrize("role", ["partner", "leader", "auditor"])
def test_other_roles_cannot_put_it_up(community: Community, role: str) -> None:
    assert staff_client("somebody", role).post(PAGE, {"weather": "rain"}).status_code == 403


def test_a_stranger_cannot_put_it_up(rider: Client, community: Community) -> None:
    rider.post(PAGE, {"weather": "rain"})

    community.refresh_from_db()
    assert community.weather == ""
