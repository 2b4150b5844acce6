"""The one text message a year that somebody may wish for: sent by the service, gone with the record."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from ningju.kernel.clock import SHANGHAI
from ningju.kernel.errors import RuleViolation
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.own_file import own_file
from ningju.rooms.care.services import end_due, withdraw_care
from ningju.rooms.messages.links import make_link
from ningju.rooms.messages.models import Message
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.access import machine, receipts_of
from ningju.rooms.privacy.models import RecordKey
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.services import open_sealed
from ningju.rooms.privacy.words import FIELD_WORDS, reader_words
from tests.rooms.care.cast import join

YEAR_LATER = datetime(2027, 3, 10, 9, tzinfo=SHANGHAI)


@pytest.fixture
def reminded(unit: Organisation) -> CareRecord:
    """Return somebody who wished for the message."""
    return join(unit, wants_reminder=True)


def test_the_message_asks_once_and_its_link_is_not_in_the_outbox(reminded: CareRecord) -> None:
    end_due(YEAR_LATER)
    end_due(YEAR_LATER)

    message = Message.objects.get()
    secret = secret_of(reminded.record_id)
    assert (message.occasion, message.fields["day"]) == ("care_confirm_due", "4月9日")
    assert secret not in str(message.fields)
    assert make_link(message.fields["link"]).endswith(f"/zh/huayang/care/my/{secret}/")


def test_in_english_the_day_is_english_too(unit: Organisation) -> None:
    join(unit, wants_reminder=True, language="en")
    end_due(YEAR_LATER)

    message = Message.objects.get()
    assert message.fields["day"] == "9 April"
    assert "/en/huayang/care/my/" in make_link(message.fields["link"])


def test_who_did_not_wish_for_it_gets_none(record: CareRecord) -> None:
    end_due(YEAR_LATER)

    assert not Message.objects.exists()


def test_t12_the_service_reading_the_number_stands_in_the_persons_own_log(reminded: CareRecord) -> None:
    assert reminded.reminder is not None
    open_sealed(reminded.reminder, purpose="tell", reader=machine("messages"), fields=["address"])

    (look,) = own_file(CareRecord.objects.get())["looks"]
    assert (look.who, look.purpose) == (reader_words("messages"), PURPOSES["tell"].title)
    assert look.fields == (FIELD_WORDS["address"],)
    assert timezone.now() - look.at < timedelta(minutes=1)


def test_p8_the_message_has_a_receipt_of_its_own(reminded: CareRecord) -> None:
    assert reminded.reminder is not None
    assert [receipt.purpose for receipt in receipts_of(reminded.reminder.record_id)] == ["care"]
    assert len(own_file(reminded)["consents"]) == 2


def test_p9_leaving_takes_the_number_along_and_stops_what_is_on_its_way(reminded: CareRecord) -> None:
    end_due(YEAR_LATER)
    withdraw_care(record=CareRecord.objects.get(), by=ANYBODY)

    assert reminded.reminder is not None
    reminded.reminder.refresh_from_db()
    assert reminded.reminder.is_forgotten
    assert Message.objects.get().state == "gone"
    assert not RecordKey.objects.exists()
    assert receipts_of(reminded.reminder.record_id)[0].ending == "withdrawn"


@pytest.mark.parametrize("phone", ["", "62501234"])
def test_a_message_needs_a_number_that_can_receive_it(unit: Organisation, phone: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        join(unit, wants_reminder=True, phone=phone, way="visit", address="武夷路 99 弄")

    assert refusal.value.field == "phone"
