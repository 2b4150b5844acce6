"""The sender's page: the phone for everybody, the sealed form for browsers that can, and taking it back."""

import re

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import switch_module
from ningju.rooms.organisations.access import Actor
from ningju.rooms.places.models import Place
from ningju.rooms.places.services import PlaceEntry, put_place
from ningju.rooms.referral.models import SealedNote
from ningju.rooms.referral.services import make_key, put_centre
from tests.rooms.referral.conftest import INBOX, PAGE, PHONE, send
from tests.rooms.referral.sealing import HolderKey, to_bytes, to_text

NOTES = f"{PAGE}notes/"
HOURS = {"week": {"mo": [[510, 1230]]}}


@pytest.fixture
def centre(community: Community) -> Place:
    return put_place(
        entry=PlaceEntry(
            slug="centre", kind="service_site", name=Bilingual("党群服务中心", "Service Centre"),
            lat_deg=31.22, lon_deg=121.41, short="ctr", address=Bilingual("安化路 1 号", "1 Anhua Road"),
        ),
        by_name="x",
    )  # fmt: skip


def tampered(key: HolderKey, at: int, value: int) -> str:
    """Return a sealed note with one byte put to another value."""
    note = bytearray(to_bytes(key.seal(PHONE)))
    note[at] = value
    return to_text(bytes(note))


def test_the_page_says_address_and_number_before_there_is_an_inbox(
    rider: Client, community: Community, centre: Place
) -> None:
    first = rider.get(PAGE).content.decode()
    put_centre(place=centre, phone="021-1111 2222", by_name="admin")
    page = rider.get(PAGE).content.decode()

    assert 'href="tel:02100000000"' in first  # the community's own number
    assert 'href="tel:02111112222"' in page
    assert "安化路 1 号" in page
    assert "data-seal" not in first + page


def test_c13_the_words_have_no_field_that_a_form_could_send(rider: Client, key: HolderKey) -> None:
    page = rider.get(PAGE).content.decode()
    form = re.search(r"<form data-seal.*?</form>", page, re.DOTALL)

    assert form is not None
    assert " name=" not in form[0]
    assert " action=" not in form[0]
    assert "data-contact" in form[0]
    assert " hidden " in form[0][:60]  # without a script nobody sees it


def test_c13_without_a_script_the_page_shows_the_number_instead_of_the_form(
    rider: Client, key: HolderKey
) -> None:
    page = rider.get(PAGE).content.decode()

    hint = re.search(r'<div class="hint" data-cannot-seal>.*?</div>', page, re.DOTALL)
    assert hint is not None
    assert "021-1111 2222" in hint[0]


def test_c13_the_page_says_who_reads_it_how_long_it_lives_and_that_nobody_comes_first(
    rider: Client, key: HolderKey
) -> None:
    page = rider.get(PAGE.replace("zh", "en")).content.decode()

    for words in (
        "Nobody contacts you first",
        "Who reads it",
        "never more than 30 days",
        "one tap there",
    ):
        assert words in page


def test_the_page_is_kept_by_no_cache(rider: Client, key: HolderKey) -> None:
    assert rider.get(PAGE)["Cache-Control"] == "no-store"


def test_a_sent_note_gives_a_link_that_takes_it_back(rider: Client, key: HolderKey) -> None:
    status, said = send(rider, key)
    assert status == 201
    page = rider.get(said["link"])
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert SealedNote.objects.count() == 1

    gone = rider.post(f"{said['link']}take-back/", {"form_key": new_form_key()}, follow=True)

    assert gone.status_code == 200
    assert SealedNote.objects.count() == 0
    assert rider.get(said["link"]).status_code == 404


def test_p24_a_note_sealed_to_a_former_key_is_asked_for_again_with_the_new_key(
    rider: Client, key: HolderKey, holder: Actor
) -> None:
    new, form_key = HolderKey.make(), new_form_key()
    make_key(actor=holder, x=new.x, y=new.y)

    status, said = send(rider, key, form_key=form_key)
    again, _link = send(rider, new, form_key=form_key)

    assert status == 409
    assert said["key"] == {"id": new.key_id, "x": new.x, "y": new.y}
    assert "再发" in said["message"]
    assert again == 201
    assert SealedNote.objects.count() == 1


def test_p24_malformed_notes_are_refused(rider: Client, key: HolderKey) -> None:
    good = key.seal(PHONE)
    bad = {
        "short": good[:-4], "long": good + "AAAA", "version": tampered(key, 0, 2),
        "no point": tampered(key, 1, 2), "off the curve": tampered(key, 65, to_bytes(good)[65] ^ 1),
        "no base64": "!" * len(good), "odd letters": "字" * 20, "cut": good[:-1], "empty": "",
    }  # fmt: skip
    statuses = {name: send(rider, key, sealed=sealed)[0] for name, sealed in bad.items()}

    assert set(statuses.values()) == {422}, statuses
    assert SealedNote.objects.count() == 0


@pytest.mark.parametrize("key_id", ["", "0" * 32, "x" * 65])
def test_p24_a_wrong_key_id_is_refused(rider: Client, key: HolderKey, key_id: str) -> None:
    status, _said = send(rider, key, key_id=key_id)

    assert status in (409, 422)
    assert SealedNote.objects.count() == 0


def test_without_a_key_no_note_is_taken(rider: Client, mei: object) -> None:
    assert send(rider, HolderKey.make())[0] == 409
    assert SealedNote.objects.count() == 0


def test_an_expired_form_key_comes_back_fresh(rider: Client, key: HolderKey) -> None:
    status, said = send(rider, key, form_key="made up")
    assert status == 422
    assert send(rider, key, form_key=said["form_key"])[0] == 201


def test_another_site_cannot_send_one(rider: Client, key: HolderKey) -> None:
    told = {"form_key": new_form_key(), "key_id": key.key_id, "sealed": key.seal(PHONE)}

    answer = rider.post(NOTES, told, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert SealedNote.objects.count() == 0


def test_the_sheet_carries_the_page_as_a_code_and_the_number(
    rider: Client, key: HolderKey, centre: Place
) -> None:
    put_centre(place=centre, phone="021-1111 2222", by_name="admin")
    sheet = rider.get(f"{PAGE}sheet/", headers={"host": "localhost:8000"}).content.decode()

    for words in ("localhost:8000/zh/huayang/report-in/", "021-1111 2222", "安化路 1 号", "1 Anhua Road"):
        assert words in sheet
    assert "qrline" in sheet


def test_c15_the_card_has_no_form_and_no_named_field(rider: Client, community: Community) -> None:
    page = rider.get("/zh/huayang/my-card/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert "<form" not in main
    assert " name=" not in main
    assert "<canvas" in main


def test_p24_switched_off_nothing_of_it_is_found_and_nothing_leads_there(
    rider: Client, key: HolderKey, community: Community, centre: Place
) -> None:
    _status, said = send(rider, key)
    assert "/report-in/" in rider.get("/zh/huayang/places/centre/").content.decode()

    switch_module(community=community, module="referral", is_on=False, by_name="admin")

    for address in (
        PAGE,
        f"{PAGE}sheet/",
        said["link"],
        "/zh/huayang/my-card/",
        INBOX,
    ):
        assert rider.get(address).status_code == 404, address
    assert rider.post(NOTES, {}).status_code == 404
    assert "/report-in/" not in rider.get("/zh/huayang/places/centre/").content.decode()


def test_p24_every_other_public_page_is_the_same_with_it_on_or_off(
    rider: Client, key: HolderKey, community: Community, centre: Place
) -> None:
    addresses = ("", "about/", "say/", "lists/", "offer/", "hands/", "c/", "places/centre/", "places.geojson",
                 "organisations/unit/")  # fmt: skip
    link = re.compile(
        r'<p class="meta"><a class="alone" href="/zh/huayang/report-in/">.*?</a></p>', re.DOTALL
    )
    form_key = re.compile(r'name="form_key" value="[^"]+"')

    def pages() -> dict[str, tuple[int, str]]:
        answers = {address: rider.get(f"/zh/huayang/{address}") for address in addresses}
        return {
            address: (answer.status_code, form_key.sub("", link.sub("", answer.content.decode())).strip())
            for address, answer in answers.items()
        }

    on = pages()
    switch_module(community=community, module="referral", is_on=False, by_name="admin")
    off = pages()

    assert {address: status for address, (status, _page) in on.items() if status != 200} == {}
    assert on == off
