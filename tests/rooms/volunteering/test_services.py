"""Seats in a task: never more than wanted, let go without a mark."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ningju.ground.tenancy import in_community
from ningju.kernel.errors import Conflict, NotAllowed, NotFound, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.volunteering.access import access_opportunity, access_seat
from ningju.rooms.volunteering.models import Opportunity, OpportunityEvent, Seat
from ningju.rooms.volunteering.services import (
    erase_old_seats,
    finish_opportunity,
    let_seat_go,
    put_opportunity,
    take_seat,
)
from tests.conftest import make_community
from tests.rooms.cases.cases import make_actor, make_unit


def test_the_third_pair_of_hands_is_told_that_all_are_found(sweep: Opportunity) -> None:
    take_seat(opportunity=sweep, nickname="小李", secret="a")
    take_seat(opportunity=sweep, nickname="阿珍", secret="b")

    with pytest.raises(Conflict), transaction.atomic():
        take_seat(opportunity=sweep, nickname="老周", secret="c")

    assert sorted(Seat.objects.values_list("number", flat=True)) == [1, 2]


def test_letting_go_frees_the_seat_and_leaves_no_mark(sweep: Opportunity) -> None:
    seat = take_seat(opportunity=sweep, nickname="小李", secret="a")

    let_seat_go(seat=seat)

    with pytest.raises(NotFound):
        access_seat("a")
    assert Seat.objects.count() == 0
    assert not OpportunityEvent.objects.filter(words__contains="小李").exists()
    assert take_seat(opportunity=sweep, nickname="阿珍", secret="b").number == 1


def test_a_seat_opens_by_its_own_link_only(sweep: Opportunity) -> None:
    seat = take_seat(opportunity=sweep, nickname="小李", secret="mine")

    assert access_seat("mine") == seat
    with pytest.raises(NotFound):
        access_seat("guessed")


@pytest.mark.parametrize("nickname", ["", "   ", "很" * 21])
def test_a_nickname_has_one_to_twenty_characters(sweep: Opportunity, nickname: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        take_seat(opportunity=sweep, nickname=nickname, secret="a")

    assert refusal.value.field == "nickname"
    assert Seat.objects.count() == 0


def test_a_task_that_is_over_takes_nobody(sweep: Opportunity) -> None:
    past = timezone.now() - timedelta(hours=2)
    Opportunity.objects.filter(pk=sweep.pk).update(starts_at=past, ends_at=past + timedelta(hours=1))

    with pytest.raises(Conflict), transaction.atomic():
        take_seat(opportunity=sweep, nickname="小李", secret="a")


def test_only_the_host_closes_a_task_and_says_what_came_of_it(
    sweep: Opportunity, host: Organisation
) -> None:
    stranger = make_actor("worker", make_unit("elsewhere", "别处", "Elsewhere"))
    keeper = make_actor("keeper", host)
    with pytest.raises(NotAllowed):
        finish_opportunity(opportunity=sweep, actor=stranger, outcome=Bilingual("扫了", ""))
    with pytest.raises(RuleViolation):
        finish_opportunity(opportunity=sweep, actor=keeper, outcome=Bilingual("", ""))

    finish_opportunity(opportunity=sweep, actor=keeper, outcome=Bilingual("扫干净了", ""))

    sweep.refresh_from_db()
    assert (sweep.status, sweep.outcome.zh) == ("done", "扫干净了")
    with pytest.raises(Conflict), transaction.atomic():
        finish_opportunity(opportunity=sweep, actor=keeper, outcome=Bilingual("又扫了", ""))


def test_another_community_does_not_see_the_task(sweep: Opportunity, other_community: Community) -> None:
    with in_community(other_community.pk), pytest.raises(NotFound):
        access_opportunity(sweep.public_id)


def test_twelve_at_once_for_three_seats_fill_exactly_three(committed_db: None) -> None:
    community = make_community("crowd", "人多", "Crowd")
    with in_community(community.pk):
        starts_at = timezone.now() + timedelta(days=1)
        task = put_opportunity(
            slug="t", title=Bilingual("一起", ""), text=Bilingual("", ""), effort="5min", place=None,
            host=make_unit(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), hands_wanted=3,
        )  # fmt: skip
    outcomes: list[str] = []

    def rush(number: int) -> None:
        try:
            with in_community(community.pk):
                take_seat(opportunity=task, nickname=f"骑手{number}", secret=str(number))
            outcomes.append("seat")
        except Conflict:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=rush, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["full"] * 9 + ["seat"] * 3
    with in_community(community.pk):
        assert sorted(Seat.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_p11_t6_nicknames_are_gone_thirty_days_after_and_the_count_stays(sweep: Opportunity) -> None:
    take_seat(opportunity=sweep, nickname="小李", secret="a")
    take_seat(opportunity=sweep, nickname="阿珍", secret="b")
    day_30 = sweep.ends_at + timedelta(days=30)

    assert erase_old_seats(now=day_30 - timedelta(seconds=1)) == 0
    assert erase_old_seats(now=day_30) == 2

    assert Seat.objects.count() == 0
    assert OpportunityEvent.objects.get(verb="seats_erased").words == "2"
    assert erase_old_seats(now=day_30) == 0
