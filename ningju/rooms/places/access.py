"""Who may see a place and its photo, and who may say what state it is in."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ningju.ground.files.owners import Sight
from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.organisations.access import Actor, require
from ningju.rooms.organisations.models import Membership
from ningju.rooms.places.models import Place, PlacePhoto, PlaceQuerySet

EVERYWHERE = ("worker", "coordinator", "admin")


def access_place(slug: str) -> Place:
    """Return a place of this community; a paused one too, since its QR stays on the door.

    Raises:
        NotFound: there is none, or it belongs to another community.
    """
    rows = Place.objects.select_related("block", "parent", "host", "brand")
    place = rows.filter(slug=slug).first()
    if place is None:
        raise NotFound(_("There is no such place here. The map shows all there are."))
    return place


def may_keep(actor: Actor, place: Place) -> bool:
    """Say whether somebody looks after a place: its host's keeper, or staff of the community."""
    return actor.has(*EVERYWHERE) or place.host_id in kept_organisations(actor)


def kept_organisations(actor: Actor) -> frozenset[int]:
    """Return the organisations for which somebody is keeper (a role elsewhere does not count)."""
    if actor.user_id is None or not actor.has("keeper"):
        return frozenset()
    rows = Membership.objects.filter(user_id=actor.user_id, role=Membership.Role.KEEPER)
    return frozenset(rows.values_list("organisation_id", flat=True))


def access_place_to_keep(actor: Actor, slug: str) -> Place:
    """Return a place that this person looks after.

    Raises:
        NotFound: there is none.
        NotAllowed: somebody else looks after it.
    """
    place = access_place(slug)
    if not may_keep(actor, place):
        raise NotAllowed(_("Another organisation looks after this place."))
    return place


def access_kept_places(actor: Actor) -> PlaceQuerySet:
    """Return every place this person looks after.

    Raises:
        NotAllowed: the person is no keeper, worker, coordinator or admin.
    """
    require(actor, "keeper", *EVERYWHERE)
    places = Place.objects.all()
    return places if actor.has(*EVERYWHERE) else places.kept_by(kept_organisations(actor))


def see_photo(_request: HttpRequest, public_id: UUID) -> Sight:
    """Let everybody see the photo that a place has now; one that was replaced is nobody's."""
    is_there = PlacePhoto.objects.filter(public_id=public_id).exists()
    return Sight.EVERYBODY if is_there else Sight.NOBODY


def present_photos(public_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these photos that still belong to a place."""
    return set(PlacePhoto.objects.filter(public_id__in=public_ids).values_list("public_id", flat=True))
