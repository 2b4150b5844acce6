"""Every step of bringing in a ledger: one function, one transaction, one line of history."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.jobs import defer
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.ledgers import kept_files
from ningju.rooms.ledgers.access import require_bringer
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.mapping import problems_of_mapping
from ningju.rooms.ledgers.models import ImportBatch, ImportEvent, ParkedRow
from ningju.rooms.ledgers.parsing import ParsedRow
from ningju.rooms.organisations.access import Actor

PARKED_FOR = timedelta(days=30)
FILES_KEPT_FOR = timedelta(hours=24)
NO_REASON = Bilingual("", "")
State = ImportBatch.State


def basis_of(file_digest: str, kind: str, mapping: Mapping[str, str]) -> str:
    """Return the digest of what was checked: the file, the kind and the choice of columns."""
    told = json.dumps([file_digest, kind, sorted(mapping.items())], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def start_batch(
    *,
    kind: str,
    file_name: str,
    file_format: str,
    file_digest: str,
    header: Sequence[str],
    mapping: Mapping[str, str],
    by: Actor,
    via: str = ImportBatch.Via.WEB,
    public_id: UUID | None = None,
) -> ImportBatch:
    """Begin to bring in a ledger: its file was read and holds nothing that is never stored.

    Writes one ``brought`` line to the history.

    Raises:
        NotAllowed: the actor brings in no ledgers.
        RuleViolation: there is no such kind (field ``kind``).
    """
    require_bringer(by)
    if kind not in LEDGERS:
        raise RuleViolation(_("There is no such kind of ledger."), field="kind")
    batch = ImportBatch.objects.create(
        public_id=public_id or uuid4(),
        kind=kind,
        file_name=file_name[-120:],
        file_format=file_format,
        file_digest=file_digest,
        header=list(header),
        mapping=dict(mapping),
        via=via,
        by_name=by.name,
    )
    note(batch, "brought", by.name, file_format)
    return batch


@transaction.atomic
def choose_columns(*, batch: ImportBatch, mapping: Mapping[str, str], by: Actor) -> None:
    """Say which column is which, and let the table be checked in the background.

    Writes one ``columns`` line to the history.

    Raises:
        NotAllowed: the actor brings in no ledgers.
        RuleViolation: a column is missing, chosen twice or not ours.
        Conflict: the batch is loaded, stopped or busy by now.
    """
    require_bringer(by)
    locked = lock(batch, State.DRAFT, State.CHECKED)
    if problems_of_mapping(mapping, LEDGERS[locked.kind]):
        raise RuleViolation(_("Some columns are missing or chosen twice."), field="mapping")
    change(
        locked,
        mapping={name: ours for name, ours in mapping.items() if ours},
        state=State.CHECKING,
        checked_basis="",
    )
    note(locked, "columns", by.name)
    defer("ledgers.check_batch", community_id=current_community_id(), public_id=str(locked.public_id))


@transaction.atomic
def note_checked(*, batch: ImportBatch, rows: int, rows_bad: int) -> None:
    """Write down what a dry run found: nothing was stored by it.

    Writes one ``checked`` line to the history.

    Raises:
        Conflict: the batch was stopped meanwhile.
    """
    locked = lock(batch, State.CHECKING, State.DRAFT, State.CHECKED)
    basis = basis_of(locked.file_digest, locked.kind, locked.mapping)
    change(locked, rows=rows, rows_bad=rows_bad, state=State.CHECKED, checked_basis=basis)
    note(locked, "checked", locked.by_name, f"{rows} rows, {rows_bad} bad")


@transaction.atomic
def load_batch(*, batch: ImportBatch, is_parking: bool, by: Actor) -> None:
    """Let a checked table be loaded in the background, whole, or with its bad rows set aside.

    Writes one ``loading`` line to the history.

    Raises:
        NotAllowed: the actor brings in no ledgers.
        RuleViolation: rows are bad and are not to be set aside.
        Conflict: it is not checked, or the file or its columns are not those that were checked.
    """
    require_bringer(by)
    start_loading(batch=batch, is_parking=is_parking, by_name=by.name)
    defer("ledgers.load_batch", community_id=current_community_id(), public_id=str(batch.public_id))


@transaction.atomic
def start_loading(*, batch: ImportBatch, is_parking: bool, by_name: str) -> ImportBatch:
    """Begin to load a checked table; the caller does the loading.

    Writes one ``loading`` line to the history.

    Raises:
        RuleViolation: rows are bad and are not to be set aside.
        Conflict: it is not checked, or the file or its columns are not those that were checked.
    """
    locked = lock(batch, State.CHECKED)
    if locked.checked_basis != basis_of(locked.file_digest, locked.kind, locked.mapping):
        raise Conflict(_("The columns are not those that were checked. Check the table again."))
    if locked.rows_bad and not is_parking:
        raise RuleViolation(_("Some rows are bad. Mend the file, or set the bad rows aside."), field="park")
    if locked.rows_bad >= locked.rows:
        raise RuleViolation(_("No row is good, so there is nothing to load."), field="park")
    change(locked, state=State.RUNNING, is_parking=is_parking, by_name=by_name)
    note(locked, "loading", by_name, "bad rows set aside" if is_parking else "")
    return locked


@transaction.atomic
def note_progress(
    *,
    batch: ImportBatch,
    former_row: int,
    row: int,
    new: int,
    changed: int,
    same: int,
    parked: Sequence[ParsedRow],
) -> ImportBatch:
    """Write down, in the transaction of the rows themselves, that a batch is loaded up to a row.

    Whoever goes on after a kill begins behind that row. The history has one line a load, not one a
    chunk: what each row changed stands in the history of its place, body or offer.

    Raises:
        Conflict: the batch was stopped, or somebody else loads it.
    """
    locked = lock(batch, State.RUNNING)
    if locked.progress_row != former_row:
        raise Conflict(_("Somebody else is loading this table."))
    ParkedRow.objects.bulk_create(
        ParkedRow(
            batch=locked,
            row_number=one.number,
            cells=one.cells,
            reason_zh=one.problems[0].shown().zh[:400],
            reason_en=one.problems[0].shown().en[:400],
        )
        for one in parked
    )
    change(
        locked,
        progress_row=row,
        rows_new=locked.rows_new + new,
        rows_changed=locked.rows_changed + changed,
        rows_same=locked.rows_same + same,
        rows_parked=locked.rows_parked + len(parked),
    )
    return locked


@transaction.atomic
def finish_batch(*, batch: ImportBatch) -> None:
    """Say that a table is loaded, and remove its file.

    Writes one ``loaded`` line to the history.

    Raises:
        Conflict: it was stopped meanwhile.
    """
    locked = lock(batch, State.RUNNING)
    change(locked, state=State.DONE)
    told = f"{locked.rows_new} new, {locked.rows_changed} changed, {locked.rows_same} same"
    note(locked, "loaded", locked.by_name, f"{told}, {locked.rows_parked} set aside")
    remove_files(locked)


@transaction.atomic
def stop_batch(*, batch: ImportBatch, by_name: str, reason: Bilingual = NO_REASON) -> None:
    """Give a table up and remove its file; rows that were loaded stay.

    Writes one ``stopped`` line to the history.

    Raises:
        Conflict: it is loaded or stopped already.
    """
    locked = lock(batch, State.DRAFT, State.CHECKING, State.CHECKED, State.RUNNING)
    change(locked, state=State.STOPPED, reason_zh=reason.zh[:400], reason_en=reason.en[:400])
    note(locked, "stopped", by_name)
    remove_files(locked)


@transaction.atomic
def erase_parked_rows(*, now: datetime) -> int:
    """Erase the rows that were set aside 30 days ago or more; return how many."""
    erased, _rows = ParkedRow.objects.filter(parked_at__lte=now - PARKED_FOR).delete()
    return erased


@transaction.atomic
def stop_forgotten_batches(*, now: datetime) -> int:
    """Give up the tables that nobody went on with for a day; their files are removed. Return how many."""
    old = list(ImportBatch.objects.waiting().filter(touched_at__lte=now - FILES_KEPT_FOR))
    reason = Bilingual("一天没有继续，文件已删除。", "Nobody went on for a day; the file was removed.")
    for batch in old:
        stop_batch(batch=batch, by_name="", reason=reason)
    return len(old)


def lock(batch: ImportBatch, *states: str) -> ImportBatch:
    """Return a batch as it is now, locked.

    Raises:
        Conflict: it is in none of these states.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in states:
        raise Conflict(_("This import has moved on meanwhile. Please look at it again."))
    return locked


def change(batch: ImportBatch, **columns: Any) -> None:
    """Save columns of a batch, and when it was last touched."""
    for name, value in (columns | {"touched_at": timezone.now()}).items():
        setattr(batch, name, value)
    batch.save(update_fields=[*columns, "touched_at"])


def note(batch: ImportBatch, verb: str, by_name: str, words: str = "") -> None:
    """Write one line of a batch's history."""
    ImportEvent.objects.create(batch=batch, verb=verb, by_name=by_name, words=words[:200])


def remove_files(batch: ImportBatch) -> None:
    """Remove a batch's files as soon as this transaction is committed."""
    public_id = batch.public_id
    transaction.on_commit(lambda: kept_files.remove(public_id))
