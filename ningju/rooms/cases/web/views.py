"""A case by its link (the asker's page) and by its code."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.limits import refuse_spent, take
from ningju.ground.links import here, page_language
from ningju.ground.once import once
from ningju.ground.public_post import PublicForm, public_post
from ningju.kernel.errors import NotFound, RuleViolation
from ningju.rooms.cases import access, services
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.web.case_page import asker_page, code_page
from ningju.rooms.cases.web.forms import DeviceForm, FindForm, VerdictForm, WordsForm
from ningju.rooms.cases.web.private import private_page

GUESSES_PER_HOUR = 30


@require_safe
@private_page
def find_case(request: HttpRequest) -> HttpResponse:
    """Show the box for a code, and lead to the case."""
    form = FindForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect(here(request, "show_case", code=form.cleaned_data["code"]))
    return render(request, "cases/find_case.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@private_page
def show_case(request: HttpRequest, code: str) -> HttpResponse:
    """Show what anybody may read who knows the code."""
    refuse_spent(request, "guess_code", per_hour=GUESSES_PER_HOUR)
    try:
        case = access.case_by_code(code)
    except NotFound:
        take(request, "guess_code", per_hour=GUESSES_PER_HOUR)
        return no_such_code(request, code)
    return render(request, "cases/show_case.html", code_page(case))


def no_such_code(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page for a code that leads nowhere, with the box to type it again."""
    form = FindForm({"code": code})
    return render(request, "cases/no_such_code.html", {"form": form, "code": code[:80]}, status=404)


@require_safe
@private_page
def show_my_case(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the asker what came of their case."""
    case = access.case_by_secret(secret)
    return render(request, "cases/show_my_case.html", my_case(request, case, secret))


def my_case(request: HttpRequest, case: Case, secret: str, **forms: Any) -> dict[str, Any]:
    """Return what the asker's page shows."""
    return asker_page(case, **forms) | {"secret": secret, "said": request.GET.get("said", "")}


@public_post(limit="case", per_hour=300)
@require_POST
@private_page
def add_words(request: HttpRequest, secret: str) -> HttpResponse:
    """Add a word."""
    return act(request, secret, WordsForm(request.POST), "words", services.add_words)


@public_post(limit="case", per_hour=300)
@require_POST
@private_page
def confirm_case(request: HttpRequest, secret: str) -> HttpResponse:
    """Say that it is solved."""
    return act(request, secret, VerdictForm(request.POST), "verdict", services.confirm_case)


@public_post(limit="case", per_hour=300)
@require_POST
@private_page
def reopen_case(request: HttpRequest, secret: str) -> HttpResponse:
    """Say that it is not solved."""
    return act(request, secret, VerdictForm(request.POST), "verdict", services.reopen_case)


@public_post(limit="case", per_hour=300)
@require_POST
@private_page
def leave_device(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep that the asker wants messages on this device."""
    case, form = access.case_by_secret(secret), DeviceForm(request.POST)
    if form.is_valid() and keep_device(case, form):
        return redirect(here(request, "show_my_case", secret=secret) + "?said=leave_device#reach")
    page = my_case(request, case, secret) | {"refused_device": form}
    return render(request, "cases/show_my_case.html", page, status=422)


def keep_device(case: Case, form: DeviceForm) -> bool:
    """Keep a push subscription once; False if it was refused, with the reason in the form."""
    told = form.cleaned_data

    def keep() -> str:
        leave = services.leave_contact
        contact = leave(case=case, address=told["subscription"], channel="push", language=page_language())
        return str(contact.record_id)

    try:
        once(key=told["form_key"], body=f"leave_device {case.code} ".encode() + form.body(), make=keep)
    except RuleViolation as error:
        form.add_error(None, str(error.message))
        return False
    return True


@public_post(limit="case", per_hour=300)
@require_POST
@private_page
def take_back_contact(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase how the asker may be reached, at their tap."""
    case, form = access.case_by_secret(secret), PublicForm(request.POST)
    if form.is_valid():
        body = f"take_back_contact {case.code} ".encode() + form.body()

        def take_back() -> str:
            return str(services.take_back_contact(case=case).public_id)

        once(key=form.cleaned_data["form_key"], body=body, make=take_back)
        return redirect(here(request, "show_my_case", secret=secret) + "?said=take_back_contact#reach")
    return render(request, "cases/show_my_case.html", my_case(request, case, secret, words=form), status=422)


def act(
    request: HttpRequest, secret: str, form: PublicForm, name: str, serve: Callable[..., Case]
) -> HttpResponse:
    """Do once what the asker's form asks, or show the page again with what was typed."""
    case = access.case_by_secret(secret)
    said = serve.__name__
    if form.is_valid():
        words, key = form.cleaned_data["words"], form.cleaned_data["form_key"]
        body = f"{said} {case.code} ".encode() + form.body()
        try:
            once(key=key, body=body, make=lambda: serve(case=case, words=words).code)
            return redirect(here(request, "show_my_case", secret=secret) + f"?said={said}")
        except RuleViolation as error:
            form.refuse(error)
    return render(
        request, "cases/show_my_case.html", my_case(request, case, secret, **{name: form}), status=422
    )
