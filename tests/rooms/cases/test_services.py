"""A case goes from asking to an answer, and every step leaves one line."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.rooms.cases import services
from ningju.rooms.cases.clocks import is_due_certain, left_at, used_at
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent, CaseLink, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import find_community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import TUESDAY_NINE, make_actor, make_case, make_category

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


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


def test_a_need_is_checked_matched_met_and_confirmed(need: Case, worker: Actor) -> None:
    checked = services.claim_case(case=need, by=worker)
    matched = services.match_case(case=checked, words="周四下午有律师在枢纽站", by=worker)
    met = services.answer_case(case=matched, words="周四 14:30，第 3 个位子是你的", by=worker)
    said = services.confirm_case(case=met)

    assert [checked.state, matched.state, met.state, said.state] == ["checked", "matched", "met", "met"]
    assert (said.asker_verdict, said.waiting) == ("solved", "nobody")
    with pytest.raises(RuleViolation):
        services.confirm_case(case=said)


def test_what_was_found_for_a_need_can_fall_through(need: Case, worker: Actor) -> None:
    matched = services.match_case(case=need, words="有了", by=worker)

    again = services.unmatch_case(case=matched, words="律师来不了，再找", by=worker)

    assert (again.state, again.waiting) == ("checked", "us")


def test_opening_gives_code_link_unit_and_answer_by_time(category: Category, community: Community) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)

    assert case.code.startswith("H")
    assert case.unit_id == category.unit_id
    assert case.due_at == TUESDAY_NINE.replace(day=30, hour=18)
    assert find_community(purpose="code", text=case.code) == community
    assert find_community(purpose="secret", text=secret_of(case.public_id)) == community
    assert secret_of(case.public_id) not in str(Case.objects.values().get())


def test_a_danger_counts_every_hour(unit: Organisation) -> None:
    danger = make_category(unit, slug="wire", clock="every_hour", allowed_min=120, is_danger=True)

    case = make_case(category=danger, at=TUESDAY_NINE.replace(hour=2))

    assert case.due_at == TUESDAY_NINE.replace(hour=4)


def test_an_answer_by_time_beyond_the_known_calendar_is_not_certain(category: Category) -> None:
    december = make_case(category=category, at=TUESDAY_NINE.replace(month=12, day=30))
    november = make_case(category=category, at=TUESDAY_NINE)

    assert not is_due_certain(december)
    assert is_due_certain(november)


def test_what_no_category_assigns_goes_to_the_first_unit(
    unit: Organisation, other_unit: Organisation
) -> None:
    Organisation.objects.filter(pk=other_unit.pk).update(position=0)
    Organisation.objects.filter(pk=unit.pk).update(position=5)

    assert make_case().unit_id == other_unit.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "  \n "}, "words"),
        ({"words": "字" * 4001}, "words"),
        ({"lat_deg": 31.2}, "where"),
    ],
)
def test_what_cannot_be_opened_leaves_no_trace(
    community: Community, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        make_case(**wrong)

    assert refusal.value.field == field
    assert Case.objects.count() == 0
    assert CaseEvent.objects.count() == 0


def test_a_category_of_another_kind_is_refused(category: Category) -> None:
    with pytest.raises(RuleViolation):
        make_case(kind="need", category=category)


def test_a_claim_is_first_come_first_served(hazard: Case, worker: Actor, unit: Organisation) -> None:
    colleague = make_actor("worker", unit, username="colleague")
    claimed = services.claim_case(case=hazard, by=worker)

    with pytest.raises(Conflict):
        services.claim_case(case=claimed, by=colleague)
    with pytest.raises(Conflict):
        services.claim_case(case=hazard, by=colleague)

    assert Case.objects.get().assignee_id == worker.user_id


def test_only_who_has_a_case_or_a_coordinator_puts_it_back(
    hazard: Case, worker: Actor, coordinator: Actor, unit: Organisation
) -> None:
    colleague = make_actor("worker", unit, username="colleague")
    claimed = services.claim_case(case=hazard, by=worker)

    with pytest.raises(RuleViolation):
        services.release_case(case=claimed, by=colleague)
    released = services.release_case(case=claimed, by=coordinator)

    assert released.assignee_id is None


def test_handing_over_keeps_code_and_clock_and_names_the_next_unit(
    category: Category, worker: Actor, other_unit: Organisation
) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)
    claimed = services.claim_case(case=case, by=worker, at=TUESDAY_NINE + HOUR)

    handed = services.hand_over_case(
        case=claimed,
        to_unit=other_unit,
        words="归市政养护，已替你转过去",
        by=worker,
        at=TUESDAY_NINE + 2 * HOUR,
    )

    assert (handed.code, handed.due_at, handed.started_at) == (case.code, case.due_at, case.started_at)
    assert (handed.unit_id, handed.assignee_id, handed.state) == (other_unit.pk, None, "assigned")
    line = CaseEvent.objects.get(case=case, verb="hand_over")
    assert (line.from_unit_id, line.to_unit_id) == (case.unit_id, other_unit.pk)
    assert line.words_for_asker == "归市政养护，已替你转过去"
    with pytest.raises(NotFound):
        services.claim_case(case=handed, by=worker)


def test_a_case_is_handed_only_to_another_unit_that_handles_cases(
    hazard: Case, worker: Actor, unit: Organisation
) -> None:
    partner = Organisation.objects.create(slug="shop", kind="partner", name_zh="面馆")

    for to_unit in (unit, partner):
        with pytest.raises(RuleViolation) as refusal:
            services.hand_over_case(case=hazard, to_unit=to_unit, words="给你们", by=worker)
        assert refusal.value.field == "to_unit"


def test_asking_back_pauses_the_clock_until_the_asker_says_more(category: Category, worker: Actor) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)

    asked = services.ask_back(case=case, words="圆的还是方的？", by=worker, at=TUESDAY_NINE + 2 * HOUR)
    told = services.add_words(case=asked, words="圆的", at=TUESDAY_NINE + 26 * HOUR)

    assert (asked.waiting, asked.due_at, asked.pause_reason) == ("asker", None, "圆的还是方的？")
    assert left_at(asked, TUESDAY_NINE + 25 * HOUR) == timedelta(hours=43)
    assert (told.waiting, told.pause_reason, told.state) == ("us", "", "received")
    assert used_at(told, TUESDAY_NINE + 26 * HOUR) == 2 * HOUR
    assert case.due_at is not None
    assert told.due_at == case.due_at + DAY


def test_one_more_word_does_not_end_a_pause_for_another_reason(hazard: Case, worker: Actor) -> None:
    paused = services.pause_case(case=hazard, reason="等配件到货", by=worker)

    told = services.add_words(case=paused, words="还响")

    assert (told.is_paused, told.waiting) == (True, "others")
    resumed = services.resume_case(case=told, by=worker)
    assert (resumed.is_paused, resumed.waiting, resumed.pause_reason) == (False, "us", "")


@pytest.mark.parametrize("words", ["", "   ", "\x00", "字" * 4001])
def test_nothing_that_the_asker_must_read_goes_without_words(
    hazard: Case, worker: Actor, other_unit: Organisation, words: str
) -> None:
    into = make_case(unit=hazard.unit)
    lines = CaseEvent.objects.count()

    acts: list[Callable[[], Case]] = [
        lambda: services.answer_case(case=hazard, words=words, by=worker),
        lambda: services.decline_case(case=hazard, words=words, by=worker),
        lambda: services.merge_case(case=hazard, into=into, words=words, by=worker),
        lambda: services.ask_back(case=hazard, words=words, by=worker),
        lambda: services.pause_case(case=hazard, reason=words, by=worker),
        lambda: services.hand_over_case(case=hazard, to_unit=other_unit, words=words, by=worker),
    ]
    for act in acts:
        with pytest.raises(RuleViolation):
            act()

    assert Case.objects.get(pk=hazard.pk).state == "received"
    assert CaseEvent.objects.count() == lines
    assert CaseLink.objects.count() == 0


def test_cannot_without_a_reason_is_refused(need: Case, worker: Actor) -> None:
    with pytest.raises(RuleViolation) as refusal:
        services.decline_case(case=need, words="", by=worker)

    assert refusal.value.field == "words"
    declined = services.decline_case(case=need, words="本街道没有托管班，长宁区少年宫有", by=worker)
    assert (declined.state, declined.unit_verdict) == ("cannot", "cannot")


def test_an_answer_stops_the_clock_and_keeps_the_time_it_was_due(category: Category, worker: Actor) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)

    answered = services.answer_case(case=case, words="好了", by=worker, at=TUESDAY_NINE + 3 * HOUR)

    assert answered.due_at == case.due_at
    assert used_at(answered, TUESDAY_NINE + 30 * DAY) == 3 * HOUR


def test_a_merged_case_points_at_the_one_that_answers_for_it(
    hazard: Case, worker: Actor, category: Category
) -> None:
    main = make_case(category=category)

    merged = services.merge_case(case=hazard, into=main, words="和另一件是同一处", by=worker)

    assert (merged.state, merged.answer) == ("merged", "和另一件是同一处")
    link = CaseLink.objects.get()
    assert (link.from_case_id, link.to_case_id, link.kind) == (hazard.pk, main.pk, "same")


def test_a_case_is_merged_only_into_another_open_one_of_its_kind(
    hazard: Case, need: Case, worker: Actor, category: Category
) -> None:
    answered = services.answer_case(case=make_case(category=category), words="好了", by=worker)

    for into in (hazard, need, answered):
        with pytest.raises(RuleViolation) as refusal:
            services.merge_case(case=hazard, into=into, words="同一处", by=worker)
        assert refusal.value.field == "into"


def test_a_case_is_not_merged_into_one_that_is_hidden_from_the_worker(
    hazard: Case, worker: Actor, other_unit: Organisation
) -> None:
    hidden = make_case(unit=other_unit)

    with pytest.raises(NotFound):
        services.merge_case(case=hazard, into=hidden, words="同一处", by=worker)


@pytest.mark.parametrize("close", [services.answer_case, services.decline_case])
def test_not_solved_brings_it_back_to_who_had_it(category: Category, worker: Actor, close: object) -> None:
    assert callable(close)
    claimed = services.claim_case(
        case=make_case(category=category, at=TUESDAY_NINE), by=worker, at=TUESDAY_NINE
    )
    closed = close(case=claimed, words="好了", by=worker, at=TUESDAY_NINE + DAY)

    reopened = services.reopen_case(case=closed, words="还响", at=TUESDAY_NINE + 2 * DAY)

    assert (reopened.state, reopened.waiting, reopened.asker_verdict) == ("reopened", "us", "not_solved")
    assert (reopened.assignee_id, reopened.unit_id) == (worker.user_id, category.unit_id)
    assert (reopened.closed_at, reopened.used) == (None, timedelta())
    assert reopened.started_at == TUESDAY_NINE + 2 * DAY
    assert reopened.answer == "好了"


def test_after_ninety_days_it_is_said_anew(category: Category, worker: Actor) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)
    closed = services.answer_case(case=case, words="好了", by=worker, at=TUESDAY_NINE)

    with pytest.raises(RuleViolation):
        services.reopen_case(case=closed, at=TUESDAY_NINE + timedelta(days=90, seconds=1))

    assert services.reopen_case(case=closed, at=TUESDAY_NINE + timedelta(days=90)).state == "reopened"


def test_staff_speak_for_a_caller_and_it_is_marked(unit: Organisation, worker: Actor) -> None:
    case = make_case(unit=unit, by=worker, via="phone")
    told = services.add_words(case=case, words="电话里说还响", by=worker)
    services.answer_case(case=told, words="好了", by=worker)

    assert (case.is_by_proxy, case.via) == (True, "phone")
    marked = CaseEvent.objects.order_by("id").values_list("verb", "by", "is_by_proxy")
    assert list(marked) == [("open", "staff", True), ("add_words", "staff", True), ("answer", "staff", False)]


def test_a_partner_answers_but_does_not_speak_for_askers(need: Case, unit: Organisation) -> None:
    partner = make_actor("partner", unit)

    with pytest.raises(NotAllowed):
        services.add_words(case=need, words="他说", by=partner)

    assert services.answer_case(case=need, words="来吧", by=partner).state == "met"


def test_words_appear_in_public_after_one_tap_and_can_be_taken_back(hazard: Case, worker: Actor) -> None:
    version = Community.objects.get(slug="huayang").content_version

    published = services.publish_case(case=hazard, by=worker)
    with pytest.raises(RuleViolation):
        services.publish_case(case=published, by=worker)
    taken_back = services.unpublish_case(case=published, by=worker)

    assert (published.is_published, taken_back.is_published) == (True, False)
    assert Community.objects.get(slug="huayang").content_version == version + 2


def test_time_never_runs_backwards_in_a_history(category: Category, worker: Actor) -> None:
    case = make_case(category=category, at=TUESDAY_NINE)

    claimed = services.claim_case(case=case, by=worker, at=TUESDAY_NINE - DAY)

    assert claimed.changed_at == TUESDAY_NINE
