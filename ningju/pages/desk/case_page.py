"""What a case at the desk shows: its standing, its history, and the acts it is open to."""

from typing import Any

from django.http import HttpRequest

from ningju.ground.links import here
from ningju.pages.desk import forms
from ningju.pages.desk.acts import ACTS
from ningju.pages.desk.inbox import BUCKETS, count_buckets, read_rows, show_lines
from ningju.pages.desk.panels import render_panels
from ningju.rooms.cases import access
from ningju.rooms.cases.clocks import is_due_certain
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.cases.words import say_left, say_moment, state_words, step_words, who_words
from ningju.rooms.organisations.access import Actor

BLANK_FORMS: dict[str, type[forms.DeskForm]] = {
    "tap": forms.DeskForm,
    "reply": forms.ReplyForm,
    "hand_over": forms.HandOverForm,
    "merge": forms.MergeForm,
    "note": forms.NoteForm,
    "proxy": forms.ProxyForm,
}


def inbox_page(request: HttpRequest, actor: Actor, *, code: str = "") -> dict[str, Any]:
    """Return what the inbox shows: the piles, and one page of the chosen one."""
    asked = request.GET.get("pile", "mine")
    chosen = asked if asked in BUCKETS else "mine"
    number = request.GET.get("page", "1")[:6]
    page = min(int(number), 10_000) if number.isdecimal() and int(number) > 0 else 1
    rows, has_more = read_rows(actor, chosen, page=page)
    counts = count_buckets(actor)
    address = here(request, "find_case_at_desk")
    query = f"pile={chosen}" + (f"&page={page}" if page > 1 else "")
    sees_all = actor.has("coordinator", "leader", "admin")
    return {
        "cases": address,
        "piles": [
            {"slug": slug, "name": bucket.name, "icon": bucket.icon, "count": counts.get(slug, "")}
            for slug, bucket in BUCKETS.items()
        ],
        "pile": chosen,
        "pile_name": BUCKETS[chosen].name,
        "lines": show_lines(rows, address=address, query=query, chosen=code, sees_all=sees_all),
        "page": page,
        "next_page": page + 1 if has_more else None,
        "former_page": page - 1 if page > 1 else None,
    }


def case_page(
    request: HttpRequest, case: Case, actor: Actor, *, refused: tuple[str, forms.DeskForm] | None = None
) -> dict[str, Any]:
    """Return what a case at the desk shows; a refused form comes back as it was."""
    may = {slug.replace("-", "_"): access.may(actor, act.verb, case) for slug, act in ACTS.items()}
    blank = {
        f"{name}_form": form(case=case, actor=actor, auto_id=f"{name}_%s")
        for name, form in BLANK_FORMS.items()
    }
    if refused:
        blank[f"{refused[0]}_form"] = refused[1]
    return inbox_page(request, actor, code=case.code) | blank | {
        "case": case,
        "may": may,
        "may_reply": may["answer"] or may["ask_back"] or may["decline"] or may["pause"],
        "may_speak_for_asker": may["add_words"] or may["confirm"] or may["reopen"],
        "refused": refused[1] if refused else None,
        "state": state_words(case),
        "opened": say_moment(case.opened_at),
        "due": say_moment(case.due_at) if case.due_at else "",
        "left": say_left(case) if case.is_open else "",
        "is_due_certain": is_due_certain(case),
        "steps": steps_of(case),
        "panels": render_panels(request, case, actor),
    }  # fmt: skip


def steps_of(case: Case) -> list[dict[str, Any]]:
    """Return a case's whole history, newest first, with staff's words and who among colleagues."""
    return [
        {
            "at": event.at,
            "moment": say_moment(event.at),
            "what": step_words(event),
            "who": who_words(event),
            "colleague": event.by_user.nickname if event.by_user else "",
            "words": event.words_for_asker,
            "note": event.words_for_staff,
        }
        for event in CaseEvent.objects.of(case).select_related("by_user")
    ]
