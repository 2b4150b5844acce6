"""Let the asker's words appear in public after one staff tap, and take them back."""

from datetime import datetime

from django.db import transaction

from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services.history import begin, finish
from ningju.rooms.organisations.access import Actor


@transaction.atomic
def publish_case(*, case: Case, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Let the words of a case appear on public pages."""
    locked, at = begin(case, Verb.PUBLISH, by=by, at=at)
    locked.published_at = at
    return finish(locked, Verb.PUBLISH, by=by, at=at, note=note)


@transaction.atomic
def unpublish_case(*, case: Case, by: Actor, note: str = "", at: datetime | None = None) -> Case:
    """Take the words of a case off public pages."""
    locked, at = begin(case, Verb.UNPUBLISH, by=by, at=at)
    locked.published_at = None
    return finish(locked, Verb.UNPUBLISH, by=by, at=at, note=note)
