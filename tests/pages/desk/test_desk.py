"""Staff see what is theirs to do, act on it, and lose nothing they typed."""

from ningju.rooms.cases import services
from ningju.rooms.cases.models import Case
from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import make_case

DESK = "/en/huayang/desk/"


def at(case: Case, verb: str = "") -> str:
    return f"{DESK}cases/{case.code}/{verb}"


def test_a_worker_claims_and_answers(hazard: Case, unit: Organisation) -> None:
    desk = staff_client("wang", "worker", unit)
    assert hazard.code in desk.get(DESK).content.decode()

    claimed = desk.post(at(hazard, "claim/"), {"version": 1})
    answered = desk.post(at(hazard, "answer/"), {"version": 2, "words": "Cover replaced", "note": "bill"})

    assert (claimed.status_code, answered.status_code) == (302, 302)
    hazard.refresh_from_db()
    assert (hazard.state, hazard.answer) == ("done", "Cover replaced")
    assert hazard.assignee is not None
    page = desk.get(at(hazard)).content.decode()
    assert "Cover replaced" in page
    assert "bill" in page
