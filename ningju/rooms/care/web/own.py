"""The person's own file, by their link: read, stay, change, ask, download, leave."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.ground.links import here
from ningju.ground.public_post import public_post
from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.care import access, services
from ningju.rooms.care.models import CareEnding, CareRecord
from ningju.rooms.care.own_file import as_document, consents_of, own_file
from ningju.rooms.care.web.forms import DetailsForm, HelpForm, RhythmForm
from ningju.rooms.care.web.join import refuse
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.organisations.access import ANYBODY, actor_of
from ningju.rooms.privacy.words import looks_at


def person_only(request: HttpRequest) -> None:
    """Keep staff who are signed in out of other people's own pages: at the desk each look is logged.

    Raises:
        NotAllowed: somebody with a role is signed in.
    """
    if actor_of(request).is_staff:
        raise NotAllowed(
            _("This page belongs to one person. Sign out to open your own; at work, open it at the desk.")
        )


def file_page(
    request: HttpRequest, record: CareRecord, secret: str, *, refused: Form | None = None, status: int = 200
) -> HttpResponse:
    """Show somebody their whole file; a refused form comes back as it was typed."""
    last = record.contacts.done().first()
    context: dict[str, Any] = {
        "record": record,
        "secret": secret,
        "file": own_file(record),
        "said": request.GET.get("said", ""),
        "planned": record.contacts.planned().first(),
        "last": last,
        "help_form": refused if isinstance(refused, HelpForm) else HelpForm(),
        "rhythm_form": RhythmForm(initial={"rhythm": record.rhythm}),
        "details_form": refused if isinstance(refused, DetailsForm) else details_form(record),
        "refused": refused,
    }
    return render(request, "care/show_care_file.html", context, status=status)


def details_form(record: CareRecord) -> DetailsForm:
    """Return the form to put something right, filled with what is held."""
    held = {"nickname": record.nickname, "themes": record.themes, "way": record.way}
    return DetailsForm(initial=held | services.read_own(record), auto_id="details_%s")


@require_safe
@private_page
def show_care_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Show everything that is held and who looked; or, once erased, that and when it went."""
    person_only(request)
    found = access.record_by_secret(secret)
    if isinstance(found, CareEnding):
        context = {
            "ending": found,
            "consents": consents_of(found.record_id),
            "looks": looks_at(found.record_id),
        }
        return render(request, "care/show_gone.html", context, status=410)
    return file_page(request, found, secret)


@require_POST
@private_page
@public_post(limit="care", per_hour=60)
def confirm_care(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep the record for another year."""
    person_only(request)
    services.confirm_care(record=access.own_record(secret), by=ANYBODY)
    return redirect(here(request, "show_care_file", secret=secret) + "?said=stay")


@require_POST
@private_page
@public_post(limit="care", per_hour=60)
def change_care_rhythm(request: HttpRequest, secret: str) -> HttpResponse:
    """Change how often somebody is contacted."""
    person_only(request)
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return file_page(request, access.own_record(secret), secret, refused=form, status=422)
    rhythm = form.cleaned_data["rhythm"]
    services.change_rhythm(record=access.own_record(secret), rhythm=rhythm, by=ANYBODY)
    return redirect(here(request, "show_care_file", secret=secret) + "?said=rhythm")


@require_POST
@private_page
@public_post(limit="care", per_hour=60)
def correct_care(request: HttpRequest, secret: str) -> HttpResponse:
    """Put right what is held."""
    person_only(request)
    record, form, status = access.own_record(secret), DetailsForm(request.POST, auto_id="details_%s"), 422
    if form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        try:
            services.correct_care(record=record, changes=changes, by=ANYBODY)
            return redirect(here(request, "show_care_file", secret=secret) + "?said=correct")
        except RuleViolation as error:
            status = refuse(form, error)
    return file_page(request, record, secret, refused=form, status=status)


@require_POST
@private_page
@public_post(limit="care", per_hour=60)
def ask_for_care(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for something now."""
    person_only(request)
    record, form, status = access.own_record(secret), HelpForm(request.POST), 422
    if form.is_valid():
        try:
            services.ask_for_help_once(record=record, body=form.body(), **form.cleaned_data)
            return redirect(here(request, "show_care_file", secret=secret) + "?said=help")
        except (RuleViolation, Conflict) as error:
            status = refuse(form, error)
    return file_page(request, record, secret, refused=form, status=status)


@require_POST
@private_page
@public_post(limit="care", per_hour=60)
def withdraw_care(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase everything at once; the same page then shows the receipt."""
    person_only(request)
    if not isinstance(access.record_by_secret(secret), CareEnding):
        services.withdraw_care(record=access.own_record(secret), by=ANYBODY)
    return redirect(here(request, "show_care_file", secret=secret))


@require_http_methods(["GET", "HEAD"])
@private_page
def download_care_file(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """Hand out the whole file: "html" to read, "json" for other programs."""
    person_only(request)
    record = access.own_record(secret)
    if form not in ("html", "json"):
        raise NotFound(_("The file comes as HTML or as JSON."))
    if form == "json":
        answer: HttpResponse = JsonResponse(
            as_document(own_file(record)), json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    else:
        answer = render(request, "care/own_file.html", {"file": own_file(record), "record": record})
    answer.headers["Content-Disposition"] = f'attachment; filename="ningju-care-{record.code}.{form}"'
    return answer
