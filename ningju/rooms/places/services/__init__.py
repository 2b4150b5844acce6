"""Every change to a place: one function, one transaction, one line of history."""

from ningju.rooms.places.services.entry import PlaceEntry
from ningju.rooms.places.services.happenings import (
    confirm_amenity,
    confirm_place,
    mark_fixed,
    pause_place,
    report_broken,
    report_queue,
    resume_place,
    tap_used,
)
from ningju.rooms.places.services.many import EntryRefused, PutCounts, put_places
from ningju.rooms.places.services.photos import add_photo, remove_photo
from ningju.rooms.places.services.register import put_amenity, put_matter, put_place

__all__ = [
    "EntryRefused",
    "PlaceEntry",
    "PutCounts",
    "add_photo",
    "confirm_amenity",
    "confirm_place",
    "mark_fixed",
    "pause_place",
    "put_amenity",
    "put_matter",
    "put_place",
    "put_places",
    "remove_photo",
    "report_broken",
    "report_queue",
    "resume_place",
    "tap_used",
]
