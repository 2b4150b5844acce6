"""A place is entered once, and entering it again changes only what is different."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.places.models import Amenity, Matter, Place, PlaceEvent
from ningju.rooms.places.services import put_amenity, put_matter, put_place
from tests.rooms.places.cast import entry, every_day, make_place, wall


def version(community: Community) -> int:
    community.refresh_from_db()
    return community.content_version


@pytest.mark.usefixtures("community")
def test_a_place_is_entered_with_its_names_hours_and_pinyin() -> None:
    place = make_place("noodles", name=Bilingual("老周面馆", "Lao Zhou Noodles"))

    assert place.name == Bilingual("老周面馆", "Lao Zhou Noodles")
    assert place.name_pinyin == "lao zhou mian guan"
    assert place.opening is not None
    assert place.opening.is_open(wall(23, 8))


def test_entering_the_same_place_twice_changes_nothing(community: Community) -> None:
    make_place("noodles")
    before, events = version(community), PlaceEvent.objects.count()

    put_place(entry=entry("noodles"))

    assert Place.objects.count() == 1
    assert version(community) == before
    assert PlaceEvent.objects.count() == events


def test_a_correction_is_saved_noted_and_shown_at_once(community: Community) -> None:
    make_place("noodles")
    before = version(community)

    put_place(entry=entry("noodles", hours=every_day([["05:00", "13:30"]])), by_name="the pack")

    assert Place.objects.get().hours["week"]["mo"] == [["05:00", "13:30"]]
    assert version(community) == before + 1
    assert PlaceEvent.objects.filter(act="put_place", by_name="the pack").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "castle"}, "kind"),
        ({"level": ""}, "level"),
        ({"kind": "building", "level": "hub"}, "level"),
        ({"provenance": "hearsay"}, "provenance"),
        ({"lat_deg": 91.0}, "lat_deg"),
        ({"lon_deg": -181.0}, "lon_deg"),
        ({"block": "nowhere"}, "block"),
        ({"parent": "nowhere"}, "parent"),
        ({"host": "nobody"}, "host"),
        ({"brand": "nobody"}, "brand"),
        ({"hours": {"week": {"mo": [["22:00", "08:00"]]}}}, "hours"),
        ({"short": "Q"}, "short"),
    ],
)
@pytest.mark.usefixtures("community")
def test_what_cannot_be_taken_is_refused_by_name_and_leaves_no_trace(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        make_place("noodles", **change)

    assert refusal.value.field == field
    assert not Place.objects.exists()


@pytest.mark.usefixtures("community")
def test_a_short_link_on_a_poster_never_changes() -> None:
    make_place("noodles", short="hy09")

    with pytest.raises(RuleViolation) as refusal:
        put_place(entry=entry("noodles", short="hy10"))

    assert refusal.value.field == "short"


@pytest.mark.usefixtures("community")
def test_a_short_link_leads_to_one_place_of_the_whole_instance(other_community: Community) -> None:
    make_place("noodles", short="hy09")

    with in_community(other_community.pk), pytest.raises(RuleViolation) as refusal:
        make_place("tea", short="hy09")

    assert refusal.value.field == "short"


@pytest.mark.usefixtures("community")
def test_a_building_with_a_level_is_refused_by_the_database_too() -> None:
    place = make_place("tower", kind="building")

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(level="hub")


@pytest.mark.usefixtures("community")
def test_loading_an_amenity_again_keeps_what_people_reported_since() -> None:
    place = make_place("noodles")
    put_amenity(place=place, kind="water", confirmed_at=wall(20, 9))
    Amenity.objects.update(status="broken")

    put_amenity(place=place, kind="water", confirmed_at=wall(20, 9), count=2)

    amenity = Amenity.objects.get()
    assert (amenity.status, amenity.count) == ("broken", 2)


@pytest.mark.parametrize(("kind", "status", "field"), [("cinema", "ok", "kind"), ("water", "gone", "status")])
@pytest.mark.usefixtures("community")
def test_an_undeclared_amenity_is_refused(kind: str, status: str, field: str) -> None:
    place = make_place("noodles")

    with pytest.raises(RuleViolation) as refusal:
        put_amenity(place=place, kind=kind, status=status)

    assert refusal.value.field == field


@pytest.mark.usefixtures("community")
def test_a_matter_lists_its_papers_and_is_entered_once() -> None:
    place = make_place("desk", kind="counter")

    for _time in range(2):
        put_matter(
            place=place,
            slug="permit",
            name=Bilingual("居住证", "Residence permit"),
            papers=Bilingual("身份证", "Identity card"),
        )

    assert Matter.objects.get().papers.en == "Identity card"


@pytest.mark.usefixtures("community")
def test_places_with_these_amenities_are_those_where_each_of_them_works() -> None:
    both, broken = make_place("both"), make_place("broken")
    for place in (both, broken):
        put_amenity(place=place, kind="water")
        put_amenity(place=place, kind="books")
    Amenity.objects.filter(place=broken, kind="books").update(status="broken")

    assert list(Place.objects.with_amenities(["water", "books"])) == [both]
    assert Place.objects.with_amenities(["water"]).count() == 2


@pytest.mark.usefixtures("community")
def test_a_neighbourhoods_places_are_invisible_from_the_next_one_even_to_raw_sql(
    other_community: Community,
) -> None:
    make_place("noodles")

    with in_community(other_community.pk), connection.cursor() as cursor:
        cursor.execute("select count(*) from places_place")
        seen = cursor.fetchone()

    assert seen == (0,)
