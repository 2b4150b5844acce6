"""The short addresses that posters and messages carry: a code or a link, whichever community it is of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ningju.ground.limits import refuse_spent, take
from ningju.ground.links import there
from ningju.kernel.codes import read_code
from ningju.kernel.errors import NotFound, Unreadable
from ningju.rooms.cases.web.forms import FindForm
from ningju.rooms.cases.web.private import private_page
from ningju.rooms.cases.web.views import GUESSES_PER_HOUR, no_such_code
from ningju.rooms.communities.services import find_community


@require_safe
@private_page
def open_code_box(request: HttpRequest) -> HttpResponse:
    """Show the box for a code of any community, and lead to its case."""
    form = FindForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return open_code(request, form.cleaned_data["code"])
    return render(request, "cases/find_case.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@private_page
def open_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a spoken code to the case's page in its community."""
    refuse_spent(request, "guess_code", per_hour=GUESSES_PER_HOUR)
    try:
        plain = read_code(code)
    except Unreadable:
        return no_such_code(request, code)
    community = find_community(purpose="code", text=plain)
    if community is None:
        take(request, "guess_code", per_hour=GUESSES_PER_HOUR)
        return no_such_code(request, code)
    return redirect(there(community.slug, "show_case", language=request.language, code=plain))  # type: ignore[attr-defined]


@require_safe
@private_page
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Lead from the asker's short link to their page in its community."""
    community = find_community(purpose="secret", text=secret)
    if community is None:
        raise NotFound(_("This link does not lead to a case. It may have been cut short when it was copied."))
    return redirect(there(community.slug, "show_my_case", language=request.language, secret=secret))  # type: ignore[attr-defined]
