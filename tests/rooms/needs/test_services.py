"""A need meets an offer, once, by a person's decision and for a reason."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ningju.kernel.errors import Conflict, NotAllowed, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.needs.fits import fits_for
from ningju.rooms.needs.models import Need, Pairing, Resource, ResourceEvent
from ningju.rooms.needs.services import (
    check_resource,
    join_need,
    offer_resource,
    undo_join,
    voice_need,
    withdraw_resource,
)
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation
from tests.rooms.queries import count_queries

WHY: dict[str, Any] = {"reason": "同一类,周二有空", "words": "周二14点,党群中心,带上合同。"}


def offer(by: Actor, organisation: Organisation, category: Category, **more: Any) -> Resource:
    told: dict[str, Any] = {
        "title": Bilingual("律师十分钟", ""),
        "when": Bilingual("周二", ""),
        "conditions": Bilingual("", ""),
        "capacity": 1,
    }
    return offer_resource(by=by, organisation=organisation, category=category, **(told | more))


def test_joining_tells_the_asker_and_takes_one_from_the_offer(
    need: Need, two_hours: Resource, worker: Actor
) -> None:
    join_need(need=need, resource=two_hours, by=worker, **WHY)

    need.case.refresh_from_db()
    two_hours.refresh_from_db()
    assert need.case.state == "matched"
    assert two_hours.left == 1
    assert need.case.events.filter(words_for_asker=WHY["words"]).exists()
    assert ResourceEvent.objects.filter(resource=two_hours, verb="joined", words=WHY["reason"]).count() == 1


def test_p23_a_match_without_a_reason_is_refused_and_leaves_no_trace(
    need: Need, two_hours: Resource, worker: Actor
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join_need(need=need, resource=two_hours, by=worker, reason=" ", words="周二")

    two_hours.refresh_from_db()
    assert refusal.value.field == "reason"
    assert (two_hours.taken, Pairing.objects.count()) == (0, 0)


def test_an_offer_serves_no_more_than_it_has(
    legal_aid: Category, two_hours: Resource, worker: Actor
) -> None:
    needs = [voice_need(words=f"第{number}个", category=legal_aid) for number in range(3)]
    for need in needs[:2]:
        join_need(need=need, resource=two_hours, by=worker, **WHY)

    with pytest.raises(Conflict), transaction.atomic():
        join_need(need=needs[2], resource=two_hours, by=worker, **WHY)

    needs[2].case.refresh_from_db()
    assert needs[2].case.state == "new"
    assert Pairing.objects.joined().count() == 2


def test_the_database_itself_refuses_to_overdraw(two_hours: Resource) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.filter(pk=two_hours.pk).update(taken=3)


def test_p4_a_reason_about_who_asks_is_refused(need: Need, two_hours: Resource, worker: Actor) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join_need(need=need, resource=two_hours, by=worker, reason="对方是藏族,合适", words="周二")

    assert refusal.value.field == "reason"
    assert not Pairing.objects.exists()


def test_the_same_two_are_not_joined_twice(need: Need, two_hours: Resource, worker: Actor) -> None:
    join_need(need=need, resource=two_hours, by=worker, **WHY)

    with pytest.raises(Conflict), transaction.atomic():
        join_need(need=need, resource=two_hours, by=worker, **WHY)

    two_hours.refresh_from_db()
    assert two_hours.taken == 1


def test_undoing_gives_back_what_was_taken_and_tells_the_asker(
    need: Need, two_hours: Resource, worker: Actor
) -> None:
    join_need(need=need, resource=two_hours, by=worker, **WHY)
    pairing = Pairing.objects.get()

    undo_join(pairing=pairing, by=worker, words="律师病了,我们再找。")

    two_hours.refresh_from_db()
    need.case.refresh_from_db()
    assert two_hours.taken == 0
    assert need.case.state == "checked"
    with pytest.raises(Conflict), transaction.atomic():
        undo_join(pairing=pairing, by=worker, words="再来一次")


def test_joining_and_undoing_lock_the_case_first_so_that_neither_waits_for_the_other(
    need: Need, two_hours: Resource, worker: Actor
) -> None:
    with count_queries() as joining:
        join_need(need=need, resource=two_hours, by=worker, **WHY)
    with count_queries() as undoing:
        undo_join(pairing=Pairing.objects.get(), by=worker, words="律师病了,我们再找。")

    for told in (joining, undoing):
        writing = [sql for sql in told if "FOR UPDATE" in sql or sql.startswith("UPDATE")]
        assert 'FROM "cases_case"' in writing[0]


def test_a_partners_offer_waits_until_staff_have_checked_it(
    need: Need, lawyer: Actor, worker: Actor, law_firm: Organisation, legal_aid: Category
) -> None:
    offered = offer(lawyer, law_firm, legal_aid)
    assert list(Resource.objects.available()) == []
    with pytest.raises(Conflict), transaction.atomic():
        join_need(need=need, resource=offered, by=worker, **WHY)

    check_resource(resource=offered, by=worker)

    assert list(Resource.objects.available()) == [offered]


def test_nobody_offers_for_somebody_else(
    rival: Actor, law_firm: Organisation, legal_aid: Category
) -> None:
    with pytest.raises(NotAllowed):
        offer(rival, law_firm, legal_aid)

    assert Resource.objects.count() == 0


def test_another_partner_cannot_withdraw_or_join(
    need: Need, two_hours: Resource, rival: Actor, lawyer: Actor
) -> None:
    with pytest.raises(NotAllowed):
        withdraw_resource(resource=two_hours, by=rival)
    with pytest.raises(NotAllowed):
        join_need(need=need, resource=two_hours, by=rival, **WHY)
    with pytest.raises(NotAllowed):
        join_need(need=need, resource=two_hours, by=lawyer, **WHY)

    withdraw_resource(resource=two_hours, by=lawyer)
    two_hours.refresh_from_db()
    assert two_hours.status == Resource.Status.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": Bilingual("", "")}, "title"), ({"capacity": 0}, "capacity")],
)
def test_a_hollow_offer_is_refused(
    change: dict[str, Any], field: str, worker: Actor, law_firm: Organisation, legal_aid: Category
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        offer(worker, law_firm, legal_aid, **change)

    assert refusal.value.field == field
    assert Resource.objects.count() == 0


def test_the_fitting_offer_comes_first_with_its_reason(
    need: Need, two_hours: Resource, worker: Actor, law_firm: Organisation, unit: Organisation
) -> None:
    from tests.rooms.cases.cases import make_category

    meals = make_category(unit, slug="meals", kind="need", name_zh="吃饭", name_en="Meals")
    other = offer(worker, law_firm, meals)

    fits = fits_for(need, Resource.objects.available().for_list())

    assert [fit.resource for fit in fits] == [two_hours, other]
    assert "法律援助" in fits[0].reason
