"""What somebody says becomes one case of the right kind, however often it is sent."""

import uuid

import pytest
from django.db import transaction

from ningju.flows.say import say, say_once
from ningju.kernel.errors import Conflict
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.communities.models import Community
from ningju.rooms.issues.models import Issue
from ningju.rooms.needs.models import Need
from tests.rooms.cases.cases import make_category, make_unit


@pytest.fixture
def cover(community: Community) -> Category:
    return make_category(make_unit(), is_danger=True)


def test_a_hazard_becomes_an_issue(cover: Category) -> None:
    case = say(words="井盖松了", category=cover, where="长宁路1027弄口")

    assert Issue.objects.get().case == case
    assert Issue.objects.get().is_danger
    assert (case.kind, case.where, Need.objects.count()) == ("hazard", "长宁路1027弄口", 0)


def test_a_need_becomes_a_need(community: Community) -> None:
    meals = make_category(make_unit(), slug="meals", kind="need")

    case = say(words="想热个饭", category=meals)

    assert Need.objects.get().case == case
    assert Issue.objects.count() == 0


def test_the_same_form_twice_is_one_case(cover: Category) -> None:
    key = uuid.uuid4()

    first = say_once(form_key=key, body=b"words", words="井盖松了", category=cover, where="弄口")
    again = say_once(form_key=key, body=b"words", words="井盖松了", category=cover, where="弄口")

    assert first == again
    assert Case.objects.count() == 1


def test_the_same_key_with_other_words_is_asked_about(cover: Category) -> None:
    key = uuid.uuid4()
    say_once(form_key=key, body=b"words", words="井盖松了", category=cover, where="弄口")

    with pytest.raises(Conflict), transaction.atomic():
        say_once(form_key=key, body=b"other", words="路灯坏了", category=cover, where="弄口")

    assert Case.objects.count() == 1
