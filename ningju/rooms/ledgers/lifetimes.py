"""How long a row that was set aside and a file that waits may stay."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ningju.rooms.ledgers import kept_files
from ningju.rooms.ledgers.services import erase_parked_rows, stop_forgotten_batches
from ningju.rooms.privacy.lifetimes import Lifetime, declare


def erase_rows(now: datetime) -> int:
    """Erase the rows that were set aside long enough ago."""
    return erase_parked_rows(now=now)


def erase_files(now: datetime) -> int:
    """Give up tables nobody went on with, and remove whatever file is older than a day."""
    stopped = stop_forgotten_batches(now=now)
    return stopped + kept_files.sweep(now.timestamp())


def declare_lifetimes() -> None:
    """Let the nightly job keep both."""
    declare(Lifetime("parked_rows", _("30 days after they were set aside"), erase_rows))
    declare(Lifetime("ledger_files", _("24 hours after they came, or at once when loaded"), erase_files))
