"""Break-glass: one person alone opens nothing; two do, for an hour, and the person reads why."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from ningju.kernel.errors import Conflict, NotAllowed, RuleViolation
from ningju.rooms.accounts.models import User
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy import services
from ningju.rooms.privacy.access import AccessRefused, entries_about, glasses_held, glasses_waiting, reader_of
from ningju.rooms.privacy.models import Glass
from ningju.rooms.privacy.services import glass as glasses
from tests.rooms.privacy.conftest import PHONE
from tests.rooms.privacy.records import Note

REASON = "没有应门,屋里有煤气味"


def member(name: str, role: str = "worker") -> Actor:
    user = User.objects.create_user(name)
    return Actor(user.pk, name, frozenset({role}), frozenset())


def ask(note: Note, by: Actor, reason: str = REASON) -> Glass:
    return glasses.ask_for_glass(record=note, subject="N-1", reason=reason, by=by)


def phone_for(note: Note, by: Actor) -> str:
    return services.open_sealed(note, purpose="life_in_danger", reader=reader_of(by), fields=["phone"])[
        "phone"
    ]


def test_p15_two_people_open_what_one_alone_cannot(note: Note) -> None:
    wang, li = member("wang"), member("li", "coordinator")
    asked = ask(note, wang)
    with pytest.raises(AccessRefused):
        phone_for(note, wang)
    with pytest.raises(NotAllowed):
        glasses.break_glass(glass=asked, by=wang)
    assert glasses_waiting(timezone.now()) == [asked]

    glasses.break_glass(glass=asked, by=li)

    assert phone_for(note, wang) == PHONE
    assert glasses_held(wang.user_id, timezone.now()) == [asked]
    with pytest.raises(AccessRefused):
        phone_for(note, li)
    told = [(entry.act, entry.words) for entry in reversed(entries_about(note.record_id))]
    assert told == [("glass_asked", REASON), ("glass_broken", REASON), ("opened", "")]


def test_p15_the_glass_is_whole_again_after_sixty_minutes(note: Note) -> None:
    wang, li = member("wang"), member("li")
    glasses.break_glass(glass=ask(note, wang), by=li, at=timezone.now() - timedelta(minutes=60))

    with pytest.raises(AccessRefused):
        phone_for(note, wang)


def test_p15_it_opens_this_record_only(note: Note) -> None:
    wang, li = member("wang"), member("li")
    glasses.break_glass(glass=ask(note, wang), by=li)
    other = Note(record_id=uuid.uuid4())
    services.seal(other, phone="1")

    with pytest.raises(AccessRefused):
        phone_for(other, wang)


def test_p15_a_reason_is_written_and_nobody_agrees_late_or_twice(note: Note) -> None:
    wang, li = member("wang"), member("li")
    with pytest.raises(RuleViolation) as refusal:
        ask(note, wang, "急")
    assert refusal.value.field == "reason"
    asked = ask(note, wang)
    with pytest.raises(Conflict):
        glasses.break_glass(glass=asked, by=li, at=timezone.now() + timedelta(minutes=61))
    glasses.break_glass(glass=asked, by=li)

    with pytest.raises(Conflict):
        glasses.break_glass(glass=asked, by=li)


@pytest.mark.parametrize("role", ["partner", "auditor"])
def test_p15_roles_that_never_open_anything_neither_ask_nor_agree(note: Note, role: str) -> None:
    asked, stranger = ask(note, member("wang")), member("zhao", role)

    with pytest.raises(NotAllowed):
        ask(note, stranger)
    with pytest.raises(NotAllowed):
        glasses.break_glass(glass=asked, by=stranger)
