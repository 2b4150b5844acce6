"""Batches of ledgers that were brought in, the rows that were set aside, and their history."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantForeignKey, TenantModel


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches of the community."""

    def newest_first(self) -> Self:
        """Sort by when they were brought."""
        return self.order_by("-brought_at", "-id")

    def waiting(self) -> Self:
        """Keep those whose file is still kept because nothing has come of it yet."""
        return self.exclude(state__in=(ImportBatch.State.DONE, ImportBatch.State.STOPPED))


class ImportBatch(TenantModel):
    """One ledger that somebody brings in (台账导入): which file, which columns, how far it is.

    It keeps numbers and the names of columns, never a cell.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Columns to be chosen")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, not loaded yet")
        RUNNING = "running", _("Being loaded")
        DONE = "done", _("Loaded")
        STOPPED = "stopped", _("Stopped")

    class Via(models.TextChoices):
        """By which door it came."""

        WEB = "web"
        COMMAND = "command"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=120)
    file_format = models.CharField(max_length=8)
    file_digest = models.CharField(max_length=64)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    checked_basis = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    via = models.CharField(max_length=8, choices=Via, default=Via.WEB)
    is_parking = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_parked = models.PositiveIntegerField(default=0)
    progress_row = models.PositiveIntegerField(default=0)
    reason_zh = models.CharField(max_length=400, blank=True)
    reason_en = models.CharField(max_length=400, blank=True)
    by_name = models.CharField(max_length=80)
    brought_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        """Found by its public id; the newest first."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "public_id"], name="importbatch_public_id_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "-brought_at"], name="importbatch_newest")]

    @property
    def rows_written(self) -> int:
        """How many rows were dealt with so far."""
        return self.rows_new + self.rows_changed + self.rows_same + self.rows_parked

    @property
    def percent(self) -> int:
        """How far the load is, 0 to 100."""
        return min(100, 100 * self.rows_written // self.rows) if self.rows else 0

    @property
    def is_busy(self) -> bool:
        """Say whether a job works on it."""
        return self.state in (self.State.CHECKING, self.State.RUNNING)

    @property
    def has_file(self) -> bool:
        """Say whether its file is still kept."""
        return self.state not in (self.State.DONE, self.State.STOPPED)


class ParkedRow(TenantModel):
    """One row of a ledger that could not be taken (搁置行), as text; erased after 30 days.

    Ledgers are of places, bodies and offers, and a row with anything about a person that is never
    stored ends the whole import, so no such row is ever parked.
    """

    lifetime: ClassVar[str] = "parked_rows"

    batch = TenantForeignKey(ImportBatch, models.CASCADE, related_name="parked")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    reason_zh = models.CharField(max_length=400)
    reason_en = models.CharField(max_length=400)
    parked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Each row once a batch; found by age."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "batch", "row_number"], name="parkedrow_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "parked_at"], name="parkedrow_age")]


class ImportEvent(TenantModel):
    """One line of a batch's history (导入记录)."""

    batch = TenantForeignKey(ImportBatch, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=16)
    by_name = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        """By batch and time."""

        indexes: ClassVar = [models.Index(fields=["community", "batch", "at"], name="importevent_of_batch")]
