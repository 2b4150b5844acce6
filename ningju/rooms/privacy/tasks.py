"""Background work of the room."""

from datetime import timedelta

from django.utils import timezone

from ningju.ground.jobs import community_task
from ningju.rooms.privacy.access import Reader
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.services.erasing import erase_and_report
from ningju.rooms.privacy.services.heads import sign_head
from ningju.rooms.privacy.vault.rotation import retire_former_keys

UNKNOWN = Reader("unknown")
MOST_AN_HOUR = 100


@community_task("privacy.keep_promises")
def keep_promises() -> None:
    """Erase what is past its time, sign the end of the access log, retire keys that were replaced."""
    erase_and_report(now=timezone.now())
    sign_head()
    retire_former_keys()


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
