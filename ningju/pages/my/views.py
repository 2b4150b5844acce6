"""What do you hold about me, who looked, and how do I take it back?"""

import json
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.flows.looking_up import send_look_up_code
from ningju.ground.links import here
from ningju.ground.public_post import PublicForm, public_post
from ningju.kernel.errors import NotFound, RuleViolation
from ningju.pages.my.forms import CodeForm, NumberForm
from ningju.pages.my.proof import forget_proof, prove, proven
from ningju.pages.my.shown import as_document, show_all
from ningju.rooms.accounts.models import User
from ningju.rooms.cases.access import case_by_secret
from ningju.rooms.cases.holdings import holding_of_case
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.privacy.account import holding_of_account
from ningju.rooms.privacy.holdings import Holding, held_under
from ningju.rooms.privacy.services.look_up_codes import use_look_up_code


@require_safe
@private_page
def show_my_page(request: HttpRequest) -> HttpResponse:
    """Show everything that is held under the number this browser proved, or the ways to prove one."""
    holdings = held_for(request)
    if holdings is None:
        return render(request, "my/ask_number.html", {"form": NumberForm()})
    return render(request, "my/show_my_page.html", {"shown": show_all(request, holdings)})


@require_POST
@public_post(limit="my_number", per_hour=20)
@private_page
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the number, if anything is held under it; say the same in either case."""
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            asked = send_look_up_code(
                phone=form.cleaned_data["phone"],
                language=request.language,  # type: ignore[attr-defined]
            )
        except RuleViolation as error:
            form.add_error("phone", str(error.message))
        else:
            return render(request, "my/enter_code.html", {"form": CodeForm(initial={"asked": asked})})
    return render(request, "my/ask_number.html", {"form": form}, status=422)


@require_POST
@public_post(limit="my_code", per_hour=60)
@private_page
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code and open the page for half an hour."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            digest = use_look_up_code(public_id=form.cleaned_data["asked"], code=form.cleaned_data["code"])
        except RuleViolation as error:
            form.add_error("code", str(error.message))
        else:
            answer = redirect(here(request, "show_my_page"))
            prove(request, answer, digest)
            return answer
    return render(request, "my/enter_code.html", {"form": form}, status=422)


@require_safe
@private_page
def download_my_page(request: HttpRequest, form: str) -> HttpResponse:
    """Hand everything over as a file: JSON for a program, HTML for the eye."""
    return as_file(request, required_holdings(request), form)


def as_file(request: HttpRequest, holdings: Sequence[Holding], form: str) -> HttpResponse:
    """Return things that are held as a file in a form, "json" or "html".

    Raises:
        NotFound: another form.
    """
    if form not in ("json", "html"):
        raise NotFound(_("There is no copy of this kind."))
    shown = show_all(request, holdings)
    if form == "json":
        body = json.dumps(as_document(request, shown), ensure_ascii=False, indent=2)
        answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    else:
        answer = HttpResponse(render_to_string("my/file.html", {"shown": shown}, request))
    answer.headers["Content-Disposition"] = f'attachment; filename="ningju-my-page.{form}"'
    return answer


@require_POST
@public_post(limit="my_erase", per_hour=60)
@private_page
def erase_holding(request: HttpRequest) -> HttpResponse:
    """Erase one thing that is held, at once, and show the receipt."""
    holding = chosen(required_holdings(request), request.POST.get("key", ""))
    if PublicForm(request.POST).is_valid() and holding.erase is not None:
        holding.erase()
        messages.success(request, erased_words(holding))
    return redirect(here(request, "show_my_page"))


def erased_words(holding: Holding) -> str:
    """Say that something was erased; only what was sealed is gone from backups too."""
    if not holding.record_ids:
        return _("Erased: %(name)s.") % {"name": holding.name}
    return _("Erased: %(name)s. Nobody can read it any more, in backups neither.") % {"name": holding.name}


def chosen(holdings: Sequence[Holding], key: str) -> Holding:
    """Return the thing of this key.

    Raises:
        NotFound: there is none among them.
    """
    found = next((holding for holding in holdings if holding.key == key), None)
    if found is None:
        raise NotFound(_("That is not here any more."))
    return found


def held_for(request: HttpRequest) -> list[Holding] | None:
    """Return what is held about whoever proved a number, signed in, or both; None if nobody did."""
    digest, user = proven(request), request.user
    if digest is None and not user.is_authenticated:
        return None
    own = [holding_of_account(user)] if isinstance(user, User) else []
    return own + (held_under(digest) if digest is not None else [])


def required_holdings(request: HttpRequest) -> list[Holding]:
    """Return what is held about whoever asks.

    Raises:
        NotFound: they proved nothing, or too long ago.
    """
    holdings = held_for(request)
    if holdings is None:
        raise NotFound(_("This page is open for half an hour after the code. Please ask for a new one."))
    return holdings


@require_http_methods(["POST"])
@public_post(limit="my_leave", per_hour=60)
def leave_my_page(request: HttpRequest) -> HttpResponse:
    """End it now."""
    answer = redirect(here(request, "show_my_page"))
    forget_proof(request, answer)
    return answer


@require_safe
@private_page
def show_held(request: HttpRequest, secret: str) -> HttpResponse:
    """Show everything that is held about one matter, to whoever holds its link."""
    holding = holding_of_case(case_by_secret(secret))
    return render(request, "my/show_held.html", {"shown": show_all(request, [holding]), "secret": secret})


@require_safe
@private_page
def download_held(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """Hand over everything about one matter as a file."""
    return as_file(request, [holding_of_case(case_by_secret(secret))], form)


@require_POST
@public_post(limit="my_erase", per_hour=60)
@private_page
def erase_held(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase what is personal about one matter, at once, and show the receipt."""
    holding = holding_of_case(case_by_secret(secret))
    if PublicForm(request.POST).is_valid() and holding.erase is not None:
        holding.erase()
        messages.success(request, erased_words(holding))
    return redirect(here(request, "show_held", secret=secret))
