"""Sealed notes: sent, taken back, picked up, erased.

None of these writes a line of history. A line a note would be a counter with hours, from which one
could read how many wrote and who stood at a station when; see docs/decisions/0012-sealed-referral.md.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.once import DONE, once
from ningju.ground.secret_links import derive_secret
from ningju.kernel.errors import Conflict, NotFound
from ningju.rooms.organisations.access import Actor
from ningju.rooms.referral.access import access_note, key_in_use, require_holder
from ningju.rooms.referral.envelope import read_envelope
from ningju.rooms.referral.models import ReferralKey, SealedNote

NOTES_LIFE = timedelta(days=29)
"""Whole days after the day of sending, so that no note ever lives more than 30 times 24 hours."""


@transaction.atomic
def send_note(*, key_id: str, sealed: str, secret: str) -> None:
    """Keep a sealed note for the holder.

    Args:
        key_id: the key it was sealed to.
        sealed: the note as base64url.
        secret: the secret of the sender's link, of which only the digest is stored.

    Raises:
        RuleViolation: no page of ours sealed it (field ``sealed``).
        Conflict: it was sealed to a key that is no longer in use, or there is none.
    """
    note = read_envelope(sealed)
    # The lock keeps the key from ending between this look and the note's arrival.
    rows = ReferralKey.objects.select_for_update().filter(key_id=key_id, retired_at__isnull=True)
    key = rows.first()
    if key is None and key_in_use() is None:
        raise Conflict(_("No notes are taken at the moment. Please phone; your words are still here."))
    if key is None:
        raise Conflict(
            _("The inbox has a new key since you opened this page. Your words are still here: send again.")
        )
    SealedNote.objects.create(
        key=key,
        sealed=note,
        secret_digest=hashlib.sha256(secret.encode()).digest(),
        erase_on=timezone.localdate() + NOTES_LIFE,
    )


def send_note_once(*, key_id: str, sealed: str, form_key: UUID) -> str:
    """Keep a note for a posted form, once however often it arrives, and return its link's secret.

    Raises:
        RuleViolation, Conflict: as :func:`send_note`; Conflict also if the form brought another note.
    """
    secret = derive_secret("referral", str(form_key))

    def make() -> str:
        send_note(key_id=key_id, sealed=sealed, secret=secret)
        return DONE

    once(key=form_key, body=f"{key_id}:{sealed}".encode("utf-8", "surrogatepass"), make=make)
    return secret


@transaction.atomic
def take_note_back(*, secret: str) -> None:
    """Erase a note at its sender's wish, at once.

    Raises:
        NotFound: nothing is kept under this link.
    """
    access_note(secret).delete()


@transaction.atomic
def pick_up_note(*, actor: Actor, public_id: UUID) -> None:
    """Erase a note that the holder has read and written down.

    Raises:
        NotAllowed: the actor is not the holder.
        NotFound: its sender took it back meanwhile, or it was picked up on another device.
    """
    require_holder(actor)
    gone, _rows = SealedNote.objects.filter(public_id=public_id).delete()
    if not gone:
        raise NotFound(
            _("It is gone already: taken back by its sender, or picked up. Forget what you read, please.")
        )


@transaction.atomic
def erase_old_notes(*, now: datetime) -> int:
    """Erase the notes whose days are over.

    Returns:
        Always 0: not even the report of the night counts notes.
    """
    SealedNote.objects.filter(erase_on__lte=timezone.localdate(now)).delete()
    return 0
