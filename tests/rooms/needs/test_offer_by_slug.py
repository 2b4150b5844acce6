"""An offer that a pack knows by a slug is entered once and corrected later."""

from datetime import UTC, datetime
from typing import Any

from ningju.kernel.text import Bilingual
from ningju.rooms.cases.models import Category
from ningju.rooms.needs.models import Need, Pairing, Resource, ResourceEvent
from ningju.rooms.needs.services import join_need, offer_resource
from ningju.rooms.organisations.access import Actor
from ningju.rooms.organisations.models import Organisation

AT = datetime(2026, 3, 1, tzinfo=UTC)


def offer(by: Actor, law_firm: Organisation, legal_aid: Category, **more: Any) -> Resource:
    fields: dict[str, Any] = {
        "title": Bilingual("律师面谈", "A talk with a lawyer"),
        "when": Bilingual("周三", "Wednesday"),
        "conditions": Bilingual("", ""),
        "capacity": 3,
        "slug": "talk",
        "at": AT,
    }
    return offer_resource(by=by, organisation=law_firm, category=legal_aid, **(fields | more))


def test_the_same_words_twice_are_one_offer_and_one_line(
    worker: Actor, law_firm: Organisation, legal_aid: Category
) -> None:
    first, again = (offer(worker, law_firm, legal_aid) for _ in range(2))

    assert first.pk == again.pk
    assert list(ResourceEvent.objects.values_list("verb", "at")) == [("offered", AT)]


def test_a_correction_keeps_what_is_taken_and_the_status(
    worker: Actor, law_firm: Organisation, legal_aid: Category, need: Need
) -> None:
    talk = offer(worker, law_firm, legal_aid)
    join_need(need=need, resource=talk, by=worker, reason="合适", words="找到了", at=AT)

    corrected = offer(worker, law_firm, legal_aid, capacity=5)

    assert (corrected.taken, corrected.capacity, corrected.status) == (1, 5, "available")
    assert Pairing.objects.get().joined_at == AT
    assert ResourceEvent.objects.filter(verb="changed", words="capacity").count() == 1


def test_offers_without_a_slug_stay_apart(worker: Actor, law_firm: Organisation, legal_aid: Category) -> None:
    first, second = (offer(worker, law_firm, legal_aid, slug="") for _ in range(2))

    assert first.pk != second.pk
