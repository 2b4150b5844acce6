"""Which offers fit a need, and why: the reason is what a worker reads before deciding."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ningju.ground.links import page_language
from ningju.kernel.geo import distance_m, walk_min
from ningju.rooms.needs.models import Need, Resource


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer and why it fits."""

    resource: Resource
    is_same_kind: bool
    away_m: float | None
    reason: str


def fits_for(need: Need, offers: Iterable[Resource]) -> list[Fit]:
    """Sort offers for a need: the same kind first, then the nearer, then the longer offered."""
    return sorted(
        (fit(need, offer) for offer in offers),
        key=lambda each: (
            not each.is_same_kind,
            each.away_m if each.away_m is not None else float("inf"),
            each.resource.offered_at,
        ),
    )


def fit(need: Need, offer: Resource) -> Fit:
    """Say how well one offer fits."""
    is_same_kind = offer.category_id == need.case.category_id
    away_m = distance_between(need, offer)
    reasons = []
    if is_same_kind:
        reasons.append(_("Serves “%(kind)s”.") % {"kind": offer.category.name.read(page_language())[0]})
    else:
        reasons.append(_("Serves another kind: look closely."))
    reasons.append(_("%(left)s of %(all)s left.") % {"left": offer.left, "all": offer.capacity})
    if away_m is not None:
        reasons.append(_("About %(minutes)s min walk.") % {"minutes": walk_min(away_m)})
    return Fit(offer, is_same_kind, away_m, " ".join(reasons))


def distance_between(need: Need, offer: Resource) -> float | None:
    """Return metres as the crow flies between a need and an offer, None where either has no place."""
    if offer.place is None:
        return None
    if need.place is not None:
        return distance_m(need.place.lat_deg, need.place.lon_deg, offer.place.lat_deg, offer.place.lon_deg)
    if need.case.lat_deg is None:
        return None
    return distance_m(need.case.lat_deg, need.case.lon_deg, offer.place.lat_deg, offer.place.lon_deg)
