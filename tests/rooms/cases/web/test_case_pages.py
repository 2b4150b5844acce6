"""The asker reads what came of it; whoever knows the code reads less; a guesser is stopped."""

from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.cases import services
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.organisations.access import Actor


def link(case: Case, verb: str = "", language: str = "zh") -> str:
    return f"/{language}/huayang/k/{secret_of(case.public_id)}/{verb}"


def test_the_asker_reads_state_answer_and_way(rider: Client, hazard: Case, worker: Actor) -> None:
    claimed = services.claim_case(case=hazard, by=worker)
    services.answer_case(case=claimed, words="Cover replaced", by=worker, note="Bill to follow")

    page = rider.get(link(hazard, language="en"))

    assert page.status_code == 200
    text = page.content.decode()
    assert hazard.shown_code in text
    assert "Cover replaced" in text
    assert hazard.words in text
    assert "Is it solved?" in text
    assert "Bill to follow" not in text
    assert worker.name not in text


def test_the_asker_says_solved(rider: Client, hazard: Case, worker: Actor) -> None:
    services.answer_case(case=hazard, words="Cover replaced", by=worker)

    answer = rider.post(link(hazard, "solved/"), {"form_key": new_form_key(), "words": ""})

    assert answer.status_code == 302
    hazard.refresh_from_db()
    assert (hazard.state, hazard.asker_verdict) == ("confirmed", "solved")
