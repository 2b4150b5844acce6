"""What comes in as a photo goes out as pixels; what is no photo is refused in words that help."""

import contextlib
import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ningju.ground.files import images
from ningju.ground.files.images import read_picture
from ningju.kernel.errors import RuleViolation
from tests.pictures import (
    GPS_WORDS,
    draw,
    exif_with_position,
    photo_with_position,
    segments,
    upload,
    written,
)

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg), formats=["JPEG"])


def refusal_of(content: bytes, name: str = "door.jpg") -> str:
    with translation.override("en"):
        with pytest.raises(RuleViolation) as refusal:
            read_picture(upload(content, name))
        assert refusal.value.field == "photo"
        return str(refusal.value)


def test_p19_a_photo_with_a_position_goes_in_and_none_comes_out() -> None:
    came = photo_with_position()
    assert GPS_WORDS in came
    assert opened(came).getexif().get_ifd(0x8825)

    picture = read_picture(upload(came))

    for jpeg in (picture.full, picture.small):
        assert segments(jpeg) == []
        assert not opened(jpeg).getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & opened(jpeg).info.keys()
        assert GPS_WORDS not in jpeg


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_p19_no_position_comes_out_of_another_format(kind: str) -> None:
    came = written(draw(), kind, exif=exif_with_position().tobytes())
    assert opened_any(came).getexif().get_ifd(0x8825)

    picture = read_picture(upload(came, "door.png"))

    assert segments(picture.full) == []
    assert GPS_WORDS not in picture.full


def opened_any(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_that_was_held_sideways_stands_upright() -> None:
    picture = read_picture(upload(photo_with_position(orientation=6)))

    assert (picture.width, picture.height) == (600, 800)
    red, _green, blue = opened(picture.full).getpixel((300, 20))  # type: ignore[misc]
    assert red > 200 > 50 > blue


def test_a_large_photo_is_scaled_and_has_a_small_sister() -> None:
    picture = read_picture(upload(written(draw(4000, 3000))))

    assert (picture.width, picture.height) == (2048, 1536)
    assert opened(picture.full).size == (2048, 1536)
    assert opened(picture.small).size == (640, 480)


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (641, 640)])
def test_a_photo_of_any_shape_is_taken(size: tuple[int, int]) -> None:
    picture = read_picture(upload(written(draw(*size))))

    assert opened(picture.full).size == (picture.width, picture.height)
    assert max(opened(picture.small).size) <= 640


def test_what_can_be_seen_through_stands_on_white() -> None:
    see_through = Image.new("RGBA", (50, 50), (0, 0, 0, 0))

    picture = read_picture(upload(written(see_through, "PNG"), "sign.png"))

    assert min(opened(picture.full).getpixel((25, 25))) > 245  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printers_colours_become_plain_ones(mode: str) -> None:
    picture = read_picture(upload(written(Image.new(mode, (60, 40)))))

    assert opened(picture.full).mode == "RGB"


def test_of_what_moves_only_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "blue")]
    moving = written(frames[0], "GIF", save_all=True, append_images=frames[1:])

    picture = read_picture(upload(moving, "sign.gif"))

    red, _green, blue = opened(picture.full).getpixel((20, 20))  # type: ignore[misc]
    assert red > 200 > 50 > blue


def test_what_hides_behind_a_photo_is_gone() -> None:
    parcel = BytesIO(photo_with_position())
    parcel.seek(0, 2)
    with zipfile.ZipFile(parcel, "a") as hidden:
        hidden.writestr("hidden.html", "<script>alert(1)</script>")
    assert zipfile.is_zipfile(parcel)

    picture = read_picture(upload(parcel.getvalue()))

    assert not zipfile.is_zipfile(BytesIO(picture.full))
    assert b"script" not in picture.full


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "door.jpg", "is empty"),
        (SVG, "door.svg", "no photo that we can read"),
        (b"<?xml version='1.0'?>" + SVG, "door.jpg", "no photo that we can read"),
        (b"<!doctype html><script>alert(1)</script>", "door.jpg", "no photo that we can read"),
        (b"%PDF-1.7 and more", "door.png", "no photo that we can read"),
        (b"GIF89a<script>alert(1)</script>", "door.gif", "broken or cut off"),
        (b"\xff\xd8\xff\xe0 and no more", "door.jpg", "broken or cut off"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(200), "door.heic", "Save it as JPEG"),
        (written(draw(), "BMP"), "door.bmp", "no photo that we can read"),
        (written(draw(), "TIFF"), "door.tiff", "no photo that we can read"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_way_on(content: bytes, name: str, words: str) -> None:
    assert words in refusal_of(content, name)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_photo_that_was_cut_off_is_refused(kind: str, share: float) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    whole = written(noise, kind)

    assert "broken or cut off" in refusal_of(whole[: int(len(whole) * share)])


def test_a_photo_of_too_many_bytes_is_refused(settings: object) -> None:
    settings.NINGJU_BODY_MAX_BYTES = 1024**2  # type: ignore[attr-defined]

    assert "larger than 1 MB" in refusal_of(photo_with_position() + bytes(1024**2))


@pytest.mark.parametrize("times", [1.2, 3.0])
def test_a_small_file_that_unpacks_to_a_giant_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, times: float
) -> None:
    bomb = written(Image.new("1", (1000, int(1000 * times))), "PNG")
    monkeypatch.setattr(images, "MOST_PIXELS", 1_000_000)
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1_000_000)
    monkeypatch.setattr(images, "plain", lambda image: pytest.fail("it was unpacked"))

    assert "more than 1 million pixels" in refusal_of(bomb, "bomb.png")


def test_the_limit_is_the_one_that_pillow_holds_too() -> None:
    assert Image.MAX_IMAGE_PIXELS == images.MOST_PIXELS == 50_000_000


def test_every_refusal_is_said_in_chinese_too() -> None:
    with translation.override("zh-hans"):
        with pytest.raises(RuleViolation) as refusal:
            read_picture(upload(b""))

        assert "照片" in str(refusal.value)


@given(st.data())
def test_a_spoilt_photo_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    whole = bytearray(photo_with_position())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(RuleViolation):
        assert segments(read_picture(upload(bytes(whole))).full) == []
