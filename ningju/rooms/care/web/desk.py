"""What a carer has to do today, and finding one record: by its code, or by the phone a caller says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.codes import show_code
from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.care import access, services
from ningju.rooms.care.models import CarePair
from ningju.rooms.care.web.forms import FindPhoneForm, FindRecordForm, KeepersForm, PairForm, ProxyJoinForm
from ningju.rooms.care.web.join import PURPOSE, refuse
from ningju.rooms.care.words import REASON_WORDS
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page

LONGEST_LIST = 50


def tasks_page(request: HttpRequest, *, status: int = 200, **refused: Any) -> HttpResponse:
    """Show what is due today at the actor's units; a refused form comes back as it was typed."""
    actor, today = actor_of(request), timezone.localdate()
    due = access.contacts_due(actor, today)
    context: dict[str, Any] = {
        "due": due[:LONGEST_LIST],
        "due_count": due.count(),
        "needs": access.needs_open(actor)[:LONGEST_LIST],
        "pairs": [with_form(pair, PairForm()) for pair in access.pairs_open(actor)],
        "today": today,
        "find_form": FindRecordForm(),
        "phone_form": FindPhoneForm(),
        "may_write_down": access.my_keepers(actor).exists(),
    }
    return render(request, "care/list_care_tasks.html", context | refused, status=status)


@require_safe
@staff_page(*access.CARERS)
def list_care_tasks(request: HttpRequest) -> HttpResponse:
    """Show the contacts due today and what was asked for; never all records."""
    return tasks_page(request)


@require_safe
@staff_page(*access.CARERS)
def find_care_record(request: HttpRequest) -> HttpResponse:
    """Lead from a code to its record."""
    form = FindRecordForm(request.GET)
    if not form.is_valid():
        return tasks_page(request, status=422, find_form=form)
    return redirect(here(request, "show_care_record", code=form.cleaned_data["code"]))


@require_POST
@staff_page(*access.CARERS)
def look_up_care_phone(request: HttpRequest) -> HttpResponse:
    """Lead from the number a caller says to their record, or to a choice of codes."""
    form = FindPhoneForm(request.POST)
    if not form.is_valid():
        return tasks_page(request, status=422, phone_form=form)
    try:
        found = services.find_by_phone(phone=form.cleaned_data["phone"], by=actor_of(request))
    except NotFound as error:
        form.add_error("phone", str(error.message))
        return tasks_page(request, status=404, phone_form=form)
    if len(found) == 1:
        return redirect(here(request, "show_care_record", code=found[0].code))
    codes = [{"code": record.code, "shown": show_code(record.code)} for record in found]
    return tasks_page(request, phone_form=form, codes=codes)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*access.CARERS)
def join_care_for(request: HttpRequest) -> HttpResponse:
    """Write somebody down who phoned or filled in the paper, with the same consent."""
    actor = actor_of(request)
    form = ProxyJoinForm(request.POST or None, units=access.my_keepers(actor))
    status = 422 if form.errors else 200
    if form.is_bound and not form.errors:
        try:
            record = services.join_care(by=actor, **form.told())
            messages.success(request, _("Written down. Read them their code, and give them the slip."))
            return redirect(here(request, "show_care_record", code=record.code))
        except RuleViolation as error:
            status = refuse(form, error)
    context = {"form": form, "purpose": PURPOSE}
    return render(request, "care/join_care_for.html", context, status=status)


@require_POST
@staff_page(*access.PAIR_DECIDERS)
def keep_care_pair(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide that two entries with one number both stay."""
    pair, form = access.pair_at_desk(actor_of(request), public_id), PairForm(request.POST)
    if form.is_valid():
        try:
            services.keep_both(pair=pair, by=actor_of(request), **form.cleaned_data)
            return redirect(here(request, "list_care_tasks"))
        except (RuleViolation, Conflict) as error:
            refuse(form, error)
    return tasks_page(request, status=422, pairs=[with_form(pair, form)])


def with_form(pair: CarePair, form: Form) -> dict[str, Any]:
    """Return a pair with its reason in words and its form."""
    return {"pair": pair, "reason": REASON_WORDS[pair.reason], "form": form}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("admin")
def choose_care_keepers(request: HttpRequest) -> HttpResponse:
    """Choose the units that keep the register."""
    chosen = set(access.keepers())
    form = KeepersForm(request.POST if request.method == "POST" else None, initial={"units": chosen})
    if form.is_bound and form.is_valid():
        wanted = set(form.cleaned_data["units"])
        for unit in wanted - chosen:
            services.let_keep_register(unit=unit, by_name=actor_of(request).name)
        for unit in chosen - wanted:
            services.stop_keeping(unit=unit)
        messages.success(request, _("Kept. People choose among these units when they join."))
        return redirect(here(request, "choose_care_keepers"))
    return render(request, "care/choose_care_keepers.html", {"form": form})
