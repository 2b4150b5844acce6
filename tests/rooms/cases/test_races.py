"""Two people at once: one is first, the other is told, and nothing is lost or doubled."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.cases import services
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.communities.models import Community
from tests.conftest import make_community
from tests.rooms.cases.cases import make_actor, make_case, make_unit


def at_once(acts: list[Callable[[], str]]) -> list[str]:
    """Run acts in threads of their own connections, released together; return what each came to."""
    gate = threading.Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(index: int, act: Callable[[], str]) -> None:
        try:
            gate.wait(timeout=10)
            outcomes[index] = act()
        except Conflict:
            outcomes[index] = "conflict"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes


@pytest.fixture
def neighbourhood(committed_db: None) -> Community:
    """Return a community whose rows are committed."""
    return make_community("huayang", "华阳路街道", "Huayang Road Sub-district")


def test_of_two_who_claim_at_once_one_gets_it(neighbourhood: Community) -> None:
    with in_community(neighbourhood.pk):
        unit = make_unit()
        case = make_case(unit=unit)
        people = [make_actor("worker", unit, username=f"worker-{number}") for number in range(4)]

    def claim(number: int) -> Callable[[], str]:
        def act() -> str:
            with in_community(neighbourhood.pk):
                return services.claim_case(case=case, by=people[number]).state

        return act

    outcomes = at_once([claim(number) for number in range(4)])

    assert sorted(outcomes) == ["accepted", "conflict", "conflict", "conflict"]
    with in_community(neighbourhood.pk):
        winner = Case.objects.get()
        assert winner.assignee_id == people[outcomes.index("accepted")].user_id
        assert CaseEvent.objects.filter(verb="claim").count() == 1


def test_an_answer_and_a_word_from_the_asker_do_not_overwrite_each_other(neighbourhood: Community) -> None:
    with in_community(neighbourhood.pk):
        unit = make_unit()
        case = make_case(unit=unit)
        worker = make_actor("worker", unit)

    def answer() -> str:
        with in_community(neighbourhood.pk):
            return services.answer_case(case=case, words="好了", by=worker).state

    def tell() -> str:
        with in_community(neighbourhood.pk):
            services.add_words(case=case, words="还有一处")
            return "told"

    outcomes = at_once([answer, tell])

    assert sorted(outcomes) in (["conflict", "done"], ["conflict", "told"])
    with in_community(neighbourhood.pk):
        assert Case.objects.get().version == 2
        assert CaseEvent.objects.count() == 2


def test_two_cases_never_answer_for_each_other(neighbourhood: Community) -> None:
    with in_community(neighbourhood.pk):
        unit = make_unit()
        one, other = make_case(unit=unit), make_case(unit=unit)
        worker = make_actor("worker", unit)

    def merge(case: Case, into: Case) -> Callable[[], str]:
        def act() -> str:
            with in_community(neighbourhood.pk):
                try:
                    return services.merge_case(case=case, into=into, words="同一件事", by=worker).state
                except RuleViolation as refusal:
                    return str(refusal.field)

        return act

    assert sorted(at_once([merge(one, other), merge(other, one)])) == ["into", "merged"]
    with in_community(neighbourhood.pk):
        assert Case.objects.open().count() == 1
