"""Pages on which coordinators bring in ledgers: upload, columns, dry run, load, result."""

import csv
from itertools import islice
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here, page_language
from ningju.ground.sheets import SheetUnreadable
from ningju.rooms.ledgers import kept_files, services
from ningju.rooms.ledgers.access import BRINGERS, access_batch, batches_of
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.models import ImportBatch
from ningju.rooms.ledgers.problems import LedgerForbidden
from ningju.rooms.ledgers.web.forms import ColumnsForm, UploadForm
from ningju.rooms.ledgers.web.upload import take_table
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page

A_PAGE = 20
MOST_SHOWN = 50


@staff_page(*BRINGERS)
@require_safe
def list_ledgers(request: HttpRequest) -> HttpResponse:
    """What was brought in, by whom, and what came of it?"""
    page = Paginator(batches_of(actor_of(request)), A_PAGE).get_page(request.GET.get("page"))
    rows = [(batch, LEDGERS[batch.kind]) for batch in page]
    return render(request, "ledgers/list_ledgers.html", {"page": page, "rows": rows})


@staff_page(*BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_ledger(request: HttpRequest) -> HttpResponse:
    """Take a table; one that holds what is never stored is refused whole and leaves nothing."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"kind": "places"})
    refusals: tuple[str, ...] = ()
    if form.is_valid():
        try:
            batch = take_table(form.upload, kind=form.cleaned_data["kind"], by=actor_of(request))
            return redirect(here(request, "map_ledger", public_id=batch.public_id))
        except (SheetUnreadable, LedgerForbidden) as refused:
            form.add_error("table", refused.message.read(page_language())[0])
            refusals = tuple(one.shown().read(page_language())[0] for one in getattr(refused, "refusals", ()))
    context = {"form": form, "ledgers": LEDGERS.values(), "refusals": refusals}
    return render(request, "ledgers/upload_ledger.html", context, status=422 if form.errors else 200)


@staff_page(*BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def map_ledger(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which column is which? A proposal with its reason; the person corrects it."""
    actor = actor_of(request)
    batch = access_batch(actor, public_id)
    form = ColumnsForm(request.POST or None, batch=batch)
    if batch.state not in (ImportBatch.State.DRAFT, ImportBatch.State.CHECKED):
        return redirect(here(request, "show_ledger", public_id=public_id))
    if form.is_valid():
        services.choose_columns(batch=batch, mapping=form.mapping, by=actor)
        return redirect(here(request, "show_ledger", public_id=public_id))
    context = {"form": form, "batch": batch, "ledger": LEDGERS[batch.kind]}
    return render(request, "ledgers/map_ledger.html", context, status=422 if form.errors else 200)


@staff_page(*BRINGERS)
@require_safe
def show_ledger(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far is it, what is wrong with it, what came of it?"""
    batch = access_batch(actor_of(request), public_id)
    problems = [
        one.shown().read(page_language())[0]
        for one in islice(kept_files.read_problems(public_id), MOST_SHOWN)
    ]
    context = {
        "batch": batch,
        "ledger": LEDGERS[batch.kind],
        "problems": problems,
        "is_more": batch.rows_bad > len(problems),
        "left_out": [name for name in batch.header if name not in batch.mapping],
        "parked": batch.parked.order_by("row_number")[:MOST_SHOWN],
        "events": batch.events.order_by("at", "id"),
    }
    return render(request, "ledgers/show_ledger.html", context)


@staff_page(*BRINGERS)
@require_safe
def download_problems(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give everything that is wrong with a table as a CSV that spreadsheets open."""
    batch = access_batch(actor_of(request), public_id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="problems-{batch.public_id}.csv"'
    rows = csv.writer(response)
    rows.writerow([_("Row"), _("Column"), _("What stands there"), _("What to mend")])
    for one in kept_files.read_problems(public_id):
        rows.writerow(
            [one.row, *(safe(text) for text in (one.column, one.value, one.what.read(page_language())[0]))]
        )
    return response


@staff_page(*BRINGERS)
@require_POST
def load_ledger(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Load a checked table, whole or with its bad rows set aside."""
    actor = actor_of(request)
    batch = access_batch(actor, public_id)
    services.load_batch(batch=batch, is_parking=request.POST.get("park") == "1", by=actor)
    return redirect(here(request, "show_ledger", public_id=public_id))


@staff_page(*BRINGERS)
@require_POST
def stop_ledger(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a table up; its file is removed at once."""
    actor = actor_of(request)
    services.stop_batch(batch=access_batch(actor, public_id), by_name=actor.name)
    messages.success(request, _("Given up. The file is removed; what was loaded before stays."))
    return redirect(here(request, "list_ledgers"))


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
