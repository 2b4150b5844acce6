"""Check and load a batch whose file was kept between two pages; jobs run this."""

from uuid import UUID

from ningju.flows.ledgers.checking import check_ledger
from ningju.flows.ledgers.loading import LoadStopped, load_rows
from ningju.ground.sheets import BY_WEB, SheetUnreadable, open_sheet
from ningju.ground.tenancy import in_community
from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers import kept_files
from ningju.rooms.ledgers.models import ImportBatch
from ningju.rooms.ledgers.problems import LedgerForbidden
from ningju.rooms.ledgers.services import note_checked, stop_batch

GONE = Bilingual(
    "文件已经不在了（保存一天）。请重新上传。",
    "The file is gone: it is kept for a day. Please upload it again.",
)


def check_kept_batch(community_id: int, public_id: UUID) -> None:
    """Check a batch that waits for it, and keep what is wrong beside its file; done twice it is the same."""
    with in_community(community_id):
        batch = ImportBatch.objects.filter(public_id=public_id, state=ImportBatch.State.CHECKING).first()
        if batch is None:
            return
        path = kept_files.table_of(public_id)
        if not path.exists():
            stop_batch(batch=batch, by_name=batch.by_name, reason=GONE)
            return
        try:
            report = check_ledger(open_sheet(path, BY_WEB), batch.kind, batch.mapping)
        except (LedgerForbidden, SheetUnreadable) as refused:
            stop_batch(batch=batch, by_name=batch.by_name, reason=refused.message)
            return
        kept_files.write_problems(public_id, report.problems)
        note_checked(batch=batch, rows=report.rows, rows_bad=report.rows_bad)


def load_kept_batch(community_id: int, public_id: UUID) -> None:
    """Load a batch that waits for it, or go on with it; a batch that stopped says why on its page."""
    with in_community(community_id):
        batch = ImportBatch.objects.filter(public_id=public_id, state=ImportBatch.State.RUNNING).first()
        path = kept_files.table_of(public_id)
        if batch is not None and not path.exists():
            stop_batch(batch=batch, by_name=batch.by_name, reason=GONE)
            batch = None
    if batch is None:
        return
    try:
        load_rows(community_id=community_id, batch=batch, path=path)
    except LoadStopped:
        return
