"""What people read about each look: every field has a name, and notes of the service stay out."""

from typing import Any

from django.apps import apps

from ningju.ground.sealed import SealedModel
from ningju.rooms.communities.models import Community
from ningju.rooms.privacy.log import append_entry
from ningju.rooms.privacy.words import FIELD_WORDS, looks_at
from tests.rooms.privacy.records import Note, staff


def test_p13_every_sealed_field_has_a_name_for_people() -> None:
    models = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    sealed = {field for model in models for field in model.sealed_fields}

    assert set(FIELD_WORDS) == sealed


def test_p13_a_reason_is_shown_where_somebody_wrote_one_and_the_services_own_notes_are_not(
    note: Note, community: Community
) -> None:
    about: dict[str, Any] = {"label": note.sealed_label(), "record_id": note.record_id}
    append_entry(act="opened", purpose="callback", reader=staff("worker"), words="H7K-2M9P", **about)
    append_entry(
        act="opened", purpose="life_in_danger", reader=staff("worker"), words="calls from the roof", **about
    )

    assert [look.reason for look in looks_at(note.record_id)] == ["calls from the roof", ""]


def test_p13_the_looks_at_many_records_are_read_in_one_order_the_newest_first(
    note: Note, other_note: Note
) -> None:
    for number, record in enumerate((note, other_note, note)):
        append_entry(
            act="opened", purpose="life_in_danger", reader=staff("worker"), words=str(number),
            record_id=record.record_id,
        )  # fmt: skip

    assert [look.reason for look in looks_at(note.record_id, other_note.record_id)] == ["2", "1", "0"]
    assert [look.reason for look in looks_at(other_note.record_id)] == ["1"]
