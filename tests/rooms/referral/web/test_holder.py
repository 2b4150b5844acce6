"""P24: the holder's pages, opened by the holder, by every other role, and by another community's holder."""

import re

import pytest
from django.test import Client

from ningju.ground.tenancy import in_community
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community
from ningju.rooms.referral.models import ReferralKey, SealedNote
from ningju.rooms.referral.services import name_holder
from tests.rooms.accounts.people import make_staff, sign_in, staff_client
from tests.rooms.organisations.desk_access import ALL
from tests.rooms.referral.conftest import INBOX, PHONE, WORDS, send
from tests.rooms.referral.sealing import HolderKey

COUNTS = re.compile(r'class="count"')


def texts(page: str) -> str:
    """Return the words of a page's main part, without its markup."""
    return re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])


@pytest.mark.parametrize("role", sorted(ALL))
def test_p24_every_other_role_gets_403(rider: Client, key: HolderKey, role: str) -> None:
    send(rider, key)
    note = SealedNote.objects.get()
    other = staff_client("other", role)

    pages = [other.get(INBOX), other.get(f"{INBOX}key/"), other.get(f"{INBOX}next/")]
    acts = [
        other.post(f"{INBOX}{note.public_id}/have/"),
        other.post(f"{INBOX}key/", {"x": key.x, "y": key.y}),
    ]

    assert [answer.status_code for answer in pages + acts] == [403] * 5
    assert SealedNote.objects.count() == 1


def test_p24_a_stranger_is_led_to_sign_in(rider: Client, key: HolderKey) -> None:
    assert rider.get(INBOX)["Location"].startswith("/zh/account/login/")
    assert rider.get(f"{INBOX}next/").status_code == 302


def test_p24_the_holder_of_another_community_is_nobody_here(
    rider: Client, key: HolderKey, other_community: Community
) -> None:
    send(rider, key)
    note = SealedNote.objects.get()
    with in_community(other_community.pk):
        theirs = sign_in(Client(), make_staff("theirs", "worker"))
        name_holder(username="theirs", by_name="x")

    assert theirs.get(INBOX).status_code == 403
    assert theirs.get("/zh/liuqiao/desk/referral/").status_code == 200
    assert theirs.post(f"/zh/liuqiao/desk/referral/{note.public_id}/have/").status_code == 404
    assert theirs.get("/zh/liuqiao/desk/referral/next/").status_code == 204
    assert SealedNote.objects.count() == 1


def test_p24_the_page_says_whether_and_never_how_many(rider: Client, key: HolderKey, desk: Client) -> None:
    none = desk.get(INBOX).content.decode()
    send(rider, key)
    one = desk.get(INBOX).content.decode()
    for _ in range(6):
        send(rider, key)
    seven = desk.get(INBOX).content.decode()

    assert "没有便条要取" in texts(none)
    assert texts(one) == texts(seven)
    assert texts(one) != texts(none)
    assert not COUNTS.search(seven[seven.index("<main") :])


def test_p24_notes_are_handed_out_one_at_a_time_and_only_as_ciphertext(
    rider: Client, key: HolderKey, desk: Client
) -> None:
    send(rider, key)
    send(rider, key)

    first = desk.get(f"{INBOX}next/")
    body = first.json()

    assert body.keys() == {"sealed", "key", "pick_up"}
    assert key.open(body["sealed"]) == {"contact": PHONE, "words": WORDS}
    assert desk.get(f"{INBOX}next/").json() == body
    assert desk.post(body["pick_up"]).status_code == 204
    second = desk.get(f"{INBOX}next/").json()
    assert second["pick_up"] != body["pick_up"]
    assert desk.post(second["pick_up"]).status_code == 204
    assert desk.get(f"{INBOX}next/").status_code == 204
    assert SealedNote.objects.count() == 0
    assert "no-store" in first["Cache-Control"]


def test_p24_a_note_picked_up_elsewhere_says_so(rider: Client, key: HolderKey, desk: Client) -> None:
    send(rider, key)
    body = desk.get(f"{INBOX}next/").json()
    desk.post(body["pick_up"])

    again = desk.post(body["pick_up"])

    assert again.status_code == 404
    assert again.json()["message"]


def test_the_key_is_taken_from_the_form(desk: Client, mei: User) -> None:
    made = HolderKey.make()

    answer = desk.post(f"{INBOX}key/", {"x": made.x, "y": made.y})

    assert answer["Location"] == INBOX
    assert ReferralKey.objects.get().key_id == made.key_id


def test_a_new_key_needs_the_word_that_what_waits_may_go(rider: Client, key: HolderKey, desk: Client) -> None:
    send(rider, key)
    new = HolderKey.make()

    refused = desk.post(f"{INBOX}key/", {"x": new.x, "y": new.y})
    assert refused.status_code == 422
    assert SealedNote.objects.count() == 1
    done = desk.post(f"{INBOX}key/", {"x": new.x, "y": new.y, "gives_up": "on"})

    assert done.status_code == 302
    assert SealedNote.objects.count() == 0


def test_p24_a_key_off_the_curve_is_refused_and_the_page_says_so(desk: Client, mei: User) -> None:
    answer = desk.post(f"{INBOX}key/", {"x": "A" * 43, "y": "A" * 43})

    assert answer.status_code == 422
    assert "P-256" in answer.content.decode()
    assert not ReferralKey.objects.exists()


def test_only_the_holder_finds_the_way_there(desk: Client, mei: User) -> None:
    other = staff_client("other", "worker")

    assert INBOX in desk.get("/zh/huayang/desk/").content.decode()
    assert f'"{INBOX}"' not in other.get("/zh/huayang/desk/").content.decode()
