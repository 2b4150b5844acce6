"""Two look-ups at once: the limit of a day holds all the same."""

from ningju.ground.tenancy import in_community
from ningju.rooms.privacy.access import LOOK_UPS_A_DAY, AccessRefused
from ningju.rooms.privacy.models import AccessEntry
from ningju.rooms.privacy.services import look_up_phone
from tests.conftest import make_community
from tests.rooms.cases.test_races import at_once
from tests.rooms.privacy.records import staff


def test_p5_six_look_ups_at_once_are_no_way_past_the_twenty_of_a_day(committed_db: None) -> None:
    here = make_community("huayang", "华阳路街道", "Huayang Road Sub-district")
    with in_community(here.pk):
        for _number in range(LOOK_UPS_A_DAY - 2):
            look_up_phone(phone="13800138000", reader=staff("worker"))

    def look_up() -> str:
        try:
            with in_community(here.pk):
                look_up_phone(phone="13800138000", reader=staff("worker"))
        except AccessRefused:
            return "refused"
        return "looked up"

    outcomes = at_once([look_up] * 6)

    assert sorted(outcomes) == ["looked up"] * 2 + ["refused"] * 4
    with in_community(here.pk):
        assert AccessEntry.objects.count() == LOOK_UPS_A_DAY
