"""Addresses for tests of the ground: the product's, and a few small pages of a community."""

from typing import Any

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from ningju.config import urls
from ningju.ground.once import once
from ningju.ground.public_post import PublicForm, public_post
from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.communities.models import Block
from ningju.rooms.issues.models import Issue

REFUSALS: dict[str, Exception] = {
    "missing": NotFound("It is not here."),
    "forbidden": NotAllowed("Not for you."),
    "broken-rule": RuleViolation("Against a rule."),
    "conflict": Conflict("Somebody was first."),
    "trouble": ZeroDivisionError("a mistake in the program"),
}
FORM = """<form method="post">{{ form.errors }}{{ form.form_key }}{{ form.words }}</form>"""


class WordsForm(PublicForm):
    """One text, sent by anybody."""

    words = forms.CharField(max_length=200)


@require_safe
def show_blocks(request: HttpRequest) -> HttpResponse:
    """List the blocks of this community, read while the page is rendered."""
    template: Any = engines["django"].from_string("{% for block in blocks %}[{{ block.slug }}]{% endfor %}")
    return TemplateResponse(request, template, {"blocks": Block.objects.in_order()})


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a row, then refuse."""
    Block.objects.create(slug=kind, name_zh="不该留下", colour="#aa0000")
    raise REFUSALS[kind]


@public_post(limit="words", per_hour=2)
def send_words(request: HttpRequest) -> HttpResponse:
    """Keep words once, as a block."""
    form = WordsForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        slug = once(key=form.cleaned_data["form_key"], body=form.body(), make=lambda: keep(words))
        return HttpResponse(slug)
    page = engines["django"].from_string(FORM).render({"form": form}, request)
    return HttpResponse(page, status=422 if form.is_bound else 200)


def keep(words: str) -> str:
    """Save words as a block and return its number."""
    number = str(Block.objects.count() + 1)
    Block.objects.create(slug=number, name_zh=words, colour="#aa0000")
    return number


@require_POST
def send_as_staff(request: HttpRequest) -> HttpResponse:
    """Take a form that needs Django's own CSRF token."""
    return HttpResponse("taken")


def lose_database(request: HttpRequest) -> HttpResponse:
    """Ask a database that has ended this connection."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pg_backend_pid())")
    return HttpResponse("unreachable")


def promise_too_early(request: HttpRequest) -> HttpResponse:
    """Answer as if all were well; what was written is refused only when it is to be committed."""
    Issue.objects.create(case_id=2**40)
    return HttpResponse("received")


def forget_community(request: HttpRequest) -> HttpResponse:
    """Read a tenant's table without a community: a mistake that must show nothing."""
    return HttpResponse(f"{Block.objects.count()} blocks")


urlpatterns = [
    path("without/", forget_community),
    path(
        "<language:language>/<slug:community>/test/",
        include(
            [
                path("blocks/", show_blocks),
                path("refuse/<slug:kind>/", refuse),
                path("words/", send_words),
                path("staff/", send_as_staff),
                path("lost/", lose_database),
                path("promise/", promise_too_early),
            ]
        ),
    ),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
