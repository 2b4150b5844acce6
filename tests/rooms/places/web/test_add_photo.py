"""The photo of a door: who adds it, who sees it, and that it says nothing about who took it."""

import uuid
from pathlib import Path

import pytest
from django.test import Client

from ningju.ground import page_cache
from ningju.ground.files.owners import FileOwner, Sight
from ningju.ground.models import StoredFile
from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.places.models import Place, PlaceEvent, PlacePhoto
from tests.pictures import GPS_WORDS, photo_with_position, segments, upload
from tests.rooms.places.cast import make_place

FORM = "/zh/huayang/desk/places/hub/photo/"
PAGE = "/zh/huayang/places/hub/"

pytestmark = pytest.mark.usefixtures("monday_noon")


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


def told(**more: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "photo": upload(photo_with_position()),
        "alt_zh": "银行左边的蓝门",
        "alt_en": "",
        "nobody_recognisable": "on",
    }
    return sent | more


def address_of_photo() -> str:
    return f"/media/huayang/{PlacePhoto.objects.get().file.public_id}"


def test_p19_a_keeper_adds_a_photo_with_a_position_and_everybody_sees_one_without(
    hub: Place, keeper: Client, rider: Client
) -> None:
    answer = keeper.post(FORM, told())

    assert answer.headers["Location"] == f"{PAGE}#photo"
    page = rider.get(PAGE).content.decode()
    assert 'alt="银行左边的蓝门"' in page
    assert 'loading="lazy"' in page
    assert f'src="{address_of_photo()}/small"' in page
    for address in (address_of_photo(), f"{address_of_photo()}/small"):
        jpeg = rider.get(address).content
        assert segments(jpeg) == []
        assert GPS_WORDS not in jpeg


def test_p26_without_the_word_that_nobody_can_be_recognised_no_photo_is_taken(
    hub: Place, keeper: Client
) -> None:
    answer = keeper.post(FORM, told(nobody_recognisable=""))

    assert answer.status_code == 422
    assert "认不出任何人" in answer.content.decode()
    assert "银行左边的蓝门" in answer.content.decode()
    assert not PlacePhoto.objects.exists()


def test_p26_the_form_asks_for_no_people_and_offers_to_blur(hub: Place, keeper: Client) -> None:
    page = keeper.get(FORM).content.decode()

    assert "不能有认得出的人" in page
    assert "data-blur-canvas" in page
    assert "checked" not in page.partition("nobody_recognisable")[2].partition(">")[0]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"photo": ""}, "请选一张照片"),
        ({"photo": upload(b"")}, "这个文件是空的"),
        ({"photo": upload(b"<svg></svg>", "a.svg", "image/svg+xml")}, "这不是能读的照片"),
        ({"alt_zh": ""}, "请用不超过 200 字写明"),
    ],
)
def test_a_refusal_says_what_where_and_how_to_mend_and_keeps_what_was_typed(
    hub: Place, keeper: Client, sent: dict[str, object], words: str
) -> None:
    answer = keeper.post(FORM, told(alt_en="blue door") | ({"alt_en": ""} if "alt_zh" in sent else {}) | sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert ('value="blue door"' in page) or "alt_zh" in sent
    assert not StoredFile.objects.exists()


def test_the_page_says_in_english_where_only_chinese_words_are(
    hub: Place, keeper: Client, rider: Client
) -> None:
    keeper.post(FORM, told())

    assert 'alt="银行左边的蓝门"' in rider.get("/en/huayang/places/hub/").content.decode()


def test_a_photo_is_removed_in_one_tap_and_its_address_is_empty(
    hub: Place, keeper: Client, rider: Client
) -> None:
    keeper.post(FORM, told())
    address = address_of_photo()
    assert rider.get(address).status_code == 200

    keeper.post(f"{FORM}remove/")

    assert rider.get(address).status_code == 404
    assert "/media/" not in rider.get(PAGE).content.decode()
    assert PlaceEvent.objects.get(act="remove_photo").by_name


@pytest.mark.parametrize("act", ["", "remove/"])
def test_a_keeper_of_another_organisation_cannot(
    hub: Place, keeper: Client, stranger: Client, act: str
) -> None:
    keeper.post(FORM, told())
    before = PlaceEvent.objects.count()

    assert stranger.post(FORM + act, told()).status_code == 403
    assert stranger.get(FORM).status_code == 403
    assert PlaceEvent.objects.count() == before


@pytest.mark.parametrize("act", ["", "remove/"])
def test_somebody_without_an_account_cannot(hub: Place, keeper: Client, rider: Client, act: str) -> None:
    keeper.post(FORM, told())

    assert rider.post(FORM + act, told()).status_code in (302, 403)
    assert PlacePhoto.objects.count() == 1


def test_the_way_to_the_form_is_shown_to_those_who_may_and_to_nobody_else(
    hub: Place, keeper: Client, stranger: Client, rider: Client
) -> None:
    assert FORM in keeper.get(PAGE).content.decode()
    assert FORM not in stranger.get(PAGE).content.decode()
    assert FORM not in rider.get(PAGE).content.decode()


def test_a_public_photo_may_be_kept_by_caches_and_is_asked_for_once(
    hub: Place, keeper: Client, rider: Client
) -> None:
    keeper.post(FORM, told())

    answer = rider.get(address_of_photo())
    again = rider.get(address_of_photo(), headers={"if-none-match": answer.headers["ETag"]})
    small = rider.get(f"{address_of_photo()}/small", headers={"if-none-match": answer.headers["ETag"]})
    head = rider.head(address_of_photo())

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert (again.status_code, again.content) == (304, b"")
    assert small.status_code == 200
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == answer.headers["Content-Length"]
    assert rider.post(address_of_photo()).status_code == 405


def test_hidden_absent_foreign_and_lost_pictures_read_alike(
    hub: Place, keeper: Client, rider: Client, other_community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.post(FORM, told())
    address, stored = address_of_photo(), StoredFile.objects.get()
    etag = rider.get(address).headers["ETag"]
    foreign = rider.get(f"/media/liuqiao/{stored.public_id}", headers={"if-none-match": etag})
    absent = rider.get(f"/media/huayang/{uuid.uuid4()}")
    monkeypatch.setattr(
        "ningju.ground.files.owners._owners",
        {"places.PlacePhoto": FileOwner("places.PlacePhoto", lambda *_: Sight.NOBODY, lambda ids: set(ids))},
    )
    hidden = rider.get(address, headers={"if-none-match": etag})
    monkeypatch.setattr("ningju.ground.files.owners._owners", {})
    unanswered = rider.get(address)

    answers = [foreign, absent, hidden, unanswered]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert (
        len({answer.content.replace(b"liuqiao", b"huayang") for answer in [absent, hidden, unanswered]}) == 1
    )


def test_a_file_that_belongs_to_no_photo_any_more_is_nobodys(
    hub: Place, keeper: Client, rider: Client
) -> None:
    keeper.post(FORM, told())
    address = address_of_photo()
    PlacePhoto.objects.all().delete()

    assert StoredFile.objects.exists()
    assert rider.get(address).status_code == 404


def test_what_the_disk_lost_is_not_found(hub: Place, keeper: Client, rider: Client, media: Path) -> None:
    keeper.post(FORM, told())
    address = address_of_photo()
    for path in media.rglob("*.jpg"):
        path.unlink()

    assert rider.get(address).status_code == 404


def test_what_only_this_reader_may_see_is_kept_nowhere(
    hub: Place, keeper: Client, rider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.post(FORM, told())
    private = FileOwner("places.PlacePhoto", lambda *_: Sight.THIS_READER, lambda ids: set(ids))
    monkeypatch.setattr("ningju.ground.files.owners._owners", {"places.PlacePhoto": private})

    answer = rider.get(address_of_photo())

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_the_photo_of_one_neighbourhood_is_of_no_other(
    hub: Place, keeper: Client, rider: Client, other_community: Community
) -> None:
    keeper.post(FORM, told())
    with in_community(other_community.pk):
        make_place("hub", short="hub2")

    assert "/media/" not in rider.get("/zh/liuqiao/places/hub/").content.decode()
    assert rider.get(address_of_photo().replace("huayang", "liuqiao")).status_code == 404


def test_a_kept_page_does_not_outlive_its_photo(hub: Place, keeper: Client, rider: Client) -> None:
    rider.get(PAGE)
    assert page_cache.SHELF

    keeper.post(FORM, told())

    assert address_of_photo() in rider.get(PAGE).content.decode()
