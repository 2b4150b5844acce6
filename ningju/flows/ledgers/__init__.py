"""Check and load ledgers: rooms that stand side by side are written from here."""

from ningju.flows.ledgers.checking import CheckReport, check_ledger
from ningju.flows.ledgers.loading import LoadStopped, load_rows
from ningju.flows.ledgers.running import check_kept_batch, load_kept_batch

__all__ = ["CheckReport", "LoadStopped", "check_kept_batch", "check_ledger", "load_kept_batch", "load_rows"]
