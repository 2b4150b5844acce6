"""What a need is joined with, for the panel beside its case."""

from typing import Any

from ningju.rooms.cases.models import Case
from ningju.rooms.needs.access import JOINERS
from ningju.rooms.needs.models import Pairing
from ningju.rooms.organisations.access import Actor


def read_pairings(case: Case, actor: Actor) -> dict[str, Any] | None:
    """Return what the need of this case is joined with; None for those who cannot join, or without either."""
    if not actor.has(*JOINERS):
        return None
    pairings = list(Pairing.objects.joined().for_list().filter(need__case=case))
    return {"pairings": pairings} if pairings or case.is_open else None
