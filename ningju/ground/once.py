"""Do what a posted form asks once, however often it arrives."""

import hashlib
import hmac
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import FormKey
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import Conflict

DONE = "done"
"""What ``make`` returns where there is nothing to find again: one word for every kind of form, so that
the stored outcomes do not tell one kind from another, nor count it."""


@transaction.atomic
def once(*, key: UUID, body: bytes, make: Callable[[], str]) -> str:
    """Return what ``make`` returned for this key, calling it only the first time.

    A second request with the same key waits for the first to commit, then gets its outcome;
    if the first rolled back, the second does the work.

    Args:
        key: the form's key in this community.
        body: what was sent, compared by an HMAC: a bare hash would give away a phone number in it.
        make: does the work in this transaction and returns at most 200 characters.

    Raises:
        Conflict: the key came with another body before.
    """
    body_hash = hmac.digest(b"ningju.once" + settings.SECRET_KEY.encode(), body, hashlib.sha256)
    FormKey.objects.bulk_create(
        [FormKey(key=key, body_hash=body_hash)],
        ignore_conflicts=True,
    )
    stored = FormKey.objects.select_for_update().get(community_id=current_community_id(), key=key)
    if bytes(stored.body_hash) != body_hash:
        raise Conflict(
            _("This form was already sent with other words. Open a fresh form to send something new.")
        )
    if not stored.outcome:
        stored.outcome = make()
        stored.save(update_fields=["outcome"])
    return stored.outcome
