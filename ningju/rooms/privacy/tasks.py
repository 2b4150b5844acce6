"""Background work of the room."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from ningju.ground.jobs import community_task, fresh_connection
from ningju.ground.tenancy import in_community
from ningju.rooms.privacy.access import Reader
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.services.erasing import erase_due
from ningju.rooms.privacy.services.heads import sign_head
from ningju.rooms.privacy.vault.rotation import retire_former_keys

UNKNOWN = Reader("unknown")
MOST_AN_HOUR = 100


class PromiseBroken(RuntimeError):
    """Something that is past its time could not be erased; the job stands as failed."""


@app.task(name="privacy.keep_promises")
def keep_promises(*, community_id: int) -> None:
    """Erase what is past its time, sign the end of the access log, retire keys that were replaced.

    Each in a transaction of its own, so that none undoes or holds up another.

    Raises:
        PromiseBroken: a lifetime could not be kept; all else was done.
    """
    with fresh_connection():
        erased = erase_due(community_id=community_id, now=timezone.now())
        for act in (sign_head, retire_former_keys):
            with in_community(community_id):
                act()
    if erased.failed:
        raise PromiseBroken(f"not erased: {', '.join(erased.failed)}")


@community_task("privacy.log_parameter")
def log_parameter(parameter: str) -> None:
    """Log that an address asked for people by what is never stored about them.

    A hundred such lines an hour are enough to see that somebody tries: each stays for three years.
    """
    since = timezone.now() - timedelta(hours=1)
    asked = AccessEntry.objects.filter(by_user_id=None, act=AccessEntry.Act.REFUSED, at__gt=since)
    if asked.filter(reader=UNKNOWN.kind).count() >= MOST_AN_HOUR:
        return
    append_entry(
        act=AccessEntry.Act.REFUSED,
        purpose=f"?{parameter}",
        reader=UNKNOWN,
        words="an address asked for what is never stored",
    )
