"""A sealed table that exists in these tests only, and the people who want to read it."""

import uuid
from typing import Any, ClassVar

from django.db import models

from ningju.ground.sealed import Sealed, SealedModel, sealed
from ningju.rooms.privacy.access import Reader


class Note(SealedModel):
    """A note with two sealed fields (测试便条); its table is never made: rows live in memory."""

    lifetime: ClassVar[str] = "test"
    phone: Sealed = sealed(20)
    words: Sealed = sealed(200)
    phone_sealed: bytes | None
    words_sealed: bytes | None
    nickname = models.CharField(max_length=20, blank=True)

    class Meta:
        """Belongs to no migration."""

        app_label = "privacy_tests"
        managed = False


def a_note(**options: Any) -> Note:
    """Return an unsaved note of the current community."""
    return Note(record_id=uuid.uuid4(), **options)


def staff(*roles: str, user_id: int = 7, units: tuple[int, ...] = (3,)) -> Reader:
    """Return a member of staff who reads."""
    return Reader("staff", user_id, frozenset(roles), frozenset(units), "Wang")
