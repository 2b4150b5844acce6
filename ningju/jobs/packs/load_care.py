"""Write the invented people of a demo's care register, with the contacts that were made since."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from ningju.jobs.packs.contents import CareStory, Pack
from ningju.jobs.packs.load_ground import BY
from ningju.jobs.packs.load_stories import PACKS, Stage, said, set_stage
from ningju.jobs.packs.refusals import from_row
from ningju.kernel.clock import SHANGHAI
from ningju.rooms.care.models import CareEnding, CareRecord
from ningju.rooms.care.services import ask_for_help, join_care, let_keep_register, record_contact
from ningju.rooms.organisations.access import ANYBODY, Actor

LEFT_TO_DO = timedelta(days=10)
"""Contacts that fell due in these last days are left for whoever tries the demo."""


def care_id(community: str, story: str) -> UUID:
    """Return the record id of a pack's person: always the same, so that they join once."""
    return uuid5(PACKS, f"{community}/care/{story}")


def load_care(pack: Pack, anchor: datetime) -> None:
    """Let everybody of the pack join who is not there yet; who has left stays away."""
    stage = set_stage(pack, anchor)
    for slug in sorted({row.unit for row in pack.care}):
        let_keep_register(unit=stage.bodies[slug], by_name=BY)
    known = set(CareRecord.objects.values_list("record_id", flat=True))
    known |= set(CareEnding.objects.values_list("record_id", flat=True))
    for row in pack.care:
        if care_id(stage.slug, row.slug) not in known:
            with from_row("care.csv", row):
                live(stage, row)


def live(stage: Stage, row: CareStory) -> None:
    """Let somebody join, be contacted by their rhythm since, and ask for what they ask."""
    staff = stage.actor(row.unit)
    joined_at = row.joined.at(stage.anchor)
    record = join_care(
        nickname=row.nickname,
        themes=row.themes,
        rhythm=row.rhythm,
        way=row.way,
        unit=stage.bodies[row.unit],
        has_consented=True,
        is_of_age=True,
        phone=row.phone,
        address=row.address,
        words=said(row.words),
        via=row.via,
        by=ANYBODY if row.via == "web" else staff,
        is_invented=True,
        at=joined_at,
        record_id=care_id(stage.slug, row.slug),
    )
    make_past_contacts(record, staff, before=stage.anchor - LEFT_TO_DO)
    if row.asks:
        asked_at = max(joined_at, stage.anchor - timedelta(hours=20))
        ask_for_help(record=record, theme=row.asks, words=said(row.asks_words), by=ANYBODY, at=asked_at)


def make_past_contacts(record: CareRecord, staff: Actor, *, before: datetime) -> None:
    """Make each contact on its day, at ten in the morning, up to a moment."""
    while planned := record.contacts.planned().filter(planned_on__lt=before.date()).first():
        at = datetime.combine(planned.planned_on, time(10), SHANGHAI)
        is_first = not record.contacts.done().exists()
        record_contact(record=record, outcome="reached", by=staff, wishes_to_stay=is_first, at=at)
