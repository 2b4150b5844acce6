"""After a restore: let go again what was let go after the backup, since its key is gone."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ningju.ground.sealed import SealedModel, sealed_column
from ningju.ground.tenancy import in_community
from ningju.rooms.care.models import CareNeed, CareRecord
from ningju.rooms.care.services import withdraw_care
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import forget_contact
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.privacy.models import RecordKey
from ningju.rooms.privacy.services import forget


def forget_row(row: SealedModel) -> None:
    """Blank the sealed columns of a row and end its consents."""
    forget(row)
    row.save()


def forget_words(need: CareNeed) -> None:
    """Erase the words of a need, as its time or its person did."""
    need.words_erased_at = timezone.now()
    forget_row(need)


OWN_WAYS: dict[type[SealedModel], Callable[[Any], object]] = {
    Contact: lambda contact: forget_contact(contact=contact),
    CareRecord: lambda record: withdraw_care(record=record, by=ANYBODY),
    CareNeed: forget_words,
}
"""How a room lets go of a row, where more than the sealed columns would tell of it."""

ALWAYS_KEYED = (CareRecord,)
"""Rows that have a key even if nothing is sealed in them: without one they were erased."""


def erase_again() -> int:
    """Erase, in every community, the rows whose record key is gone; return how many there were.

    Their sealed columns cannot be read any more, but a restored row would look as if somebody
    still were to be reached by it.
    """
    erased = 0
    for community in Community.objects.order_by("pk"):
        with in_community(community.pk):
            for model in sealed_models():
                let_go = OWN_WAYS.get(model, forget_row)
                for row in list(without_key(model)):
                    let_go(row)
                    erased += 1
    return erased


def sealed_models() -> list[type[SealedModel]]:
    """Return every model with sealed columns."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


def without_key(model: type[SealedModel]) -> QuerySet[SealedModel, SealedModel]:
    """Return the rows of this community that hold something sealed, or always would, and have no key."""
    key = RecordKey.objects.filter(community_id=OuterRef("community_id"), record_id=OuterRef("record_id"))
    if model in ALWAYS_KEYED:
        return model._default_manager.exclude(Exists(key))
    holds = Q()
    for field in model.sealed_fields:
        holds |= Q(**{f"{sealed_column(field)}__isnull": False})
    return model._default_manager.filter(holds).exclude(Exists(key))
