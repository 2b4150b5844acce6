"""Who sees a case, and who does not: the asker, whoever knows the code, and each role at the desk."""

import pytest

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, NotAllowed, NotFound
from ningju.rooms.cases import access, services
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.cases.cases import make_actor, make_case, make_unit

SEES_OWN = ["worker", "keeper", "partner"]
SEES_ALL = ["coordinator", "leader", "admin"]


@pytest.mark.parametrize("role", SEES_OWN)
def test_a_unit_sees_its_own_cases_and_no_others(
    hazard: Case, unit: Organisation, other_unit: Organisation, role: str
) -> None:
    elsewhere = make_case(unit=other_unit)
    actor = make_actor(role, unit)

    assert list(access.inbox(actor)) == [hazard]
    assert access.case_at_desk(actor, hazard.code) == hazard
    with pytest.raises(NotFound):
        access.case_at_desk(actor, elsewhere.code)


@pytest.mark.parametrize("role", SEES_ALL)
def test_some_roles_see_the_whole_community(
    hazard: Case, unit: Organisation, other_unit: Organisation, role: str
) -> None:
    elsewhere = make_case(unit=other_unit)

    assert set(access.inbox(make_actor(role, unit))) == {hazard, elsewhere}


@pytest.mark.parametrize("role", ["auditor", ""])
def test_who_handles_no_cases_has_no_inbox(hazard: Case, unit: Organisation, role: str) -> None:
    actor = make_actor(role, unit) if role else ANYBODY

    with pytest.raises(NotAllowed):
        access.inbox(actor)
    assert not Case.objects.visible_to(actor).exists()


def test_a_coordinator_of_another_community_sees_nothing(hazard: Case, other_community: Community) -> None:
    with in_community(other_community.pk):
        actor = make_actor("coordinator", make_unit("theirs"))
        assert list(access.inbox(actor)) == []
        for find in (access.case_by_code, lambda code: access.case_at_desk(actor, code)):
            with pytest.raises(NotFound):
                find(hazard.code)
        with pytest.raises(NotFound):
            access.case_by_secret(secret_of(hazard.public_id))


def test_hidden_and_absent_read_alike(hazard: Case, stranger: Actor) -> None:
    with pytest.raises(NotFound) as hidden:
        access.case_at_desk(stranger, hazard.code)
    with pytest.raises(NotFound) as absent:
        access.case_at_desk(stranger, "H000000006")
    with pytest.raises(NotFound) as unreadable:
        access.case_at_desk(stranger, "nonsense")

    assert str(hidden.value) == str(absent.value) == str(unreadable.value)


MAY = {
    # role: what it may do to a case of its own organisation
    "worker": {Verb.CLAIM, Verb.ANSWER, Verb.HAND_OVER, Verb.ADD_WORDS, Verb.PUBLISH, Verb.NOTE},
    "coordinator": {Verb.CLAIM, Verb.ANSWER, Verb.HAND_OVER, Verb.ADD_WORDS, Verb.PUBLISH, Verb.NOTE},
    "keeper": {Verb.CLAIM, Verb.ANSWER, Verb.HAND_OVER, Verb.ADD_WORDS, Verb.NOTE},
    "partner": {Verb.CLAIM, Verb.ANSWER, Verb.HAND_OVER, Verb.NOTE},
    "leader": set(),
    "auditor": set(),
    "admin": set(),
}
ASKED = {Verb.CLAIM, Verb.ANSWER, Verb.HAND_OVER, Verb.ADD_WORDS, Verb.PUBLISH, Verb.NOTE}


@pytest.mark.parametrize("role", MAY)
def test_each_role_may_do_its_own_things(hazard: Case, unit: Organisation, role: str) -> None:
    actor = make_actor(role, unit)

    assert {verb for verb in ASKED if access.may(actor, verb, hazard)} == MAY[role]


def test_a_worker_of_another_unit_may_do_nothing(hazard: Case, stranger: Actor) -> None:
    assert not any(access.may(stranger, verb, hazard) for verb in Verb)
    with pytest.raises(NotFound):
        services.answer_case(case=hazard, words="好了", by=stranger)


def test_whoever_holds_the_link_speaks_as_the_asker_and_no_more(hazard: Case) -> None:
    assert {verb for verb in Verb if access.may(ANYBODY, verb, hazard)} == {Verb.ADD_WORDS}
    with pytest.raises(NotAllowed):
        services.answer_case(case=hazard, words="自己答自己", by=ANYBODY)


def test_a_page_made_before_a_change_is_told_so(hazard: Case, worker: Actor) -> None:
    services.claim_case(case=hazard, by=worker)

    with pytest.raises(Conflict):
        access.case_at_desk(worker, hazard.code, seen_version=1)
    assert access.case_at_desk(worker, hazard.code, seen_version=2) == hazard


@pytest.mark.parametrize(("published", "shown"), [(False, False), (True, True)])
def test_the_code_shows_a_hazards_words_only_once_published(
    hazard: Case, worker: Actor, published: bool, shown: bool
) -> None:
    case = services.publish_case(case=hazard, by=worker) if published else hazard

    assert access.may_read_words(case) is shown


def test_the_code_never_shows_a_needs_words_or_answer(need: Case, worker: Actor) -> None:
    published = services.publish_case(case=need, by=worker)

    assert not access.may_read_words(published)
    assert not access.may_read_answer(published)
