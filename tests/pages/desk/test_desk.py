"""Staff see what is theirs to do, act on it, and lose nothing they typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ningju.pages.desk import panels
from ningju.pages.desk.acts import ACTS
from ningju.pages.desk.inbox import count_buckets, read_rows
from ningju.rooms.cases import services
from ningju.rooms.cases.models import Case, CaseEvent, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import make_user, sign_in, staff_client
from tests.rooms.cases.cases import make_actor, make_case

DESK = "/en/huayang/desk/"


def at(case: Case, verb: str = "") -> str:
    return f"{DESK}cases/{case.code}/{verb}"


@pytest.fixture
def desk(unit: Organisation) -> Client:
    """Return the browser of a worker of the unit."""
    return staff_client("wang", "worker", unit)


def test_a_worker_claims_and_answers(desk: Client, hazard: Case) -> None:
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


@pytest.mark.parametrize("page", ["9" * 5000, "-1", "0", "²", "٣", "x", ""])
def test_a_strange_page_of_the_inbox_is_a_page(desk: Client, hazard: Case, page: str) -> None:
    assert desk.get(DESK, {"page": page}).status_code == 200


@pytest.mark.parametrize("address", ["", "cases/{code}/"])
def test_nobody_without_a_role_sees_the_desk(rider: Client, hazard: Case, address: str) -> None:
    visitor = sign_in(Client(), make_user("visitor"))

    for browser in (rider, visitor):
        answer = browser.get(DESK + address.format(code=hazard.code))
        assert answer.status_code in (302, 403)
        assert hazard.words not in answer.content.decode()


@pytest.mark.parametrize("verb", ACTS)
def test_nobody_without_a_role_changes_a_case(rider: Client, hazard: Case, verb: str) -> None:
    rider.post(at(hazard, f"{verb}/"), {"version": 1, "words": "x", "note": "x"})

    assert CaseEvent.objects.filter(case=hazard).count() == 1


def test_a_worker_of_another_unit_sees_nothing_of_it(hazard: Case, other_unit: Organisation) -> None:
    elsewhere = staff_client("li", "worker", other_unit)

    assert hazard.code not in elsewhere.get(DESK).content.decode()
    assert elsewhere.get(at(hazard)).status_code == 404
    assert elsewhere.post(at(hazard, "answer/"), {"version": 1, "words": "x"}).status_code == 404
    assert Case.objects.get(pk=hazard.pk).version == 1


def test_staff_of_one_community_are_nobody_at_the_desk_of_another(
    desk: Client, hazard: Case, other_community: Community
) -> None:
    assert desk.get("/en/liuqiao/desk/").status_code == 403
    assert desk.get(f"/en/liuqiao/desk/cases/{hazard.code}/").status_code == 403


def test_a_leader_reads_and_changes_nothing(hazard: Case, unit: Organisation) -> None:
    leader = staff_client("chen", "leader", unit)

    assert "Reply to the asker" not in leader.get(at(hazard)).content.decode()
    assert leader.post(at(hazard, "answer/"), {"version": 1, "words": "x"}).status_code == 403


def test_who_is_second_is_told_and_keeps_every_word(desk: Client, hazard: Case, worker: Actor) -> None:
    services.claim_case(case=hazard, by=worker)

    answer = desk.post(at(hazard, "answer/"), {"version": 1, "words": "My long answer", "note": "my note"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was faster" in text
    assert "My long answer" in text
    assert "my note" in text
    again = desk.post(at(hazard, "answer/"), {"version": 2, "words": "My long answer"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("answer", {"words": " ", "note": "kept"}),
        ("ask-back", {"words": "", "note": "kept"}),
        ("decline", {"words": "", "note": "kept"}),
        ("pause", {"words": "", "note": "kept"}),
        ("note", {"note": ""}),
        ("hand-over", {"to_unit": "", "words": "kept"}),
        ("hand-over", {"to_unit": "nowhere", "words": "kept"}),
        ("merge", {"into": "nonsense", "words": "kept"}),
        ("merge", {"into": "H000000006", "words": "kept"}),
    ],
)
def test_a_refused_form_comes_back_as_it_was_typed(
    desk: Client, hazard: Case, verb: str, form: dict[str, str]
) -> None:
    answer = desk.post(at(hazard, f"{verb}/"), {"version": 1, **form})

    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    if "kept" in form.values():
        assert "kept" in answer.content.decode()
    assert Case.objects.get(pk=hazard.pk).version == 1


def test_handing_on_leads_back_to_the_inbox(desk: Client, hazard: Case, other_unit: Organisation) -> None:
    answer = desk.post(
        at(hazard, "hand-over/"), {"version": 1, "to_unit": other_unit.slug, "words": "Theirs"}, follow=True
    )

    assert answer.redirect_chain == [(DESK, 302)]
    hazard.refresh_from_db()
    assert hazard.unit_id == other_unit.pk


@pytest.mark.parametrize(
    ("verb", "form", "found"),
    [
        ("ask-back", {"words": "Round or square?"}, "asker"),
        ("pause", {"words": "The part is on its way"}, "others"),
    ],
)
def test_a_case_whose_clock_waits_moves_to_its_own_pile(
    desk: Client, hazard: Case, verb: str, form: dict[str, str], found: str
) -> None:
    desk.post(at(hazard, f"{verb}/"), {"version": 1, **form})

    hazard.refresh_from_db()
    assert hazard.waiting == found
    assert hazard.code not in desk.get(DESK).content.decode()
    assert hazard.code in desk.get(DESK, {"pile": "waiting"}).content.decode()
    desk.post(at(hazard, "resume/"), {"version": 2})
    assert hazard.code in desk.get(DESK).content.decode()


def test_two_reports_of_one_thing_are_put_together(desk: Client, hazard: Case, category: Category) -> None:
    main = make_case(category=category)

    answer = desk.post(
        at(hazard, "merge/"), {"version": 1, "into": main.shown_code, "words": "Follow that one"}
    )

    assert answer.status_code == 302
    hazard.refresh_from_db()
    assert hazard.state == "merged"


def test_a_caller_without_the_link_speaks_through_staff(desk: Client, hazard: Case) -> None:
    desk.post(at(hazard, "add-words/"), {"version": 1, "words": "It rattles at night too"})

    line = CaseEvent.objects.get(case=hazard, verb="add_words")
    assert (line.by, line.is_by_proxy) == ("staff", True)


def test_an_unknown_verb_is_not_there(desk: Client, hazard: Case) -> None:
    assert desk.post(at(hazard, "delete/"), {"version": 1}).status_code == 404


def test_a_case_is_found_by_the_code_as_it_was_told(desk: Client, hazard: Case) -> None:
    found = desk.get(f"{DESK}cases/", {"code": hazard.shown_code.lower()})
    missed = desk.get(f"{DESK}cases/", {"code": "H00"})

    assert found["Location"] == at(hazard)
    assert missed.status_code == 422


def test_the_inbox_is_in_order_of_answer_by_time_with_what_is_late_first(
    unit: Organisation, worker: Actor, category: Category
) -> None:
    now = timezone.now()
    made = [make_case(category=category, at=now - timedelta(days=days)) for days in (1, 20, 5)]

    rows, _more = read_rows(worker, "mine")

    assert [row["code"] for row in rows] == [made[1].code, made[2].code, made[0].code]
    assert rows[0]["urgency"] == "late"


def test_each_case_lies_in_one_pile(unit: Organisation, worker: Actor, category: Category) -> None:
    colleague = make_actor("worker", unit, username="colleague")
    nobodys, mine, theirs, paused, done = (make_case(category=category) for _case in range(5))
    services.claim_case(case=mine, by=worker)
    services.claim_case(case=theirs, by=colleague)
    services.pause_case(case=paused, reason="等配件", by=worker)
    services.answer_case(case=done, words="好了", by=worker)

    piles = {
        name: {row["code"] for row in read_rows(worker, name)[0]}
        for name in ("mine", "colleagues", "waiting", "answered")
    }

    assert piles == {
        "mine": {nobodys.code, mine.code},
        "colleagues": {theirs.code},
        "waiting": {paused.code},
        "answered": {done.code},
    }
    assert count_buckets(worker) == {"mine": "2", "colleagues": "1", "waiting": "1"}


def test_a_full_inbox_shows_thirty_a_page_and_counts_to_a_hundred(
    desk: Client, hazard: Case, worker: Actor
) -> None:
    Case.objects.bulk_create(Case(**{**fields_of(hazard), "code": f"H{number:09d}"}) for number in range(105))

    first, last = desk.get(DESK).content.decode(), desk.get(DESK, {"page": "4"}).content.decode()

    assert first.count('<span class="due') == 30
    assert last.count('<span class="due') == 16
    assert "99+" in first
    assert "page=2" in first


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_number_that_makes_no_sense_shows_a_page(desk: Client, hazard: Case, page: str) -> None:
    assert desk.get(DESK, {"page": page, "pile": "no such pile"}).status_code == 200


def test_inbox_and_case_take_a_constant_number_of_queries(
    desk: Client, hazard: Case, worker: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(DESK)
    desk.get(at(hazard))
    few = count_queries(desk, DESK), count_queries(desk, at(hazard))

    Case.objects.bulk_create(Case(**{**fields_of(hazard), "code": f"H{number:09d}"}) for number in range(60))
    case = hazard
    for _round in range(5):
        case = services.note_case(case=case, note="again", by=worker)

    assert (count_queries(desk, DESK), count_queries(desk, at(hazard))) == few
    assert few[0] <= 9
    assert few[1] <= 12


def count_queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def fields_of(case: Case) -> dict[str, Any]:
    left_out = {"id", "code", "public_id"}
    return {
        field.attname: getattr(case, field.attname)
        for field in Case._meta.concrete_fields
        if field.attname not in left_out
    }


def test_a_panel_stands_beside_the_kinds_it_knows(
    desk: Client, hazard: Case, need: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panels.Panel(frozenset({"need"}), "_hint.html", lambda case, actor: {"words": f"For {case.code}"})
    monkeypatch.setattr(panels, "PANELS", (panel,))

    assert f"For {need.code}" in desk.get(at(need)).content.decode()
    assert f"For {hazard.code}" not in desk.get(at(hazard)).content.decode()
