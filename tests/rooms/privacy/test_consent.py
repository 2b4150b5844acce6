"""Consent: one purpose at a time, a no that is respected, a yes that can be taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ningju.kernel.errors import Conflict, NotFound, RuleViolation
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy import access, services
from ningju.rooms.privacy.access import AccessRefused
from ningju.rooms.privacy.models import AccessEntry, ConsentReceipt
from ningju.rooms.privacy.purposes import PURPOSES
from tests.rooms.privacy.conftest import PHONE
from tests.rooms.privacy.records import Note, a_note, staff

WORKER = Actor(7, "Wang", frozenset({"worker"}), frozenset({3}))
AFTER_180_DAYS = timedelta(days=180)


def words_of(text: str) -> int:
    """Count words; a Chinese text counts one word for two characters."""
    hanzi = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    return round(hanzi / 2) if hanzi else len(text.split())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PURPOSES)
def test_p8_each_purpose_is_told_in_at_most_120_words(name: str, language: str) -> None:
    with translation.override(language):
        text = str(PURPOSES[name].text)
        shown = [str(PURPOSES[name].title), str(PURPOSES[name].data), str(PURPOSES[name].life)]

    assert 0 < words_of(text) <= 120
    assert all(shown)
    assert (language == "en") is all(sign < "\u4e00" for sign in text)


def test_p8_a_receipt_says_what_was_answered_when_and_to_which_text(note: Note) -> None:
    services.give_consent(record_id=note.record_id, purpose="callback", via="phone", by=WORKER)

    (receipt,) = access.receipts_of(note.record_id)
    assert (receipt.purpose, receipt.version, receipt.via) == ("callback", 1, "phone")
    assert (receipt.is_given, receipt.is_by_proxy, receipt.by_user_id) == (True, True, 7)


def test_p8_a_yes_to_one_purpose_is_no_yes_to_another(note: Note, test_purpose: None) -> None:
    services.give_consent(record_id=note.record_id, purpose="care")

    with pytest.raises(AccessRefused):
        services.open_sealed(note, purpose="test_purpose", reader=staff("worker"))


def test_p10_a_purpose_opens_no_record_of_a_kind_that_it_does_not_name(note: Note) -> None:
    services.give_consent(record_id=note.record_id, purpose="callback")

    with pytest.raises(AccessRefused):
        services.open_sealed(note, purpose="callback", reader=staff("worker"))


def test_p8_a_yes_to_an_older_text_counts_no_more(note: Note, test_purpose: None) -> None:
    services.give_consent(record_id=note.record_id, purpose="test_purpose")
    ConsentReceipt.objects.update(version=0)

    with pytest.raises(AccessRefused):
        services.open_sealed(note, purpose="test_purpose", reader=staff("worker"))


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_p8_nobody_asks_again_for_180_days(note: Note, how: str) -> None:
    now = timezone.now()
    if how == "refused":
        services.refuse_consent(record_id=note.record_id, purpose="callback", by=WORKER, at=now)
    else:
        receipt = services.give_consent(record_id=note.record_id, purpose="callback", at=now)
        services.withdraw_consent(receipt=receipt, at=now)
    early, late = now + AFTER_180_DAYS - timedelta(seconds=1), now + AFTER_180_DAYS

    for ask in (services.give_consent, services.refuse_consent):
        with pytest.raises(RuleViolation, match="180"), translation.override("en"):
            ask(record_id=note.record_id, purpose="callback", by=WORKER, at=early)
    assert not access.may_ask(record_id=note.record_id, purpose="callback", now=early)
    assert access.may_ask(record_id=note.record_id, purpose="care", now=early), "another purpose may be asked"
    assert access.may_ask(record_id=note.record_id, purpose="callback", now=late)
    assert services.give_consent(record_id=note.record_id, purpose="callback", by=WORKER, at=late).is_given


def test_p8_the_person_may_say_yes_whenever_they_like(note: Note) -> None:
    services.refuse_consent(record_id=note.record_id, purpose="callback")

    assert services.give_consent(record_id=note.record_id, purpose="callback").is_given


def test_p9_a_withdrawn_consent_opens_nothing_any_more(note: Note, test_purpose: None) -> None:
    receipt = services.give_consent(record_id=note.record_id, purpose="test_purpose")
    opened = services.open_sealed(note, purpose="test_purpose", reader=staff("worker"))
    assert opened["phone"] == PHONE

    gone = services.withdraw_consent(receipt=receipt)

    assert gone.ending == "withdrawn"
    assert gone.ended_at is not None
    with pytest.raises(AccessRefused):
        services.open_sealed(note, purpose="test_purpose", reader=staff("worker"))
    with pytest.raises(Conflict):
        services.withdraw_consent(receipt=receipt)


def test_p9_what_is_forgotten_ends_its_consents(note: Note) -> None:
    services.give_consent(record_id=note.record_id, purpose="callback")

    services.forget(note)

    assert [each.ending for each in access.receipts_of(note.record_id)] == ["erased"]


def test_a_yes_stands_once(note: Note) -> None:
    services.give_consent(record_id=note.record_id, purpose="callback")

    with pytest.raises(Conflict):
        services.give_consent(record_id=note.record_id, purpose="callback")


def test_what_needs_no_consent_is_not_asked(note: Note) -> None:
    with pytest.raises(RuleViolation):
        services.give_consent(record_id=note.record_id, purpose="self")


def test_a_receipt_of_another_record_is_not_found(note: Note) -> None:
    receipt = services.give_consent(record_id=note.record_id, purpose="callback")

    assert access.access_receipt(receipt.public_id, [note.record_id]) == receipt
    with pytest.raises(NotFound):
        access.access_receipt(receipt.public_id, [a_note().record_id])


def test_p5_the_21st_look_up_of_a_day_is_refused_and_logged(
    community: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = staff("worker")
    digests = {services.look_up_phone(phone=PHONE, reader=reader) for _ in range(20)}
    assert digests == {services.phone_digest("+86 138 0013 8000")}

    with pytest.raises(AccessRefused) as refusal:
        services.look_up_phone(phone=PHONE, reader=reader)

    refusal.value.write()
    acts = [entry.act for entry in AccessEntry.objects.in_chain()]
    assert acts == ["looked_up"] * 20 + ["refused"]
    assert services.look_up_phone(phone=PHONE, reader=staff("worker", user_id=8)) in digests
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("ningju.rooms.privacy.services.lookups.timezone.now", lambda: tomorrow)
    assert services.look_up_phone(phone=PHONE, reader=reader) in digests


def test_p5_the_blind_index_differs_between_communities(
    community: object, other_community: object, in_other: Callable[[Callable[[], bytes]], bytes]
) -> None:
    assert services.phone_digest(PHONE) != in_other(lambda: services.phone_digest(PHONE))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("021 6252 0000", "+862162520000"),
        ("(0086) 21-62520000", "+862162520000"),
        ("8613800138000", "+8613800138000"),
        ("00852 2345 6789", "+85223456789"),
    ],
)
def test_p5_a_number_is_the_same_however_it_was_typed(community: object, typed: str, kept: str) -> None:
    assert services.phone_digest(typed) == services.phone_digest(kept)
    assert services.phone_digest(typed) != services.phone_digest(kept[:-1] + "1")
