"""What "my page" shows of the register to whoever proved their number."""

from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareRecord
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.privacy.holdings import held_under
from ningju.rooms.privacy.services import phone_digest
from tests.rooms.care.cast import PHONE, WORDS, join


def test_the_number_shows_its_own_record_and_no_other(unit: Organisation, record: CareRecord) -> None:
    join(unit, nickname="老王", phone="13811112222")

    (holding,) = held_under(phone_digest(PHONE))

    words = [str(fact) for _label, fact in holding.facts]
    assert "阿婆" in words
    assert WORDS in words
    assert holding.page == ("show_care_file", {"secret": secret_of(record.record_id)})
    assert record.record_id in holding.record_ids


def test_p9_it_can_be_erased_from_there(record: CareRecord) -> None:
    (holding,) = held_under(phone_digest(PHONE))
    assert holding.erase is not None

    holding.erase()

    assert not CareRecord.objects.exists()
    assert held_under(phone_digest(PHONE)) == []
