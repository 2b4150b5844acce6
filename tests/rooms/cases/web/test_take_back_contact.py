"""The asker's page: that there is a number, who opened it, and one tap to erase it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ningju.ground.public_post import new_form_key
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import leave_contact, open_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.access import receipts_of
from tests.rooms.cases.web.test_case_pages import by_code, link


@pytest.fixture
def reachable(hazard: Case) -> Case:
    """Return a case whose asker left a number."""
    leave_contact(case=hazard, address="138 0013 8000", language="zh")
    return Case.objects.get(pk=hazard.pk)


def test_the_page_says_that_a_number_is_kept_and_never_which(rider: Client, reachable: Case) -> None:
    page = rider.get(link(reachable)).content.decode()

    assert "You left a phone number. It is kept sealed." in page
    assert "Nobody has opened it." in page
    assert "13800138000" not in page


def test_p9_one_tap_erases_it_and_shows_the_receipt(rider: Client, reachable: Case) -> None:
    answer = rider.post(link(reachable, "take-back/"), {"form_key": new_form_key()}, follow=True)

    page = answer.content.decode()
    contact = Contact.objects.get()
    assert contact.is_forgotten
    assert "Nobody can reach you that way any more" in page
    assert str(receipts_of(contact.record_id)[0].public_id) in page


def test_p9_a_double_tap_is_one_withdrawal(rider: Client, reachable: Case) -> None:
    form = {"form_key": new_form_key()}

    assert [rider.post(link(reachable, "take-back/"), form).status_code for _twice in range(2)] == [302, 302]
    assert rider.post(link(reachable, "take-back/"), {"form_key": new_form_key()}).status_code == 409


def test_p13_what_was_looked_at_before_it_was_erased_stays_readable(
    rider: Client, reachable: Case, worker: Actor
) -> None:
    open_contact(case=reachable, by=worker)
    rider.post(link(reachable, "take-back/"), {"form_key": new_form_key()})

    page = rider.get(link(reachable)).content.decode()

    assert "Calling you back about this matter" in page
    assert "Take it back" not in page


def test_another_site_and_an_expired_form_erase_nothing(rider: Client, reachable: Case) -> None:
    foreign = rider.post(
        link(reachable, "take-back/"),
        {"form_key": new_form_key()},
        headers={"origin": "https://evil.example"},
    )
    expired = rider.post(link(reachable, "take-back/"), {"form_key": "x"})

    assert (foreign.status_code, expired.status_code) == (403, 422)
    assert not Contact.objects.get().is_forgotten


def test_the_link_of_one_community_erases_nothing_in_another(
    rider: Client, reachable: Case, other_community: Community
) -> None:
    address = link(reachable, "take-back/").replace("huayang", "liuqiao")

    assert rider.post(address, {"form_key": new_form_key()}).status_code == 404
    assert not Contact.objects.get().is_forgotten


def test_a_case_without_a_number_has_nothing_to_take_back(rider: Client, hazard: Case) -> None:
    assert rider.post(link(hazard, "take-back/"), {"form_key": new_form_key()}).status_code == 422
    assert "How to reach you" not in rider.get(link(hazard)).content.decode()


def test_whoever_knows_the_code_alone_learns_nothing_of_it(rider: Client, reachable: Case) -> None:
    assert "phone number" not in rider.get(by_code(reachable)).content.decode()


def test_the_page_takes_two_queries_more_however_often_somebody_looked(
    rider: Client, reachable: Case, worker: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_contact(case=reachable, by=worker)
    rider.get(link(reachable))

    with django_assert_num_queries(8):
        rider.get(link(reachable))
    for _more in range(5):
        open_contact(case=reachable, by=worker)
    with django_assert_num_queries(8):
        rider.get(link(reachable))
