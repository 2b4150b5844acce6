"""Joining the register: the page, and the same on paper."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ningju.ground.links import here
from ningju.ground.public_post import public_post
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.care import access, services
from ningju.rooms.care.models import CareRecord, Theme
from ningju.rooms.care.web.forms import JoinForm
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.privacy.purposes import PURPOSES

PURPOSE = PURPOSES["care"]


def refuse(form: Form, error: RuleViolation | Conflict) -> int:
    """Put a refusal beside the field it is about, and return the status of the page."""
    field = getattr(error, "field", None)
    form.add_error(field if field in form.fields else None, str(error.message))
    return 409 if isinstance(error, Conflict) else 422


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
@public_post(limit="care", per_hour=60)
def join_care(request: HttpRequest) -> HttpResponse:
    """Say what the register is, and let somebody join."""
    form = JoinForm(request.POST or None, units=access.keepers())
    status = 422 if form.errors else 200
    if not form.errors and form.is_bound:
        try:
            secret = services.join_care_once(body=form.body(), **form.told())
            return redirect(here(request, "show_care_file", secret=secret) + "?said=join")
        except (RuleViolation, Conflict) as error:
            status = refuse(form, error)
    context = {"form": form, "purpose": PURPOSE}
    return render(request, "care/join_care.html", context, status=status)


@require_safe
def print_care_form(request: HttpRequest) -> HttpResponse:
    """Show the paper form: the same fields and the same consent."""
    context: dict[str, Any] = {
        "units": access.keepers(), "purpose": PURPOSE, "themes": Theme.choices,
        "rhythms": CareRecord.Rhythm.choices, "ways": CareRecord.Way.choices,
    }  # fmt: skip
    return render(request, "care/print_care_form.html", context)
