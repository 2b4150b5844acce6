"""Messages on the asker's own device: offered where the service can, kept with their yes, never elsewhere."""

import json

import pytest
from django.test import Client
from pytest_django import Settings

from ningju.ground.public_post import new_form_key
from ningju.rooms.cases.models import Case
from ningju.rooms.cases.services import answer_case, leave_contact
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.channels.push import public_key
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.access import machine, receipts_of
from ningju.rooms.privacy.services import open_sealed
from tests.rooms.cases.web.test_case_pages import link
from tests.rooms.messages.test_addresses import MOZILLA, subscription
from tests.rooms.messages.test_push import BROWSER_POINT, OWN_KEY


@pytest.fixture(autouse=True)
def push_key(settings: Settings) -> None:
    """Give the service a key towards push services."""
    settings.NINGJU_PUSH_KEY = OWN_KEY


def said_yes(**more: str) -> dict[str, str]:
    """Return what the page sends once the browser subscribed."""
    return {"form_key": new_form_key(), "subscription": subscription(), "consent": "on"} | more


def test_the_page_offers_it_with_the_public_key_alone_and_nothing_ticked(rider: Client, hazard: Case) -> None:
    page = rider.get(link(hazard)).content.decode()

    assert f'data-key="{public_key(OWN_KEY)}"' in page
    assert OWN_KEY not in page
    assert 'name="consent">' in page
    assert "ningju/push.js" in page


def test_the_public_key_is_the_private_keys_own() -> None:
    assert public_key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94") == BROWSER_POINT
    assert public_key("") == ""


def test_without_a_key_nothing_is_offered(rider: Client, hazard: Case, settings: Settings) -> None:
    settings.NINGJU_PUSH_KEY = ""

    assert "data-push" not in rider.get(link(hazard)).content.decode()


def test_p8_a_device_is_kept_with_its_yes_and_told_of_an_answer(
    rider: Client, hazard: Case, worker: Actor
) -> None:
    answer = rider.post(link(hazard, "device/"), said_yes(), follow=True)

    contact = Contact.objects.get()
    assert "This device is told when something changes." in answer.content.decode()
    assert "You are told on your device." in answer.content.decode()
    assert (contact.channel, contact.language, contact.address_index) == ("push", "en", None)
    assert receipts_of(contact.record_id)[0].purpose == "callback"
    kept = json.loads(open_sealed(contact, purpose="tell", reader=machine("messages"))["address"])
    assert kept["endpoint"] == MOZILLA
    answer_case(case=Case.objects.get(pk=hazard.pk), words="Done", by=worker)
    assert [message.state for message in contact.messages.all()] == ["queued"]


@pytest.mark.parametrize(
    "change",
    [
        {"consent": ""},
        {"subscription": ""},
        {"subscription": "x"},
        {"subscription": subscription("https://evil.example/push")},
        {"subscription": "x" * 2001},
        {"form_key": "expired"},
    ],
)
def test_anything_else_is_refused_with_a_page_that_says_what_to_do(
    rider: Client, hazard: Case, change: dict[str, str]
) -> None:
    answer = rider.post(link(hazard, "device/"), said_yes(**change))

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Contact.objects.count() == 0


def test_a_double_tap_keeps_it_once(rider: Client, hazard: Case) -> None:
    form = said_yes()

    assert [rider.post(link(hazard, "device/"), form).status_code for _twice in range(2)] == [302, 302]
    assert Contact.objects.count() == 1


def test_who_left_a_number_is_not_asked_for_a_device_too(rider: Client, hazard: Case) -> None:
    leave_contact(case=hazard, address="13800138000", language="zh")

    assert "data-push" not in rider.get(link(hazard)).content.decode()


def test_the_link_of_one_community_keeps_no_device_in_another(
    rider: Client, hazard: Case, other_community: Community
) -> None:
    address = link(hazard, "device/").replace("huayang", "liuqiao")

    assert rider.post(address, said_yes()).status_code == 404
    assert Contact.objects.count() == 0
