"""Panels beside a case at the desk, brought by pages that know the room the case belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ningju.pages.desk.contact import read_contact
from ningju.pages.desk.need_panel import read_pairings
from ningju.rooms.cases.kinds import KINDS
from ningju.rooms.cases.models import Case
from ningju.rooms.organisations.access import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: for which kinds, its template, and what to read for it.

    Attributes:
        kinds: the kinds of case it stands beside.
        template: gets ``case``, ``actor`` and what ``read`` returns.
        read: returns the template's context, or None where the panel has nothing to say.
    """

    kinds: frozenset[str]
    template: str
    read: Callable[[Case, Actor], dict[str, Any] | None]


PANELS: tuple[Panel, ...] = (
    Panel(frozenset(KINDS), "desk/_contact_panel.html", read_contact),
    Panel(frozenset({"need"}), "needs/_need_panel.html", read_pairings),
)
"""Every panel, in the order shown."""


def render_panels(request: HttpRequest, case: Case, actor: Actor) -> list[SafeString]:
    """Return the panels that have something to say about a case, rendered."""
    rendered = []
    for panel in PANELS:
        found = panel.read(case, actor) if case.kind in panel.kinds else None
        if found is not None:
            page = render_to_string(panel.template, {"case": case, "actor": actor, **found}, request)
            rendered.append(mark_safe(page))
    return rendered
