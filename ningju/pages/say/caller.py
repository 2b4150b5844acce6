"""What somebody says on the phone or on paper, written down by staff in the same form."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from ningju.flows.say import ContactTold, say_once
from ningju.ground.links import here
from ningju.kernel.errors import NingjuError
from ningju.pages.say.forms import SayForm
from ningju.pages.say.guesses import guess_category, kinds_for_choice
from ningju.pages.say.views import modules_of, typed_words
from ningju.rooms.cases import access
from ningju.rooms.cases.models import Case
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.privacy.purposes import PURPOSES


class CallerForm(SayForm):
    """The same form, and how it reached us."""

    via = forms.ChoiceField(
        label=lazy("How did it reach you?"),
        choices=[(Case.Via.PHONE, lazy("by phone")), (Case.Via.PAPER, lazy("on paper"))],
    )
    language = forms.ChoiceField(
        label=lazy("They read"), choices=[("zh", lazy("Chinese")), ("en", lazy("English"))]
    )


@staff_page(*access.PROXIES)
@require_http_methods(["GET", "HEAD", "POST"])
def say_for_caller(request: HttpRequest) -> HttpResponse:
    """Show the form to staff, and send it for the caller; suggest a kind where none was chosen."""
    modules = modules_of(request)
    form = CallerForm(request.POST if request.method == "POST" else None, modules=modules)
    if form.is_valid() and form.cleaned_data["category"] is not None:
        answer = send_for_caller(request, form)
        if answer is not None:
            return answer
    return render(request, "say/say_for_caller.html", page(request, form), status=422 if form.errors else 200)


def send_for_caller(request: HttpRequest, form: CallerForm) -> HttpResponse | None:
    """Open the case, marked as by proxy, and lead to it; None if it was refused, with the reason."""
    told, contact = form.cleaned_data, form.contact()
    try:
        case = say_once(
            form_key=told["form_key"],
            body=form.body(),
            words=told["words"],
            category=told["category"],
            where=told["where"],
            via=told["via"],
            by=actor_of(request),
            contact=ContactTold(**contact, language=told["language"]) if contact else None,
        )
    except NingjuError as error:
        form.refuse(error)
        return None
    said = _("Written down. Say this code to them, twice: %(code)s") % {"code": case.shown_code}
    messages.success(request, said)
    if access.inbox(actor_of(request)).filter(pk=case.pk).exists():
        return redirect(here(request, "show_case_at_desk", code=case.code))
    return redirect(here(request, "show_inbox"))


def page(request: HttpRequest, form: CallerForm) -> dict[str, Any]:
    """Return what the form's page shows."""
    modules = modules_of(request)
    guess = guess_category(typed_words(request), modules) if form.is_bound else None
    chosen = form["category"].value()
    return {
        "form": form,
        "guess": guess,
        "kinds": kinds_for_choice(modules),
        "chosen": chosen or (guess.category.slug if guess and guess.category else None),
        "to_confirm": form.is_bound and not form.errors and not chosen,
        "callback": PURPOSES["callback"],
    }
