"""The QR on a door leads to the place, in the browser's language."""

import pytest
from django.test import Client

from ningju.rooms.places.models import Place


def test_the_short_link_leads_to_the_place_in_chinese(hub: Place, rider: Client) -> None:
    for address in ("/q/hub", "/q/HUB", "/q/hub/"):
        answer = rider.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/zh/huayang/places/hub/")


def test_an_english_browser_is_led_to_english(hub: Place) -> None:
    answer = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/q/hub")

    assert answer.headers["Location"] == "/en/huayang/places/hub/"


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("short", ["nothing", "hub2", "%00", "..", "-"])
def test_a_wrong_short_link_says_what_to_do(rider: Client, short: str) -> None:
    assert rider.get(f"/q/{short}").status_code in (400, 404)
