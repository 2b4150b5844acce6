"""P24: a note is sealed to one holder, is nowhere in the clear, and is gone after pick-up or 30 days."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ningju.ground.models import FormKey
from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.lifetimes import LIFETIMES
from ningju.rooms.referral import services
from ningju.rooms.referral.access import access_note, next_note
from ningju.rooms.referral.envelope import to_text
from ningju.rooms.referral.models import ReferralChange, SealedNote
from tests.rooms.privacy.lifetimes import erase_due
from tests.rooms.referral.conftest import PHONE, WORDS, send
from tests.rooms.referral.sealing import HolderKey

Sql = Callable[..., list[Any]]


def kept() -> list[str]:
    """Return what the table holds, as text."""
    return [to_text(note.sealed) for note in SealedNote.objects.all()]


def every_row(app_sql: Sql) -> Iterator[tuple[str, str]]:
    """Yield (table, row as text) of everything that the app may read, as a dump would hold it."""
    tables = app_sql("select schemaname, tablename from pg_tables where schemaname in ('public', 'keys')")
    for schema, table in tables:
        for (row,) in app_sql(f'select t::text from "{schema}"."{table}" t'):
            yield table, row


def test_p24_a_dump_of_the_database_holds_ciphertext_only(
    rider: Client, key: HolderKey, app_sql: Sql
) -> None:
    status, _said = send(rider, key)
    assert status == 201

    rows = list(every_row(app_sql))

    words = (PHONE, WORDS, PHONE.encode().hex(), WORDS.encode().hex())
    assert [(table, word) for table, row in rows for word in words if word in row] == []
    assert [table for table, _row in rows].count("referral_sealednote") == 1
    assert [key.open(sealed) for sealed in kept()] == [{"contact": PHONE, "words": WORDS}]


def test_p24_every_note_has_one_size_whatever_it_says(rider: Client, key: HolderKey) -> None:
    for contact, words in (("1", ""), (PHONE, "很长的话" * 50)):
        assert send(rider, key, sealed=key.seal(contact, words))[0] == 201

    assert {len(note.sealed) for note in SealedNote.objects.all()} == {1118}


def test_p24_the_row_is_gone_after_pick_up_and_not_before(
    rider: Client, key: HolderKey, holder: Actor
) -> None:
    send(rider, key)
    first = next_note(holder, timezone.localdate())
    again = next_note(holder, timezone.localdate())  # the laptop was closed: it is still here
    assert first is not None
    assert first == again

    services.pick_up_note(actor=holder, public_id=first.public_id)

    assert SealedNote.objects.count() == 0
    assert next_note(holder, timezone.localdate()) is None


def test_p24_picking_up_what_is_gone_says_so(rider: Client, key: HolderKey, holder: Actor) -> None:
    _status, said = send(rider, key)
    note = next_note(holder, timezone.localdate())
    assert note is not None
    services.take_note_back(secret=said["link"].split("/")[-2])

    with pytest.raises(NotFound):
        services.pick_up_note(actor=holder, public_id=note.public_id)


@pytest.mark.parametrize(("days", "is_there"), [(0, True), (28, True), (29, False), (30, False)])
def test_p24_p11_the_row_is_gone_at_thirty_days(
    rider: Client, key: HolderKey, holder: Actor, days: int, is_there: bool
) -> None:
    send(rider, key)
    later = timezone.now() + timedelta(days=days)

    assert (next_note(holder, timezone.localdate(later)) is not None) is is_there
    services.erase_old_notes(now=later)

    assert SealedNote.objects.exists() is is_there


def test_p24_the_report_of_the_night_does_not_count_notes(rider: Client, key: HolderKey) -> None:
    send(rider, key)
    send(rider, key)

    assert services.erase_old_notes(now=timezone.now() + timedelta(days=31)) == 0
    assert SealedNote.objects.count() == 0


def test_p24_nothing_that_stays_counts_notes(
    rider: Client, key: HolderKey, holder: Actor, app_sql: Sql
) -> None:
    history = ReferralChange.objects.count()
    before = sequences(app_sql)
    for _ in range(3):
        send(rider, key)
    for _ in range(3):
        note = next_note(holder, timezone.localdate())
        assert note is not None
        services.pick_up_note(actor=holder, public_id=note.public_id)

    assert ReferralChange.objects.count() == history
    assert sequences(app_sql) == before
    assert set(FormKey.objects.values_list("outcome", flat=True)) == {"done"}


def sequences(app_sql: Sql) -> list[Any]:
    """Return the room's sequences and how far each has counted."""
    return app_sql(
        "select sequencename, last_value from pg_sequences where sequencename like 'referral%' order by 1"
    )


def test_p24_a_note_keeps_no_hour_of_sending() -> None:
    columns = {field.name: field.get_internal_type() for field in SealedNote._meta.local_fields}

    assert "DateTimeField" not in columns.values()
    assert columns["id"] == "BigIntegerField"


def test_p9_taking_it_back_erases_at_once(rider: Client, key: HolderKey) -> None:
    _status, said = send(rider, key)
    secret = said["link"].split("/")[-2]
    assert access_note(secret)

    services.take_note_back(secret=secret)

    assert SealedNote.objects.count() == 0
    with pytest.raises(NotFound):
        access_note(secret)


def test_p24_a_note_sent_twice_is_one_note_and_one_link(rider: Client, key: HolderKey) -> None:
    form_key, sealed = new_form_key(), key.seal(PHONE)

    first = send(rider, key, form_key=form_key, sealed=sealed)
    again = send(rider, key, form_key=form_key, sealed=sealed)

    assert first == again
    assert SealedNote.objects.count() == 1


def test_p24_a_note_taken_back_does_not_come_back_when_the_form_arrives_again(
    rider: Client, key: HolderKey
) -> None:
    form_key, sealed = new_form_key(), key.seal(PHONE)
    _status, said = send(rider, key, form_key=form_key, sealed=sealed)
    services.take_note_back(secret=said["link"].split("/")[-2])

    send(rider, key, form_key=form_key, sealed=sealed)

    assert SealedNote.objects.count() == 0


def test_p24_the_database_itself_refuses_a_note_of_another_size(rider: Client, key: HolderKey) -> None:
    send(rider, key)

    with pytest.raises(IntegrityError), transaction.atomic():
        SealedNote.objects.update(sealed=b"short")


def test_p24_another_community_sees_no_note(
    rider: Client, key: HolderKey, other_community: Community, app_sql: Sql
) -> None:
    _status, said = send(rider, key)
    secret = said["link"].split("/")[-2]

    with in_community(other_community.pk):
        assert app_sql("select * from referral_sealednote") == []
        with pytest.raises(NotFound):
            access_note(secret)


@pytest.mark.parametrize("roles", [{"admin"}, {"worker"}, {"keeper"}, {"coordinator"}, {"auditor"}, set()])
def test_p24_services_refuse_whoever_is_not_the_holder(
    rider: Client, key: HolderKey, roles: set[str]
) -> None:
    send(rider, key)
    note = SealedNote.objects.get()
    somebody = Actor(10**9, "somebody", frozenset(roles), frozenset())

    with pytest.raises(NotAllowed):
        next_note(somebody, timezone.localdate())
    with pytest.raises(NotAllowed):
        services.pick_up_note(actor=somebody, public_id=note.public_id)
    assert SealedNote.objects.count() == 1


def test_the_model_names_a_lifetime_that_is_declared() -> None:
    assert SealedNote.lifetime in LIFETIMES


def test_p11_the_night_erases_notes_by_the_clock_and_counts_none(rider: Client, key: HolderKey) -> None:
    send(rider, key)

    kept_until_then = erase_due(timezone.now() + timedelta(days=28))["referral_note"]
    assert SealedNote.objects.count() == 1
    erased = erase_due(timezone.now() + timedelta(days=30))["referral_note"]

    assert (kept_until_then, erased) == (0, 0)
    assert SealedNote.objects.count() == 0


def test_p24_a_link_takes_back_its_own_note_and_no_other(rider: Client, key: HolderKey) -> None:
    links = [send(rider, key)[1]["link"].split("/")[-2] for _ in range(2)]

    for made_up in ("", "x", links[0][:-1], links[0].swapcase()):
        with pytest.raises(NotFound):
            access_note(made_up)
    services.take_note_back(secret=links[1])

    assert access_note(links[0])
    with pytest.raises(NotFound):
        access_note(links[1])
