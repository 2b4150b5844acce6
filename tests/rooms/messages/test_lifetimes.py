"""What the room forgets by itself."""

from datetime import timedelta

from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import send_due, tell
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.privacy.models import RecordKey
from tests.rooms.messages.conftest import TEN_IN_THE_MORNING, Clock, Gateway
from tests.rooms.messages.test_telling import ANSWERED
from tests.rooms.privacy.lifetimes import erase_due


def test_p11_a_contact_that_serves_nothing_is_erased_with_its_key_the_next_night(contact: Contact) -> None:
    early = LIFETIMES["contact"].erase(TEN_IN_THE_MORNING + timedelta(minutes=59))
    counts = erase_due(TEN_IN_THE_MORNING + timedelta(minutes=61))

    assert (early, counts["contact"]) == (0, 1)
    assert Contact.objects.count() == 0
    assert not RecordKey.objects.filter(record_id=contact.record_id).exists()


def test_p11_a_message_is_forgotten_thirty_days_after_it_was_sent(
    community: Community, contact: Contact, gateway: Gateway, clock: Clock
) -> None:
    tell(contact=contact, **ANSWERED)
    send_due(community_id=community.pk)

    early = LIFETIMES["message"].erase(TEN_IN_THE_MORNING + timedelta(days=29, hours=23))
    late = LIFETIMES["message"].erase(TEN_IN_THE_MORNING + timedelta(days=30, minutes=1))

    assert (early, late) == (0, 1)
    assert Message.objects.count() == 0


def test_what_still_waits_is_not_forgotten(contact: Contact) -> None:
    tell(contact=contact, **ANSWERED)

    assert LIFETIMES["message"].erase(TEN_IN_THE_MORNING + timedelta(days=400)) == 0
