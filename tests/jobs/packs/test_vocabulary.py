"""A pack may say what the rooms can hold, and nothing else."""

from ningju.jobs.packs import vocabulary
from ningju.rooms.care.models import CareRecord, Theme
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.places.amenities import KINDS
from ningju.rooms.places.models import Amenity, Place
from ningju.rooms.volunteering.models import Opportunity


def test_words_of_packs_are_the_words_of_the_rooms() -> None:
    assert set(vocabulary.AMENITY_KINDS) == set(KINDS)
    assert set(vocabulary.AMENITY_STATUSES) == set(Amenity.Status.values)
    assert set(vocabulary.PLACE_KINDS) == set(Place.Kind.values)
    assert set(vocabulary.LEVELS) == set(Place.Level.values)
    assert set(vocabulary.PROVENANCES) == set(Place.Provenance.values)
    assert set(vocabulary.ORGANISATION_KINDS) == set(Organisation.Kind.values)
    assert set(vocabulary.STAFF_ROLES) == set(Membership.Role.values)
    assert set(vocabulary.CARE_THEMES) == set(Theme.values)
    assert set(vocabulary.CARE_RHYTHMS) == set(CareRecord.Rhythm.values)
    assert set(vocabulary.CARE_WAYS) == set(CareRecord.Way.values)
    assert set(vocabulary.EFFORTS) == set(Opportunity.Effort.values)
