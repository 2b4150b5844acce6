"""Ask to break the glass, agree as the second person, read for sixty minutes."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ningju.flows.breaking_glass import break_and_tell
from ningju.ground.links import here
from ningju.kernel.errors import NotFound, RuleViolation
from ningju.pages.glass.records import record_behind, record_of
from ningju.rooms.messages.addresses import write_address
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.privacy import access
from ningju.rooms.privacy.purposes import LIFE_IN_DANGER
from ningju.rooms.privacy.services import glass as services
from ningju.rooms.privacy.services import open_sealed
from ningju.rooms.privacy.words import FIELD_WORDS

GLASS_ROLES = tuple(sorted(LIFE_IN_DANGER.roles))
NUMBERS = ("address", "phone")
"""What can be phoned in one tap, unless it is an e-mail address."""


class GlassForm(forms.Form):
    """Which matter, and why a life is in danger."""

    code = forms.CharField(label=gettext_lazy("Code of the matter or the care record"), max_length=20)
    reason = forms.CharField(
        label=gettext_lazy("Why is a life in danger?"),
        help_text=gettext_lazy("Who sees this: the second person, the auditor, and the person it is about."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@staff_page(*GLASS_ROLES)
@require_safe
def list_glasses(request: HttpRequest) -> HttpResponse:
    """Show what colleagues ask, what is open for oneself, and the form to ask."""
    return show_list(request, GlassForm())


def show_list(request: HttpRequest, form: GlassForm) -> HttpResponse:
    """Render the page with a form as it stands."""
    actor, now = actor_of(request), timezone.now()
    context = {
        "form": form,
        "waiting": access.glasses_waiting(now),
        "held": access.glasses_held(actor.user_id, now),
        "own_id": actor.user_id,
    }
    return render(request, "glass/list_glasses.html", context, status=422 if form.errors else 200)


@staff_page(*GLASS_ROLES)
@require_POST
def ask_for_glass(request: HttpRequest) -> HttpResponse:
    """Ask a second person to agree."""
    form = GlassForm(request.POST)
    if form.is_valid():
        try:
            row, subject = record_of(form.cleaned_data["code"])
            services.ask_for_glass(
                record=row, subject=subject, reason=form.cleaned_data["reason"], by=actor_of(request)
            )
        except (NotFound, RuleViolation) as error:
            form.add_error(getattr(error, "field", "code"), str(error.message))
        else:
            messages.success(
                request, _("Asked. Call a colleague: it opens when a second person agrees here.")
            )
            return redirect(here(request, "list_glasses"))
    return show_list(request, form)


@staff_page(*GLASS_ROLES)
@require_POST
def break_glass(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree as the second person."""
    break_and_tell(glass=access.access_glass(public_id), by=actor_of(request))
    messages.success(request, _("Your colleague may read it for sixty minutes. The person is told."))
    return redirect(here(request, "list_glasses"))


@staff_page(*GLASS_ROLES)
@require_POST
def open_glass(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read what lies behind a broken glass; each reading is logged."""
    glass = access.access_glass(public_id)
    opened = open_sealed(
        record_behind(glass),
        purpose=LIFE_IN_DANGER.name,
        reader=access.reader_of(actor_of(request)),
        words=glass.reason,
    )
    facts = [
        (FIELD_WORDS.get(field, field), *((write_address(words), words) if field in NUMBERS else (words, "")))
        for field, words in opened.items()
        if words
    ]
    return render(request, "glass/open_glass.html", {"glass": glass, "facts": facts})
