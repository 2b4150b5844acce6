"""The load: chunks of 500 rows, each one transaction that also says how far the batch is."""

from collections.abc import Callable
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from ningju.flows.ledgers.checking import parser_of
from ningju.flows.ledgers.writers import WRITERS, in_both
from ningju.ground.many_rows import plan_afresh
from ningju.ground.sheets import BY_WEB, Limits, Sheet, SheetUnreadable, open_sheet
from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, NingjuError, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.models import ImportBatch
from ningju.rooms.ledgers.parsing import ParsedRow, in_chunks
from ningju.rooms.ledgers.services import basis_of, finish_batch, note_progress, stop_batch
from ningju.rooms.places.services import EntryRefused

CHUNK = 500
Progress = Callable[[ImportBatch], None]


class LoadStopped(Exception):
    """A load cannot go on; ``reason`` says why in both languages, and what is loaded already."""

    def __init__(self, reason: Bilingual) -> None:
        """Keep the reason."""
        super().__init__(reason.en)
        self.reason = reason


def load_rows(
    *,
    community_id: int,
    batch: ImportBatch,
    path: Path,
    sheet: Sheet | None = None,
    limits: Limits = BY_WEB,
    progress: Progress = lambda batch: None,
) -> ImportBatch:
    """Load a checked table, or go on behind the last row that a killed run has committed.

    Args:
        community_id: the community to write in.
        batch: the batch, being loaded.
        path: its file.
        sheet: the file, if the caller has opened it already.
        limits: the most to read.
        progress: told after each chunk.

    Returns:
        The batch as it then is.

    Raises:
        LoadStopped: the file or its columns are not those that were checked, or a row is refused;
            chunks that were committed stay, and loading the mended file again changes nothing about them.
    """
    try:
        table = sheet or open_sheet(path, limits)
        if basis_of(table.digest, batch.kind, batch.mapping) != batch.checked_basis:
            raise LoadStopped(
                Bilingual(
                    "文件或列和检查时不一样，没有再导入。请重新检查。",
                    "The file or its columns are not those that were checked. Check it again.",
                )
            )
        with in_community(community_id):
            parser = parser_of(table, LEDGERS[batch.kind], batch.mapping)
        for chunk in in_chunks((parser.parse(row) for row in table.rows()), CHUNK):
            rest = [row for row in chunk if row.number > batch.progress_row]
            if rest:
                with in_community(community_id):
                    batch = write_chunk(batch, rest)
                progress(batch)
        with in_community(community_id):
            finish_batch(batch=batch)
            batch.refresh_from_db()
    except LoadStopped as stopped:
        give_up(community_id, batch, stopped.reason)
        raise
    except Conflict as error:  # stopped, or somebody else loads it: the batch is theirs to end
        raise LoadStopped(in_both(RuleViolation(error.message))) from error
    except (NingjuError, SheetUnreadable, DataError, IntegrityError) as error:
        reason = reason_of(error)
        give_up(community_id, batch, reason)
        raise LoadStopped(reason) from error
    return batch


@transaction.atomic
def write_chunk(batch: ImportBatch, rows: list[ParsedRow]) -> ImportBatch:
    """Write rows and how far the batch is, in one transaction.

    Raises:
        LoadStopped: a row that was good in the dry run is refused now.
    """
    plan_afresh()
    writer = WRITERS[batch.kind]
    good = [row for row in rows if not row.problems]
    if batch.is_parking:  # a row that the community would refuse is set aside, as the dry run said
        writer.check(good)
    bad = [row for row in rows if row.problems]
    if bad and not batch.is_parking:
        raise LoadStopped(bad[0].problems[0].shown())
    try:
        counts = writer.put([row for row in good if not row.problems], batch.by_name)
    except RuleViolation as refused:
        raise LoadStopped(named(refused, good)) from refused
    return note_progress(
        batch=batch,
        former_row=batch.progress_row,
        row=rows[-1].number,
        new=counts.new,
        changed=counts.changed,
        same=counts.same,
        parked=bad,
    )


def named(refused: RuleViolation, rows: list[ParsedRow]) -> Bilingual:
    """Say which row a room refused."""
    told = in_both(refused)
    number = next(
        (row.number for row in rows if isinstance(refused, EntryRefused) and row.key == refused.slug), 0
    )
    if not number:
        return told
    return Bilingual(f"第 {number} 行：{told.zh}", f"Row {number}: {told.en}")


def reason_of(error: Exception) -> Bilingual:
    """Return why a load stopped, in both languages."""
    message = getattr(error, "message", "")
    if isinstance(message, Bilingual):
        return message
    if message:
        return in_both(RuleViolation(message))
    told = str(error).partition("\n")[0]
    return Bilingual(f"数据库不收：{told}", f"The database refuses it: {told}")


def give_up(community_id: int, batch: ImportBatch, reason: Bilingual) -> None:
    """Stop a batch, unless somebody else has ended it."""
    with in_community(community_id):
        current = ImportBatch.objects.get(pk=batch.pk)
        if current.state not in (ImportBatch.State.DONE, ImportBatch.State.STOPPED):
            stop_batch(batch=current, by_name=batch.by_name, reason=reason)
