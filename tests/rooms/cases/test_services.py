"""A case goes from asking to an answer, and every step leaves one line."""

from datetime import timedelta

import pytest

from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.cases import services
from ningju.rooms.cases.models import Case, CaseEvent, CaseLink, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import TUESDAY_NINE, make_actor, make_case, make_category


def verbs(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("id").values_list("verb", flat=True))


def test_a_hazard_goes_from_asked_to_answered_to_confirmed(hazard: Case, worker: Actor) -> None:
    claimed = services.claim_case(case=hazard, by=worker)
    started = services.start_work(case=claimed, by=worker)
    answered = services.answer_case(case=started, words="已换新井盖", by=worker)
    confirmed = services.confirm_case(case=answered)

    assert [claimed.state, started.state, answered.state, confirmed.state] == [
        "accepted", "in_progress", "done", "confirmed",
    ]  # fmt: skip
    assert verbs(hazard) == ["open", "claim", "start", "answer", "confirm"]
    assert (answered.answer, answered.unit_verdict, answered.asker_verdict) == ("已换新井盖", "done", "")
    assert (confirmed.asker_verdict, confirmed.waiting) == ("solved", "nobody")
    assert confirmed.closed_at == answered.closed_at
