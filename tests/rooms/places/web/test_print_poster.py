"""The poster for the door carries the place's short link on this host, as a QR code and in print."""

import re

import pytest
import segno
from django.test import Client

from ningju.rooms.places.models import Place

pytestmark = pytest.mark.usefixtures("monday_noon")


def test_the_qr_is_the_short_link_on_the_host_that_was_asked(hub: Place, rider: Client) -> None:
    text = rider.get("/zh/huayang/places/hub/poster/", headers={"host": "localhost:8000"}).content.decode()

    drawn = re.search(r'<path[^>]*class="qrline"[^>]*d="([^"]+)"', text)
    expected = segno.make("http://localhost:8000/q/hub", error="m", micro=False).svg_inline(border=2)
    assert drawn is not None
    assert drawn[1] in expected
    assert "localhost:8000/q/hub" in text


def test_both_names_hours_amenities_and_no_app_stand_on_it(hub: Place, rider: Client) -> None:
    text = rider.get("/en/huayang/places/hub/poster/").content.decode()

    for words in ("兆丰枢纽站", "Zhaofeng Hub", "08:00–22:00", "饮水机", "Drinking water", "021-0000 0000"):
        assert words in text
    assert "No app, no account" in text
    assert "不装应用，不用注册" in text


def test_what_is_broken_is_not_promised(hub: Place, rider: Client) -> None:
    hub.amenities.filter(kind="water").update(status="broken")

    assert "饮水机" not in rider.get("/zh/huayang/places/hub/poster/").content.decode()


def test_the_sheet_has_no_inline_style_or_script(hub: Place, rider: Client) -> None:
    text = rider.get("/zh/huayang/places/hub/poster/").content.decode()

    assert " style=" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)


def test_another_neighbourhoods_poster_is_not_found(hub: Place, rider: Client) -> None:
    assert rider.get("/zh/liuqiao/places/hub/poster/").status_code == 404
