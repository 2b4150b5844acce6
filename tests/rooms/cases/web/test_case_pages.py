"""The asker reads what came of it; whoever knows the code reads less; a guesser is stopped."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from ningju.ground import limits
from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.kernel.codes import make_code
from ningju.rooms.cases import services
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.accounts.people import staff_client
from tests.rooms.cases.cases import TUESDAY_NINE, make_case


def link(case: Case, act: str = "", language: str = "en") -> str:
    return f"/{language}/huayang/k/{secret_of(case.public_id)}/{act}"


def by_code(case: Case, language: str = "en") -> str:
    return f"/{language}/huayang/c/{case.code}/"


@pytest.fixture
def strict_limits(settings: Settings) -> Iterator[None]:
    """Count addresses as in real life, from nothing."""
    settings.NINGJU_LIMIT_FACTOR = 1
    limits.COUNTER = limits.AddressCounter()
    yield
    limits.COUNTER = limits.AddressCounter()


def test_the_asker_reads_state_answer_and_way(rider: Client, hazard: Case, worker: Actor) -> None:
    claimed = services.claim_case(case=hazard, by=worker)
    noted = services.note_case(case=claimed, note="call the depot", by=worker)
    services.answer_case(case=noted, words="Cover replaced", by=worker, note="Bill to follow")

    text = rider.get(link(hazard)).content.decode()

    assert hazard.shown_code in text
    assert "Cover replaced" in text
    assert hazard.words in text
    assert "Is it solved?" in text
    assert "Bill to follow" not in text
    assert "call the depot" not in text
    assert worker.name not in text


def test_the_code_shows_state_and_answer_but_not_the_askers_words(
    rider: Client, hazard: Case, worker: Actor
) -> None:
    services.answer_case(case=hazard, words="Cover replaced", by=worker)

    text = rider.get(by_code(hazard)).content.decode()

    assert "Cover replaced" in text
    assert hazard.words not in text
    assert secret_of(hazard.public_id) not in text
    assert "Is it solved?" not in text


def test_the_code_of_a_need_shows_neither_words_nor_question_nor_answer(
    rider: Client, need: Case, worker: Actor
) -> None:
    asked = services.ask_back(case=need, words="Which platform?", by=worker)
    while_asked = rider.get(by_code(need)).content.decode()
    services.answer_case(case=asked, words="Thursday at half past two", by=worker)
    when_answered = rider.get(by_code(need)).content.decode()

    for text in (while_asked, when_answered):
        assert need.words not in text
        assert "Which platform?" not in text
        assert "Thursday at half past two" not in text
    assert "It opens with the link" in when_answered
    assert "Thursday at half past two" in rider.get(link(need)).content.decode()


def test_the_asker_says_solved(rider: Client, hazard: Case, worker: Actor) -> None:
    services.answer_case(case=hazard, words="Cover replaced", by=worker)

    answer = rider.post(link(hazard, "solved/"), {"form_key": new_form_key(), "words": ""}, follow=True)

    hazard.refresh_from_db()
    assert (hazard.state, hazard.asker_verdict) == ("confirmed", "solved")
    assert "Thank you." in answer.content.decode()


def test_the_asker_says_not_solved_and_it_is_open_again(rider: Client, hazard: Case, worker: Actor) -> None:
    services.answer_case(case=hazard, words="Cover replaced", by=worker)

    answer = rider.post(
        link(hazard, "not-solved/"), {"form_key": new_form_key(), "words": "It still rattles"}, follow=True
    )

    hazard.refresh_from_db()
    assert (hazard.state, hazard.waiting) == ("reopened", "us")
    assert "It still rattles" in answer.content.decode()


def test_a_question_is_answered_and_the_clock_runs_on(rider: Client, hazard: Case, worker: Actor) -> None:
    services.ask_back(case=hazard, words="Round or square?", by=worker)
    assert "Round or square?" in rider.get(link(hazard)).content.decode()

    rider.post(link(hazard, "words/"), {"form_key": new_form_key(), "words": "Round"})

    hazard.refresh_from_db()
    assert (hazard.waiting, hazard.is_paused) == ("us", False)


def test_a_double_tap_says_it_once(rider: Client, hazard: Case) -> None:
    form = {"form_key": new_form_key(), "words": "One more thing"}

    first = rider.post(link(hazard, "words/"), form)
    second = rider.post(link(hazard, "words/"), form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert CaseEvent.objects.filter(case=hazard, verb="add_words").count() == 1


def test_the_same_form_with_other_words_is_asked_about(rider: Client, hazard: Case) -> None:
    key = new_form_key()
    rider.post(link(hazard, "words/"), {"form_key": key, "words": "One"})

    other = rider.post(link(hazard, "words/"), {"form_key": key, "words": "Two"})

    assert other.status_code == 409
    assert CaseEvent.objects.filter(case=hazard, verb="add_words").count() == 1


@pytest.mark.parametrize("words", ["", "   ", "\x00", "x" * 4001])
def test_words_that_cannot_be_taken_come_back_with_what_to_do(
    rider: Client, hazard: Case, words: str
) -> None:
    answer = rider.post(link(hazard, "words/"), {"form_key": new_form_key(), "words": words})

    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert CaseEvent.objects.filter(case=hazard).count() == 1


@pytest.mark.parametrize("words", ["😀👍", "\u202eevil\u202c", "<script>alert(1)</script>", "' or 1=1 --"])
def test_strange_words_are_kept_as_they_are_and_shown_harmlessly(
    rider: Client, hazard: Case, words: str
) -> None:
    rider.post(link(hazard, "words/"), {"form_key": new_form_key(), "words": words})

    assert CaseEvent.objects.get(case=hazard, verb="add_words").words_for_asker == words
    assert "<script>alert" not in rider.get(link(hazard)).content.decode()


def test_solved_cannot_be_said_before_there_is_an_answer(rider: Client, hazard: Case) -> None:
    answer = rider.post(link(hazard, "solved/"), {"form_key": new_form_key(), "words": "kept"})

    assert answer.status_code == 422
    assert ">kept</textarea>" in answer.content.decode()
    assert CaseEvent.objects.filter(case=hazard).count() == 1


def test_an_expired_form_keeps_the_words_and_can_simply_be_sent_again(rider: Client, hazard: Case) -> None:
    refused = rider.post(link(hazard, "words/"), {"form_key": "expired", "words": "kept"})
    text = refused.content.decode()
    fresh = text.split('name="form_key" value="')[1].split('"')[0]

    again = rider.post(link(hazard, "words/"), {"form_key": fresh, "words": "kept"})

    assert refused.status_code == 422
    assert ">kept</textarea>" in text
    assert again.status_code == 302
    assert CaseEvent.objects.filter(case=hazard, verb="add_words").count() == 1


@pytest.mark.parametrize("act", ["words/", "solved/", "not-solved/"])
def test_another_site_cannot_speak_for_the_asker(
    rider: Client, hazard: Case, worker: Actor, act: str
) -> None:
    services.answer_case(case=hazard, words="Done", by=worker)

    answer = rider.post(
        link(hazard, act),
        {"form_key": new_form_key(), "words": "x"},
        headers={"origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert Case.objects.get().version == 2


def test_the_link_of_one_community_opens_nothing_in_another(
    rider: Client, hazard: Case, other_community: Community
) -> None:
    secret = secret_of(hazard.public_id)

    assert rider.get(f"/en/liuqiao/k/{secret}/").status_code == 404
    assert rider.get(f"/en/liuqiao/c/{hazard.code}/").status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 40, "a" * 4000, "%00", "é"])
def test_a_wrong_link_is_a_clear_page(rider: Client, community: Community, secret: str) -> None:
    assert rider.get(f"/en/huayang/k/{secret}/").status_code in (400, 404)


def test_a_wrong_code_keeps_what_was_typed_and_offers_the_box_again(
    rider: Client, community: Community
) -> None:
    code = make_code("H")

    answer = rider.get(f"/en/huayang/c/{code}/")

    assert answer.status_code == 404
    assert code in answer.content.decode()
    assert 'action="/c/"' in answer.content.decode()


def test_a_code_is_read_as_people_write_it(rider: Client, hazard: Case) -> None:
    answer = rider.get("/en/huayang/c/", {"code": f" {hazard.shown_code.lower()} "}, follow=True)

    assert answer.redirect_chain[-1][0] == by_code(hazard)


def test_a_mistyped_code_says_what_to_look_at(rider: Client, community: Community) -> None:
    answer = rider.get("/en/huayang/c/", {"code": "H00"})

    assert answer.status_code == 422
    assert "ten characters" in answer.content.decode().lower()


def test_a_guesser_is_stopped_after_thirty_misses_and_learns_nothing_more(
    rider: Client, hazard: Case, strict_limits: None
) -> None:
    misses = [rider.get(f"/en/huayang/c/{make_code('H')}/").status_code for _guess in range(30)]

    hit, miss = rider.get(by_code(hazard)), rider.get(f"/en/huayang/c/{make_code('H')}/")
    door_hit = rider.get(f"/c/{hazard.code}")
    elsewhere = rider.get(by_code(hazard), REMOTE_ADDR="203.0.113.7")

    assert set(misses) == {404}
    assert (hit.status_code, miss.status_code, door_hit.status_code) == (429, 429, 429)
    assert elsewhere.status_code == 200
    assert rider.get(link(hazard)).status_code == 200


def test_reading_ones_own_code_again_and_again_is_no_guessing(
    rider: Client, hazard: Case, strict_limits: None
) -> None:
    assert {rider.get(by_code(hazard)).status_code for _look in range(40)} == {200}


@pytest.mark.parametrize("address", [link, by_code])
def test_pages_of_a_case_are_not_kept_and_not_indexed(rider: Client, hazard: Case, address: object) -> None:
    assert callable(address)

    answer = rider.get(address(hazard))

    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_member_of_staff_who_opens_the_link_speaks_as_the_asker(hazard: Case, unit: Organisation) -> None:
    staff = staff_client("wang", "worker", unit)

    staff.post(link(hazard, "words/"), {"form_key": new_form_key(), "words": "I saw it too"})

    line = CaseEvent.objects.get(case=hazard, verb="add_words")
    assert (line.by, line.is_by_proxy, line.by_user_id) == ("asker", False, None)


def test_a_merged_case_leads_to_the_one_that_answers_for_it(
    rider: Client, hazard: Case, worker: Actor, category: Category
) -> None:
    main = make_case(category=category)
    services.merge_case(case=hazard, into=main, words="Same cover", by=worker)

    text = rider.get(link(hazard)).content.decode()

    assert main.shown_code in text
    assert secret_of(main.public_id) not in text


def test_a_day_beyond_the_known_calendar_warns(rider: Client, category: Category) -> None:
    case = make_case(category=category, at=TUESDAY_NINE.replace(month=12, day=30))

    assert "not announced yet" in rider.get(link(case)).content.decode()


def test_both_pages_take_a_constant_number_of_queries(
    rider: Client, hazard: Case, worker: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = hazard
    for round_ in range(8):
        answered = services.answer_case(case=case, words=f"Answer {round_}", by=worker)
        case = services.reopen_case(case=answered)
    rider.get(link(hazard))

    # savepoint, community, case with unit and category, history, release, former community
    with django_assert_num_queries(6):
        rider.get(link(hazard))
    with django_assert_num_queries(6):
        rider.get(by_code(hazard))


def test_a_person_without_the_community_sees_no_case_at_all(hazard: Case, other_community: Community) -> None:
    with in_community(other_community.pk):
        assert Case.objects.count() == 0
        assert CaseEvent.objects.count() == 0
