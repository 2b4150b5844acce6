"""What the register holds under a phone number that its owner proved: for "my page"."""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ningju.kernel.codes import show_code
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareEvent, CareRecord
from ningju.rooms.care.services import read_own, withdraw_care
from ningju.rooms.care.words import FIELD_WORDS, say_day, step_words
from ningju.rooms.organisations.access import ANYBODY
from ningju.rooms.privacy.holdings import Erasure, Holding
from ningju.rooms.privacy.lifetimes import LIFETIMES


def find_holdings(digest: bytes) -> Sequence[Holding]:
    """Return every record of the register with exactly this number."""
    found = CareRecord.objects.filter(phone_index=digest).select_related("reminder")
    return [holding_of(record) for record in found.order_by("joined_at", "id")]


def about_another(record: CareRecord) -> Iterable[CareEvent]:
    """Return what was noted about another record with the same number."""
    return record.events.filter(verb__in=CareEvent.ABOUT_ANOTHER).order_by("at", "id")


def knows_number(digest: bytes) -> bool:
    """Say whether any record of the register has this number."""
    return CareRecord.objects.filter(phone_index=digest).exists()


def holding_of(record: CareRecord) -> Holding:
    """Return one record as its person reads it; its own page shows the rest."""
    facts = [(FIELD_WORDS[name], words) for name, words in read_own(record).items()]
    ids = [record.record_id, *(need.record_id for need in record.needs.all())]
    return Holding(
        key=f"care:{record.record_id}",
        kind=_("Be phoned or visited, if you wish"),
        name=show_code(record.code),
        facts=(
            (_("What shall we call you?"), record.nickname),
            (_("What would you like a hand with?"), " · ".join(record.theme_words)),
            (_("How often shall we ask how you are?"), record.get_rhythm_display()),
            *facts,
            *(
                (step_words(event), event.words or say_day(localdate(event.at)))
                for event in about_another(record)
            ),
        ),
        life=LIFETIMES["care_record"].words,
        record_ids=(*ids, record.reminder.record_id) if record.reminder else tuple(ids),
        page=("show_care_file", {"secret": secret_of(record.record_id)}),
        erase=Erasure(lambda: withdraw_care(record=record, by=ANYBODY)),
    )
