"""What happens at a place: broken, confirmed, fixed, used, queued at, paused."""

import pytest

from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.communities.models import Community
from ningju.rooms.places import services
from ningju.rooms.places.models import Amenity, Place, PlaceEvent, UsageCount, WaitReport
from ningju.rooms.places.services import put_amenity
from tests.rooms.places.cast import set_clock, wall


def test_a_broken_report_changes_the_amenity_the_history_and_the_pages(
    hub: Place, community: Community
) -> None:
    before = Community.objects.get(pk=community.pk).content_version

    services.report_broken(place=hub, kind="water")

    assert hub.amenities.get(kind="water").is_broken
    assert list(PlaceEvent.objects.filter(act="report_broken").values_list("amenity_kind", "by_name")) == [
        ("water", "")
    ]
    assert Community.objects.get(pk=community.pk).content_version == before + 1


def test_the_same_broken_thing_reported_twice_is_noted_once(hub: Place) -> None:
    services.report_broken(place=hub, kind="water")
    services.report_broken(place=hub, kind="water")

    assert PlaceEvent.objects.filter(act="report_broken").count() == 1


def test_fixed_ends_broken_and_counts_as_confirmed(hub: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    services.report_broken(place=hub, kind="water")
    set_clock(monkeypatch, wall(24, 9))

    services.mark_fixed(place=hub, kind="water", by_name="Keeper Wang")

    amenity = hub.amenities.get(kind="water")
    assert (amenity.status, amenity.confirmed_at, amenity.reported_broken_at) == ("ok", wall(24, 9), None)
    assert PlaceEvent.objects.get(act="mark_fixed").by_name == "Keeper Wang"


def test_a_thing_reported_broken_meanwhile_is_not_confirmed_by_a_stale_screen(hub: Place) -> None:
    services.report_broken(place=hub, kind="water")

    with pytest.raises(Conflict):
        services.confirm_amenity(place=hub, kind="water", by_name="Keeper")


def test_what_works_cannot_be_fixed(hub: Place) -> None:
    with pytest.raises(Conflict):
        services.mark_fixed(place=hub, kind="water", by_name="Keeper")


@pytest.mark.parametrize("kind", ["books", "", "'; drop table"])
def test_what_is_not_there_cannot_be_broken(hub: Place, kind: str) -> None:
    with pytest.raises(NotFound):
        services.report_broken(place=hub, kind=kind)


def test_what_was_taken_away_cannot_be_broken(hub: Place) -> None:
    Amenity.objects.filter(place=hub, kind="water").update(status="removed")

    with pytest.raises(NotFound):
        services.report_broken(place=hub, kind="water")


def test_uses_are_a_number_in_an_hour_and_nothing_else(hub: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in (wall(23, 12, 1), wall(23, 12, 59), wall(23, 13, 0)):
        set_clock(monkeypatch, moment)
        services.tap_used(place=hub)

    counted = UsageCount.objects.order_by("hour_at").values_list("hour_at", "count")
    assert list(counted) == [(wall(23, 12), 2), (wall(23, 13), 1)]
    assert {field.name for field in UsageCount._meta.get_fields()} == {
        "id",
        "community",
        "place",
        "hour_at",
        "count",
    }


@pytest.mark.parametrize("count", [-1, 201])
def test_a_queue_beyond_belief_is_refused(hub: Place, count: int) -> None:
    with pytest.raises(RuleViolation) as refusal:
        services.report_queue(place=hub, count=count)

    assert refusal.value.field == "count"
    assert not WaitReport.objects.exists()


def test_a_paused_place_leaves_the_map_and_comes_back(hub: Place) -> None:
    services.pause_place(place=hub, by_name="Keeper")
    assert not Place.objects.visible().exists()

    services.resume_place(place=hub, by_name="Keeper")
    assert Place.objects.visible().get() == hub
    assert list(
        PlaceEvent.objects.filter(act__endswith="e_place").values_list("act", flat=True).order_by("id")
    )[-2:] == ["pause_place", "resume_place"]


def test_pausing_twice_is_a_conflict(hub: Place) -> None:
    services.pause_place(place=hub, by_name="Keeper")

    with pytest.raises(Conflict):
        services.pause_place(place=hub, by_name="Keeper")


def test_a_hub_without_its_required_amenities_is_incomplete(hub: Place) -> None:
    assert {kind.slug for kind in hub.missing} == {"aircon", "fridge", "charging", "seats", "medicine"}

    for kind in ("aircon", "fridge", "charging", "seats", "medicine"):
        put_amenity(place=hub, kind=kind)

    assert Place.objects.get(pk=hub.pk).missing == []
