"""The inbox, a case at the desk, and every act on it."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.links import here
from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.pages.desk.acts import ACTS, Act
from ningju.pages.desk.case_page import case_page, inbox_page
from ningju.pages.desk.forms import DeskForm
from ningju.rooms.cases import access
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.web.forms import FindForm
from ningju.rooms.organisations.access import Actor, actor_of
from ningju.rooms.organisations.web.staff import staff_page

DESK_ROLES = ("worker", "coordinator", "keeper", "partner", "leader", "admin")


@staff_page(*DESK_ROLES, "auditor")
@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """Show what is to do, by answer-by time; an auditor's work is another."""
    if not actor_of(request).may_use_inbox:
        return redirect(here(request, "show_access_log"))
    return render(request, "desk/inbox.html", inbox_page(request, actor_of(request)))


@staff_page(*DESK_ROLES)
@require_safe
def find_case_at_desk(request: HttpRequest) -> HttpResponse:
    """Lead from a code to its case at the desk."""
    form = FindForm(request.GET)
    if form.is_valid():
        return redirect(here(request, "show_case_at_desk", code=form.cleaned_data["code"]))
    page = inbox_page(request, actor_of(request)) | {"find_form": form}
    return render(request, "desk/inbox.html", page, status=422)


@staff_page(*DESK_ROLES)
@require_safe
def show_case_at_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show one case with its history and what can be done."""
    actor = actor_of(request)
    case = access.case_at_desk(actor, code)
    return render(request, "desk/case.html", case_page(request, case, actor))


@staff_page(*DESK_ROLES)
@require_POST
def change_case(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Do one of the acts that ``acts.py`` names, or show the case again with what was typed."""
    actor, act = actor_of(request), ACTS.get(verb)
    if act is None:
        raise NotFound(_("There is nothing here of that name."))
    case = access.case_at_desk(actor, code)
    form = act.form(request.POST, case=case, actor=actor, auto_id=f"{act.place}_%s")
    if not form.is_valid():
        return refuse(request, case, act, form, status=422)
    try:
        changed = perform(act, case, actor, form)
    except (RuleViolation, Conflict) as error:
        form.add_error(field_of(error, form), str(error.message))
        return refuse(request, case, act, form, status=409 if isinstance(error, Conflict) else 422)
    messages.success(request, str(act.done))
    return redirect(after(request, actor, changed))


def perform(act: Act, case: Case, actor: Actor, form: DeskForm) -> Case:
    """Call the act's service with what the form holds, for the version that the page showed."""
    arguments = dict(form.cleaned_data)
    seen = copy(case)
    seen.version = arguments.pop("version")
    return act.serve(case=seen, by=actor, **arguments)


def field_of(error: RuleViolation | Conflict, form: DeskForm) -> str | None:
    """Return the form's field that a refusal is about, if it has it."""
    field = getattr(error, "field", None)
    return "words" if field == "reason" else field if field in form.fields else None


def refuse(request: HttpRequest, case: Case, act: Act, form: DeskForm, *, status: int) -> HttpResponse:
    """Show the case as it stands now, with the form as it was typed."""
    form.renew()
    page = case_page(request, case, actor_of(request), refused=(act.place, form))
    return render(request, "desk/case.html", page, status=status)


def after(request: HttpRequest, actor: Actor, case: Case) -> str:
    """Return where to go on: the case, or the inbox once it has left this desk."""
    if access.inbox(actor).filter(pk=case.pk).exists():
        return here(request, "show_case_at_desk", code=case.code)
    return here(request, "show_inbox")
