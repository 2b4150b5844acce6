"""Keepers confirm, mend and pause with one tap; nobody else does."""

import pytest
from django.test import Client

from ningju.rooms.communities.models import Community
from ningju.rooms.places import services
from ningju.rooms.places.models import Place, PlaceEvent
from tests.rooms.places.cast import make_place, set_clock, wall

DESK = "/zh/huayang/desk/places/"

pytestmark = pytest.mark.usefixtures("monday_noon")


def test_still_works_is_one_tap_and_the_public_page_shows_it(
    hub: Place, keeper: Client, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, wall(23, 18))
    assert "8 小时前确认" in rider.get("/zh/huayang/places/hub/").content.decode()

    answer = keeper.post(f"{DESK}hub/confirm/", {"amenity": "water"})

    assert answer.headers["Location"] == "/zh/huayang/places/hub/#here"
    assert "刚刚确认" in rider.get("/zh/huayang/places/hub/").content.decode()
    assert PlaceEvent.objects.get(act="confirm_amenity").by_name


def test_the_morning_round_is_one_tap_and_leaves_what_is_broken_broken(
    hub: Place, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.report_broken(place=hub, kind="microwave")
    set_clock(monkeypatch, wall(23, 18))

    page = keeper.post(f"{DESK}hub/all/", {"back": DESK}, follow=True).content.decode()

    working = hub.amenities.working()
    assert f"{working.count()} 样" in page
    assert {one.confirmed_at for one in working} == {wall(23, 18)}
    assert hub.amenities.get(kind="microwave").is_broken
    assert PlaceEvent.objects.get(act="confirm_place").by_name


def test_where_nothing_works_there_is_nothing_to_confirm(hub: Place, keeper: Client) -> None:
    hub.amenities.update(status="broken", reported_broken_at=wall(23, 11))

    assert keeper.post(f"{DESK}hub/all/").status_code == 409
    assert not PlaceEvent.objects.filter(act="confirm_place").exists()


def test_a_keeper_with_nothing_to_do_still_finds_the_own_place(hub: Place, keeper: Client) -> None:
    assert 'href="/zh/huayang/places/hub/#here"' in keeper.get(DESK).content.decode()


def test_the_list_shows_broken_before_unconfirmed_and_ends_empty(
    hub: Place, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.report_broken(place=hub, kind="microwave")
    text = keeper.get(DESK).content.decode()
    assert text.index("微波炉") < text.index("按级别还缺")

    keeper.post(f"{DESK}hub/fixed/", {"amenity": "microwave", "back": f"{DESK}#place-hub"})

    assert not hub.amenities.broken().exists()


def test_after_a_week_everything_waits_to_be_confirmed(hub: Place, keeper: Client) -> None:
    hub.amenities.update(confirmed_at=wall(16, 11, 59))

    assert keeper.get(DESK).content.decode().count("/confirm/") == 2


@pytest.mark.parametrize("act", ["confirm", "all", "fixed", "pause", "resume"])
def test_a_keeper_of_another_organisation_cannot(hub: Place, stranger: Client, act: str) -> None:
    before = PlaceEvent.objects.count()

    assert stranger.post(f"{DESK}hub/{act}/", {"amenity": "water"}).status_code == 403
    assert PlaceEvent.objects.count() == before


def test_a_keeper_sees_only_the_places_of_the_own_organisation(hub: Place, stranger: Client) -> None:
    answer = stranger.get(DESK)

    assert answer.status_code == 200
    assert "兆丰枢纽站" not in answer.content.decode()


@pytest.mark.parametrize("act", ["confirm", "all", "fixed", "pause", "resume"])
def test_somebody_without_an_account_cannot(hub: Place, rider: Client, act: str) -> None:
    before = PlaceEvent.objects.count()

    assert rider.post(f"{DESK}hub/{act}/", {"amenity": "water"}).status_code in (302, 403)
    assert PlaceEvent.objects.count() == before


def test_staff_of_one_neighbourhood_are_strangers_in_the_next(
    hub: Place, keeper: Client, other_community: Community
) -> None:
    assert keeper.get("/zh/liuqiao/desk/places/").status_code in (302, 403)
    assert keeper.post("/zh/liuqiao/desk/places/hub/confirm/", {"amenity": "water"}).status_code in (
        302,
        403,
        404,
    )


def test_a_forged_form_from_elsewhere_is_refused(hub: Place, keeper: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = keeper.cookies

    assert strict.post(f"{DESK}hub/pause/").status_code == 403
    assert Place.objects.visible().exists()


def test_pausing_takes_the_place_off_the_map_home(hub: Place, keeper: Client, rider: Client) -> None:
    make_place("other")
    assert "兆丰枢纽站" in rider.get("/zh/huayang/").content.decode()

    keeper.post(f"{DESK}hub/pause/")

    assert "兆丰枢纽站" not in rider.get("/zh/huayang/").content.decode()


def test_a_keeper_finds_the_pause_on_the_places_own_page_and_a_rider_does_not(
    hub: Place, keeper: Client, rider: Client
) -> None:
    address = "/zh/huayang/places/hub/"

    assert f'formaction="{DESK}hub/pause/"' in keeper.get(address).content.decode()
    assert "/pause/" not in rider.get(address).content.decode()

    keeper.post(f"{DESK}hub/pause/")

    assert f'formaction="{DESK}hub/resume/"' in keeper.get(address).content.decode()


def test_the_way_back_never_leads_to_another_site(hub: Place, keeper: Client) -> None:
    answer = keeper.post(f"{DESK}hub/confirm/", {"amenity": "water", "back": "https://evil.example/"})

    assert answer.headers["Location"] == "/zh/huayang/places/hub/#here"
