"""One record at the desk: reach the person for a task, write down what came of it, act at their word."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.codes import show_code
from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.care import access, services
from ningju.rooms.care.models import CareNeed, CareRecord
from ningju.rooms.care.own_file import step_of
from ningju.rooms.care.web.forms import (
    ContactForm,
    HelpFields,
    NeedForm,
    ProxyDetailsForm,
    ProxyRhythmForm,
)
from ningju.rooms.care.web.join import refuse
from ningju.rooms.care.words import DESK_FIELD_WORDS
from ningju.rooms.organisations.access import Actor, actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.places.web.poster import qr_svg


def record_page(request: HttpRequest, record: CareRecord, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show a record at the desk: how it stands, what is to do, and nothing sealed but what was opened."""
    due = record.contacts.due(timezone.localdate()).first()
    context: dict[str, Any] = {
        "record": record,
        "shown_code": show_code(record.code),
        "due": due,
        "asked_already": "" if due else services.asked_already(record),
        "has_a_task": access.has_a_task(record, timezone.localdate()),
        "needs": needs_of(record, more.pop("refused_need", None), more.pop("opened_need", None)),
        "history": [step_of(event, record, for_desk=True) for event in record.events.all()],
        "contact_form": ContactForm(),
        "help_form": HelpFields(),
        "rhythm_form": ProxyRhythmForm(initial={"rhythm": record.rhythm}),
        "details_form": ProxyDetailsForm(auto_id="details_%s"),
    }
    return render(request, "care/show_care_record.html", context | more, status=status)


def needs_of(
    record: CareRecord, refused: tuple[CareNeed, Form] | None, opened: tuple[CareNeed, str] | None
) -> list[dict[str, Any]]:
    """Return a record's needs with their steps; one may have been opened, one refused form comes back."""
    return [
        {
            "need": need,
            "steps": [step_of(event, record, for_desk=True) for event in need.events.order_by("at", "id")],
            "form": refused[1] if refused and refused[0].pk == need.pk else NeedForm(),
            "opened": opened[1] if opened and opened[0].pk == need.pk else "",
        }
        for need in record.needs.order_by("-opened_at", "-id")
    ]


@require_safe
@staff_page(*access.CARERS)
def show_care_record(request: HttpRequest, code: str) -> HttpResponse:
    """Show one record of the actor's unit."""
    return record_page(request, access.record_at_desk(actor_of(request), code))


@require_POST
@staff_page(*access.CARERS)
def open_care_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Open how to reach somebody, for what is to do now."""
    actor = actor_of(request)
    record = access.record_at_desk(actor, code)
    try:
        opened = services.open_contact(record=record, by=actor, with_backup="backup" in request.POST)
    except Conflict as error:
        return record_page(request, record, status=409, trouble=str(error.message))
    rows = [{"name": DESK_FIELD_WORDS[field], "field": field, "text": text} for field, text in opened.items()]
    return record_page(request, record, opened=rows)


@require_POST
@staff_page(*access.CARERS)
def record_care_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what came of the contact that is due."""
    actor = actor_of(request)
    record, form, status = access.record_at_desk(actor, code), ContactForm(request.POST), 422
    if form.is_valid():
        try:
            services.record_contact(record=record, by=actor, **form.cleaned_data)
            messages.success(request, _("Written down. The person reads it in their file."))
            return redirect(here(request, "list_care_tasks"))
        except (RuleViolation, Conflict) as error:
            status = refuse(form, error)
    return record_page(request, record, status=status, contact_form=form, refused=form)


@require_POST
@staff_page(*access.CARERS)
def open_care_need(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the words of a need."""
    actor = actor_of(request)
    need = access.need_at_desk(actor, public_id)
    words = services.open_need(need=need, by=actor)["words"]
    return record_page(request, need.asker, opened_need=(need, words))


@require_POST
@staff_page(*access.CARERS)
def move_care_need(request: HttpRequest, public_id: UUID, verb: str) -> HttpResponse:
    """Plan a need, note a step, or close it, with words that the person reads."""
    actor = actor_of(request)
    need, form, status = access.need_at_desk(actor, public_id), NeedForm(request.POST), 422
    if form.is_valid():
        try:
            services.move_need(need=need, verb=verb, by=actor, **form.cleaned_data)
            return redirect(here(request, "show_care_record", code=need.asker.code))
        except (RuleViolation, Conflict) as error:
            status = refuse(form, error)
    return record_page(request, need.asker, status=status, refused_need=(need, form), refused=form)


@require_POST
@staff_page(*access.CARERS)
def print_care_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Print the slip with code and link for somebody whom staff wrote down."""
    actor = actor_of(request)
    record = access.record_at_desk(actor, code)
    try:
        secret = services.print_slip(record=record, by=actor)
    except Conflict as error:
        return record_page(request, record, status=409, trouble=str(error.message))
    address = request.build_absolute_uri(here(request, "show_care_file", secret=secret))
    context = {"record": record, "shown_code": show_code(record.code), "address": address}
    return render(request, "care/print_care_slip.html", context | {"qr": qr_svg(address)})


def stay(record: CareRecord, actor: Actor, form: Form) -> None:
    """Keep them on for a year."""
    services.confirm_care(record=record, by=actor)


def change_rhythm(record: CareRecord, actor: Actor, form: Form) -> None:
    """Change their rhythm."""
    services.change_rhythm(record=record, by=actor, **form.cleaned_data)


def correct_details(record: CareRecord, actor: Actor, form: Form) -> None:
    """Put right what is held."""
    changes = form.changes() if isinstance(form, ProxyDetailsForm) else {}
    services.correct_care(record=record, by=actor, changes=changes)


def ask_for_help(record: CareRecord, actor: Actor, form: Form) -> None:
    """Write down what they ask for."""
    services.ask_for_help(record=record, by=actor, **form.cleaned_data)


def leave(record: CareRecord, actor: Actor, form: Form) -> None:
    """Erase everything."""
    services.withdraw_care(record=record, by=actor)


FOR_THEM: dict[str, tuple[str, type[Form], Callable[[CareRecord, Actor, Form], None]]] = {
    "stay": ("stay_form", Form, stay),
    "rhythm": ("rhythm_form", ProxyRhythmForm, change_rhythm),
    "details": ("details_form", ProxyDetailsForm, correct_details),
    "help": ("help_form", HelpFields, ask_for_help),
    "leave": ("leave_form", Form, leave),
}
"""What a person can do on their own page, done for them at their word: the form's name, form and act."""


@require_POST
@staff_page(*access.CARERS)
def act_for_them(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Do for a caller what they could do on their own page, marked by proxy."""
    actor = actor_of(request)
    record = access.record_at_desk(actor, code)
    if verb not in FOR_THEM:
        raise NotFound(_("There is nothing here of that name."))
    name, form_class, act = FOR_THEM[verb]
    form, status = form_class(request.POST), 422
    if form.is_valid():
        try:
            act(record, actor, form)
            return after(request, record, verb)
        except (RuleViolation, Conflict) as error:
            status = refuse(form, error)
    return record_page(request, record, status=status, refused=form, **{name: form})


def after(request: HttpRequest, record: CareRecord, verb: str) -> HttpResponse:
    """Say what was done, and go on: to the record, or to the day's tasks once it is erased."""
    if verb == "leave":
        messages.success(request, _("Everything about this person is erased. Their link says so."))
        return redirect(here(request, "list_care_tasks"))
    messages.success(request, _("Done at their word, and marked so in their file."))
    return redirect(here(request, "show_care_record", code=record.code))
