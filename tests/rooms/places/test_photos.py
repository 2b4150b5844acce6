"""A place has one photo or none; changing it removes the former one from the disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ningju.ground.models import StoredFile
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.places import services
from ningju.rooms.places.models import Place, PlaceEvent, PlacePhoto
from tests.pictures import photo_with_position, upload

ALT = Bilingual("银行左边的蓝门", "the blue door left of the bank")
Capture = Callable[..., Any]


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


def add(place: Place, **more: Any) -> PlacePhoto:
    told: dict[str, Any] = {"alt": ALT, "nobody_recognisable": True, "by_name": "阿明"}
    told["upload"] = upload(photo_with_position())
    return services.add_photo(place=place, **(told | more))


def test_a_photo_is_added_with_one_line_of_history(hub: Place) -> None:
    version = hub.community.content_version

    photo = add(hub)

    assert PlacePhoto.objects.of(hub).get() == photo
    line = PlaceEvent.objects.get(act="add_photo")
    assert (line.by_name, line.present) == ("阿明", str(photo.file.public_id))
    hub.community.refresh_from_db()
    assert hub.community.content_version > version


def test_another_photo_takes_its_place_and_the_former_leaves_the_disk(
    hub: Place, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    former = add(hub)

    with django_capture_on_commit_callbacks(execute=True):
        present = add(hub)

    assert PlacePhoto.objects.get() == present
    assert {path.name.partition(".")[0] for path in media.rglob("*.jpg")} == {str(present.file.public_id)}
    last = PlaceEvent.objects.filter(act="add_photo").latest("pk")
    assert (last.former, last.present) == (str(former.file.public_id), str(present.file.public_id))


def test_a_removed_photo_leaves_page_rows_and_disk(
    hub: Place, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    add(hub)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_photo(place=hub, by_name="阿明")

    assert not PlacePhoto.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(media.rglob("*.jpg")) == []
    assert PlaceEvent.objects.get(act="remove_photo").by_name == "阿明"


def test_what_is_gone_cannot_be_removed_again(hub: Place) -> None:
    with pytest.raises(Conflict):
        services.remove_photo(place=hub, by_name="阿明")

    assert not PlaceEvent.objects.filter(act="remove_photo").exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"alt": Bilingual("", "")}, "alt_zh"),
        ({"alt": Bilingual("门" * 201, "")}, "alt_zh"),
        ({"nobody_recognisable": False}, "nobody_recognisable"),
        ({"upload": upload(b"no photo")}, "photo"),
    ],
)
def test_a_refused_photo_leaves_the_former_one_and_no_history(
    hub: Place, media: Path, told: dict[str, Any], field: str
) -> None:
    former = add(hub)

    with pytest.raises(RuleViolation) as refusal:
        add(hub, **told)

    assert refusal.value.field == field
    assert PlacePhoto.objects.get() == former
    assert len(list(media.rglob("*.jpg"))) == 2
    assert PlaceEvent.objects.filter(act="add_photo").count() == 1


def test_a_photo_that_the_disk_lost_is_not_shown(hub: Place) -> None:
    add(hub)
    StoredFile.objects.update(state="lost")

    assert not PlacePhoto.objects.of(hub).exists()
